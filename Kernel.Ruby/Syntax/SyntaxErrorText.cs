using System.Globalization;
using System.Text;

namespace Kernel.Ruby.Syntax;

/// <summary>
/// The message of a SyntaxError, as MRI 3.4 lays it out: the place of the first error, then each line with errors, up to two lines
/// around it, and below it a mark under each text at fault with what is wrong there.
/// </summary>
internal sealed class SyntaxErrorText
{
    /// <summary>A line that is marked farther right than this begins at its first mark, and ends so far behind its last one.</summary>
    private const int LongestMarginBytes = 30;

    private readonly Source _source;
    private readonly IReadOnlyList<SyntaxError> _errors;
    private readonly StringBuilder _text = new();
    private readonly int _width;

    private SyntaxErrorText(Source source, IReadOnlyList<SyntaxError> errors)
    {
        (_source, _errors) = (source, errors);
        _width = Math.Min(5, Math.Max(Number(errors[0].Line).Length, Number(errors[^1].Line).Length));
    }

    /// <summary>The text for errors in the order of their places; at least one. It ends with a newline.</summary>
    internal static string Of(Source source, IReadOnlyList<SyntaxError> errors)
    {
        if (errors.FirstOrDefault(error => error.IsArgumentError) is { } argument)
        {
            return new SyntaxErrorText(source, [argument]).Build(argument.Message, hasMessages: false);
        }

        return new SyntaxErrorText(source, errors).Build(errors.Count > 1 ? "syntax errors found" : "syntax error found", hasMessages: true);
    }

    private string Build(string headline, bool hasMessages)
    {
        _text.Append(CultureInfo.InvariantCulture, $"{_source.FileName}:{_errors[0].Line}: {headline}\n");
        if (_errors.Any(error => !_source.IsLineUtf8(error.Line)))
        {
            // No source is shown that could not be printed.
            _text.AppendJoin('\n', _errors.Select(error => string.Create(CultureInfo.InvariantCulture, $"{_source.FileName}:{error.Line}: {error.Message}")));
            return _text.ToString();
        }

        int shown = _source.FirstLine - 1;
        for (int i = 0; i < _errors.Count; i++)
        {
            AppendError(i, ref shown, hasMessages);
        }

        return _text.ToString();
    }

    private void AppendError(int index, ref int shown, bool hasMessages)
    {
        SyntaxError error = _errors[index];
        if (index > 0 && error.Line - shown > 3)
        {
            _text.Append("  ~~~~").Append('~', Math.Min(_width, 4)).Append('\n');
        }

        for (int line = Math.Max(shown + 1, error.Line - 2); line < error.Line; line++)
        {
            AppendLine("  ", line, _source.LineText(line));
        }

        if (index == 0 || shown != error.Line)
        {
            AppendLine("> ", error.Line, Cut(index));
        }

        AppendMark(error, FirstColumnOf(index), hasMessages);
        shown = error.Line;
        int next = index + 1 < _errors.Count ? _errors[index + 1].Line : _source.LastLine + 1;
        for (int behind = 0; behind < 2 && next - shown > 1; behind++)
        {
            shown++;
            AppendLine("  ", shown, _source.LineText(shown));
        }
    }

    /// <summary>The bytes of the line that are left out at its beginning: those before its first mark, if that is far right.</summary>
    private int FirstColumnOf(int index)
    {
        int first = _errors.First(error => error.Line == _errors[index].Line).Column - 1;
        return first >= LongestMarginBytes ? first : 0;
    }

    private string Cut(int index)
    {
        byte[] line = Encoding.UTF8.GetBytes(_source.LineText(_errors[index].Line));
        int start = Math.Min(FirstColumnOf(index), line.Length);
        int end = _errors.Where(error => error.Line == _errors[index].Line).Max(error => error.EndColumn) - 1;
        bool isCut = line.Length + 1 - end >= LongestMarginBytes;
        int stop = isCut ? Math.Min(line.Length, end + LongestMarginBytes) : line.Length;
        string text = Encoding.UTF8.GetString(line.AsSpan(start, Math.Max(0, stop - start)));
        return (start > 0 ? "... " : "") + text + (isCut ? " ..." : "");
    }

    private void AppendMark(SyntaxError error, int from, bool hasMessage)
    {
        byte[] line = Encoding.UTF8.GetBytes(_source.LineText(error.Line));
        int blanks = CharactersIn(line, from, error.Column - 1) + (from > 0 ? 4 : 0);
        int marks = Math.Max(1, CharactersIn(line, error.Column - 1, error.EndColumn - 1));
        _text.Append("  ").Append(' ', _width).Append(" | ").Append(' ', blanks).Append('^').Append('~', marks - 1);
        _text.Append(hasMessage ? " " + error.Message : "").Append('\n');
    }

    /// <summary>How many characters begin between two columns; behind the line's end each column is one.</summary>
    private static int CharactersIn(byte[] line, int start, int end)
    {
        int count = 0;
        for (int i = start; i < end; i++)
        {
            count += i >= line.Length || (line[i] & 0xc0) != 0x80 ? 1 : 0;
        }

        return count;
    }

    private void AppendLine(string mark, int line, string text) =>
        _text.Append(mark).Append(Number(line).PadLeft(_width)).Append(" | ").Append(text).Append('\n');

    private static string Number(int line) => line.ToString(CultureInfo.InvariantCulture);
}
