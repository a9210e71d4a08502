namespace Kernel.Ruby.Encodings;

/// <summary>
/// Japanese text of seven bits, where escape sequences change between character sets, from and to the encoding that has the
/// sets side by side: with a leading 0x92, or (CP50221) as EUC.
/// </summary>
internal sealed class EscapeSequenceStep(string from, string to) : ConversionStep(from, to)
{
    private const byte Escape = 0x1B;

    private readonly bool _isReading = from is "ISO-2022-JP" or "ISO-2022-JP-KDDI" or "CP50220" or "CP50221";
    private readonly bool _isEuc = from.StartsWith("CP5", StringComparison.Ordinal);
    private byte _set = (byte)'B';

    /// <inheritdoc/>
    public override StepOutcome Convert(ReadOnlySpan<byte> input, bool isLast, ByteQueue output, out int consumed, out int readAgain) =>
        _isReading ? Read(input, isLast, output, out consumed, out readAgain) : Write(input, isLast, output, out consumed, out readAgain);

    /// <inheritdoc/>
    public override void Finish(ByteQueue output)
    {
        if (!_isReading)
        {
            Switch('B', output);
        }
    }

    private StepOutcome Read(ReadOnlySpan<byte> input, bool isLast, ByteQueue output, out int consumed, out int readAgain)
    {
        readAgain = 0;
        consumed = 1;
        if (input[0] == Escape)
        {
            return ReadEscape(input, isLast, out consumed);
        }

        if (input[0] >= 0x80)
        {
            return StepOutcome.Invalid;
        }

        if (_set is (byte)'B' or (byte)'J' || input[0] < 0x21)
        {
            output.Append(input[..1]);
            return StepOutcome.Progress;
        }

        if (_set == 'I')
        {
            output.Append([0x8E, (byte)(input[0] | 0x80)]);
            return StepOutcome.Progress;
        }

        if (input.Length < 2)
        {
            return isLast ? StepOutcome.Incomplete : StepOutcome.NeedsInput;
        }

        if (input[1] is < 0x21 or > 0x7E)
        {
            readAgain = 1;
            return StepOutcome.Invalid;
        }

        consumed = 2;
        ReadOnlySpan<byte> pair = [(byte)(input[0] | 0x80), (byte)(input[1] | 0x80)];
        output.Append(_isEuc ? pair : [0x92, .. pair]);
        return StepOutcome.Progress;
    }

    private StepOutcome ReadEscape(ReadOnlySpan<byte> input, bool isLast, out int consumed)
    {
        consumed = Math.Min(3, input.Length);
        if (input.Length < 3)
        {
            return isLast ? StepOutcome.Incomplete : StepOutcome.NeedsInput;
        }

        bool isKnown = (input[1], input[2]) is ((byte)'(', (byte)'B' or (byte)'J') or ((byte)'$', (byte)'@' or (byte)'B') || (_isEuc && (input[1], input[2]) == ((byte)'(', (byte)'I'));
        if (!isKnown)
        {
            return StepOutcome.Invalid;
        }

        _set = input[1] == '$' ? (byte)'$' : input[2];
        return StepOutcome.Progress;
    }

    private StepOutcome Write(ReadOnlySpan<byte> input, bool isLast, ByteQueue output, out int consumed, out int readAgain)
    {
        readAgain = 0;
        consumed = input[0] < 0x80 ? 1 : _isEuc ? input[0] == 0x8F ? 3 : 2 : 3;
        if (input.Length < consumed)
        {
            return isLast ? StepOutcome.Incomplete : StepOutcome.NeedsInput;
        }

        if (consumed == 1)
        {
            Switch('B', output);
            output.Append(input[..1]);
            return StepOutcome.Progress;
        }

        if (input[0] == 0x8F)
        {
            return StepOutcome.Undefined;
        }

        if (_isEuc && input[0] == 0x8E)
        {
            Switch('I', output);
            output.Append([(byte)(input[1] & 0x7F)]);
            return StepOutcome.Progress;
        }

        Switch('$', output);
        ReadOnlySpan<byte> pair = input.Slice(consumed - 2, 2);
        output.Append([(byte)(pair[0] & 0x7F), (byte)(pair[1] & 0x7F)]);
        return StepOutcome.Progress;
    }

    private void Switch(char set, ByteQueue output)
    {
        if (_set != set)
        {
            _set = (byte)set;
            output.Append(set == '$' ? [Escape, (byte)'$', (byte)'B'] : [Escape, (byte)'(', _set]);
        }
    }
}
