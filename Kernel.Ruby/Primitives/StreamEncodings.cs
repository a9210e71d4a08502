using Gem.Vm.Interpreter;
using Gem.Vm.Values;
using Kernel.Ruby.Encodings;

namespace Kernel.Ruby.Primitives;

/// <summary>
/// The encodings of a stream: of the strings it gives and takes, and, when it converts, of the bytes behind it.
/// </summary>
internal sealed class StreamEncodings
{
    private ConversionOptions? _options;
    private Conversion? _reading;

    /// <summary>Encoding of strings; null for the process's external one when reading, and for any when writing.</summary>
    public StringEncoding? OfStrings { get; private set; }

    /// <summary>Encoding of the bytes, when it is another.</summary>
    public StringEncoding? OfBytes { get; private set; }

    /// <summary>What is read is not what is there.</summary>
    public bool ConvertsReading { get; private set; }

    /// <summary>Sets the encodings and what is done besides converting.</summary>
    public void Set(StringEncoding? ofStrings, StringEncoding? ofBytes, ConversionOptions? options)
    {
        OfStrings = ofStrings;
        OfBytes = ofBytes;
        _options = options;
        _reading = null;
        ConvertsReading = ofBytes is not null || options?.Decorators.Contains("universal_newline") == true;
    }

    /// <summary>Encoding of strings that are read.</summary>
    public StringEncoding ForReading(VmThread t, bool isBinary) =>
        OfStrings ?? (isBinary ? StringEncoding.Binary : RubyRuntime.Of(t.Vm).Encodings.External);

    /// <summary>Bytes that were read, converted; those of a character that is not whole wait for the next.</summary>
    public byte[] Convert(VmThread t, ReadOnlySpan<byte> bytes, bool isEnd)
    {
        _reading ??= new Conversion(ConversionPrimitives.StepsFor(
            t, OfBytes is { } from ? EncodingTable.NameOf(from) : "", OfBytes is null ? "" : EncodingTable.NameOf(OfStrings!.Value), _options?.Decorators ?? []));
        byte[] input = bytes.ToArray();
        while (true)
        {
            StepOutcome outcome = _reading.Run(input, isEnd);
            if (outcome is StepOutcome.Finished or StepOutcome.NeedsInput)
            {
                return _reading.Output.TakeAll();
            }

            if (_options is null || !ConversionPrimitives.Replace(t, _reading, _options))
            {
                throw ConversionPrimitives.Error(t, _reading, _reading.Fault!);
            }

            input = [];
        }
    }

    /// <summary>A string as it is to be written.</summary>
    public StringObject ForWriting(VmThread t, StringObject text)
    {
        bool changesLines = _options is { Decorators.Count: > 0 };
        if (OfStrings is null or StringEncoding.Binary && OfBytes is null && !changesLines)
        {
            return text;
        }

        StringEncoding target = OfBytes ?? OfStrings ?? text.Encoding;
        return target == text.Encoding && !changesLines ? text
            : ConversionPrimitives.Encoded(t, text, EncodingTable.NameOf(target), EncodingTable.NameOf(text.Encoding), _options ?? new ConversionOptions(t, null));
    }
}
