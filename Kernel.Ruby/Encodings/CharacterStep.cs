using Gem.Vm.Values;

namespace Kernel.Ruby.Encodings;

/// <summary>Characters of one encoding in another, by way of their code points.</summary>
internal sealed class CharacterStep : ConversionStep
{
    private readonly EncodingDefinition _source;
    private readonly CharacterCoding _decoder, _encoder;
    private readonly bool _keepsAscii;

    /// <summary>A step between two encodings.</summary>
    public CharacterStep(EncodingDefinition source, EncodingDefinition target)
        : base(source.Name, target.Name)
    {
        _source = source;
        _decoder = new CharacterCoding(source);
        _encoder = new CharacterCoding(target);
        _keepsAscii = source.IsAsciiCompatible && target.IsAsciiCompatible;
    }

    /// <inheritdoc/>
    public override StepOutcome Convert(ReadOnlySpan<byte> input, bool isLast, ByteQueue output, out int consumed, out int readAgain)
    {
        readAgain = 0;
        if (_keepsAscii && input[0] < 0x80)
        {
            consumed = input.IndexOfAnyExceptInRange((byte)0, (byte)0x7F);
            consumed = output.IsLimited ? 1 : consumed < 0 ? input.Length : consumed;
            output.Append(input[..consumed]);
            return StepOutcome.Progress;
        }

        int length = CharacterWalks.Measure(input, _source.Walk);
        if (length <= 0)
        {
            return Refuse(input, isLast, length, out consumed, out readAgain);
        }

        consumed = length;
        int point = _decoder.Decode(input[..length]);
        Span<byte> target = stackalloc byte[6];
        int written = point < 0 ? 0 : _encoder.Encode(point, target);
        output.Append(target[..written]);
        return written > 0 ? StepOutcome.Progress : StepOutcome.Undefined;
    }

    /// <summary>
    /// What is at fault: the beginning of a character, in whole units, and the byte behind it that does not fit is read again.
    /// </summary>
    private StepOutcome Refuse(ReadOnlySpan<byte> input, bool isLast, int measured, out int consumed, out int readAgain)
    {
        readAgain = 0;
        consumed = input.Length;
        if (measured == CharacterWalks.Incomplete)
        {
            return isLast ? StepOutcome.Incomplete : StepOutcome.NeedsInput;
        }

        int fitting = 0;
        while (fitting < input.Length && CharacterWalks.Measure(input[..(fitting + 1)], _source.Walk) == CharacterWalks.Incomplete)
        {
            fitting++;
        }

        int unit = _source.MinimumBytes, told = fitting + 1;
        if (told <= unit)
        {
            consumed = Math.Min(unit, input.Length);
            return StepOutcome.Invalid;
        }

        consumed = (told - 1) / unit * unit;
        readAgain = told - consumed;
        return StepOutcome.Invalid;
    }
}
