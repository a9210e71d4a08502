namespace Shared.ObjectFormat.Configuration;

/// <summary>A configuration file is wrong; the message is one line that begins with file and line number.</summary>
public sealed class ConfigurationException(string file, int line, string reason) : Exception($"{file}:{line}: {reason}")
{
    /// <summary>The file's path as it was given.</summary>
    public string File { get; } = file;

    /// <summary>The line, counted from 1.</summary>
    public int Line { get; } = line;
}
