using Gem.Vm.Values;

namespace Kernel.Ruby.Encodings;

/// <summary>UTF-16 and UTF-32 whose byte order a mark before the text says; written high byte first.</summary>
internal sealed class ByteOrderStep : ConversionStep
{
    private readonly StringEncoding _big, _little;
    private readonly EncodingDefinition _other;
    private readonly bool _isReading;
    private readonly int _unitBytes;
    private CharacterStep? _step;

    /// <summary>A step from or to the encoding.</summary>
    public ByteOrderStep(EncodingDefinition source, EncodingDefinition target)
        : base(source.Name, target.Name)
    {
        _isReading = source.Name is "UTF-16" or "UTF-32";
        _other = _isReading ? target : source;
        bool isShort = (_isReading ? source : target).Name == "UTF-16";
        _big = isShort ? StringEncoding.Utf16BigEndian : StringEncoding.Utf32BigEndian;
        _little = isShort ? StringEncoding.Utf16LittleEndian : StringEncoding.Utf32LittleEndian;
        _unitBytes = isShort ? 2 : 4;
    }

    /// <inheritdoc/>
    public override StepOutcome Convert(ReadOnlySpan<byte> input, bool isLast, ByteQueue output, out int consumed, out int readAgain)
    {
        if (_step is null)
        {
            StepOutcome outcome = _isReading ? ReadMark(input, isLast, out consumed) : WriteMark(output, out consumed);
            if (outcome != StepOutcome.Progress || consumed > 0)
            {
                readAgain = 0;
                return outcome;
            }
        }

        return _step!.Convert(input, isLast, output, out consumed, out readAgain);
    }

    private StepOutcome WriteMark(ByteQueue output, out int consumed)
    {
        consumed = 0;
        output.Append(_unitBytes == 2 ? [0xFE, 0xFF] : [0, 0, 0xFE, 0xFF]);
        _step = new CharacterStep(_other, EncodingTable.Of(_big));
        return StepOutcome.Progress;
    }

    private StepOutcome ReadMark(ReadOnlySpan<byte> input, bool isLast, out int consumed)
    {
        consumed = Math.Min(_unitBytes, input.Length);
        if (input.Length < _unitBytes)
        {
            return isLast ? StepOutcome.Incomplete : StepOutcome.NeedsInput;
        }

        ReadOnlySpan<byte> mark = input[.._unitBytes];
        bool isBig = mark.SequenceEqual(_unitBytes == 2 ? [0xFE, 0xFF] : [0, 0, 0xFE, 0xFF]);
        if (!isBig && !mark.SequenceEqual(_unitBytes == 2 ? [0xFF, 0xFE] : [0xFF, 0xFE, 0, 0]))
        {
            return StepOutcome.Invalid;
        }

        _step = new CharacterStep(EncodingTable.Of(isBig ? _big : _little), _other);
        return StepOutcome.Progress;
    }
}
