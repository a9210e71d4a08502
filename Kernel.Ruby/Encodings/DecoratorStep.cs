using System.Text;

namespace Kernel.Ruby.Encodings;

/// <summary>A change of line ends or of XML's special characters, in text that has ASCII.</summary>
internal sealed class DecoratorStep(string name) : ConversionStep("", name)
{
    private bool _isOpen;

    /// <summary>True for the name of a decorator.</summary>
    public static bool IsKnown(string name) => name is "universal_newline" or "crlf_newline" or "cr_newline" or "lf_newline"
        or "xml_text_escape" or "xml_attr_content_escape" or "xml_attr_quote";

    /// <inheritdoc/>
    public override StepOutcome Convert(ReadOnlySpan<byte> input, bool isLast, ByteQueue output, out int consumed, out int readAgain)
    {
        readAgain = 0;
        consumed = 1;
        if (To == "xml_attr_quote")
        {
            Open(output);
            output.Append(input[..1]);
            return StepOutcome.Progress;
        }

        if (To is "universal_newline" or "lf_newline" && input[0] == '\r')
        {
            if (input.Length == 1 && !isLast)
            {
                return StepOutcome.NeedsInput;
            }

            consumed = input.Length > 1 && input[1] == '\n' ? 2 : 1;
            output.Append("\n"u8);
            return StepOutcome.Progress;
        }

        string? replaced = Replaced((char)input[0]);
        output.Append(replaced is null ? input[..1] : Encoding.ASCII.GetBytes(replaced));
        return StepOutcome.Progress;
    }

    /// <inheritdoc/>
    public override void Finish(ByteQueue output)
    {
        if (To == "xml_attr_quote")
        {
            Open(output);
            output.Append("\""u8);
        }
    }

    private void Open(ByteQueue output)
    {
        if (!_isOpen)
        {
            _isOpen = true;
            output.Append("\""u8);
        }
    }

    private string? Replaced(char character) => To switch
    {
        "crlf_newline" => character == '\n' ? "\r\n" : null,
        "cr_newline" => character == '\n' ? "\r" : null,
        "xml_text_escape" or "xml_attr_content_escape" => character switch
        {
            '&' => "&amp;",
            '<' => "&lt;",
            '>' => "&gt;",
            '"' when To == "xml_attr_content_escape" => "&quot;",
            _ => null,
        },
        _ => null,
    };
}
