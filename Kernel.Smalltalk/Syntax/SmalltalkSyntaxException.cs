using System.Text;

namespace Kernel.Smalltalk.Syntax;

/// <summary>Text that is not Smalltalk. <see cref="Exception.Message"/> reads <c>file:line:column: what is wrong</c>.</summary>
public sealed class SmalltalkSyntaxException : Exception
{
    private readonly int _indent;

    /// <summary>An error at an offset of a text.</summary>
    public SmalltalkSyntaxException(SourceText source, int offset, string description)
        : base(Describe(source, offset, description))
    {
        FileName = source.FileName;
        Position = source.PositionOf(offset);
        Description = description;
        OffendingLine = source.LineAt(offset);
        _indent = source.IndentOf(offset);
    }

    /// <summary>The file that holds the error.</summary>
    public string FileName { get; }

    /// <summary>Line and column in that file.</summary>
    public SourcePosition Position { get; }

    /// <summary>What is wrong, without the place.</summary>
    public string Description { get; }

    /// <summary>The line that holds the error.</summary>
    public string OffendingLine { get; }

    /// <summary>Three lines for a terminal: the message, the offending line, and a caret below the place.</summary>
    public string Report()
    {
        var report = new StringBuilder(Message).Append('\n').Append(OffendingLine).Append('\n');
        for (int i = 0; i < _indent && i < OffendingLine.Length; i++)
        {
            report.Append(OffendingLine[i] == '\t' ? '\t' : ' ');
        }

        return report.Append('^').ToString();
    }

    private static string Describe(SourceText source, int offset, string description)
    {
        SourcePosition position = source.PositionOf(offset);
        return $"{source.FileName}:{position.Line}:{position.Column}: {description}";
    }
}
