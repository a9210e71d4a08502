namespace Gem.Client.Commands.Topaz;

/// <summary>Lines of commands, with their numbers: standard input or a file.</summary>
public sealed class TopazInput(string name, TextReader reader)
{
    /// <summary>As errors name it.</summary>
    public string Name { get; } = name;

    /// <summary>Number of the line read last, from 1.</summary>
    public int Line { get; private set; }

    /// <summary>The next line, null at the end.</summary>
    public string? ReadLine()
    {
        string? line = reader.ReadLine();
        Line += line is null ? 0 : 1;
        return line;
    }

    /// <summary>The lines up to one that begins with %, and the number of the first.</summary>
    public (string Text, int FirstLine) ReadText()
    {
        int first = Line + 1;
        var text = new System.Text.StringBuilder();
        while (ReadLine() is { } line && !line.StartsWith('%'))
        {
            text.Append(line).Append('\n');
        }

        return (text.ToString(), first);
    }
}
