using System.Text;

namespace Gem.Client.Commands.Topaz;

/// <summary>Where results go: the base stream and, while pushed, files; the last one pushed may be the only one.</summary>
public sealed class TopazOutput(Stream first) : IDisposable
{
    private readonly List<(Stream Stream, bool IsOnly)> _pushed = [];

    /// <summary>Writes text to every open output, from the last pushed down to one that is the only one.</summary>
    public void Write(string text) => Write(Encoding.UTF8.GetBytes(text));

    /// <summary>Writes a line.</summary>
    public void WriteLine(string text = "") => Write(text + "\n");

    /// <summary>Writes bytes.</summary>
    public void Write(ReadOnlySpan<byte> bytes)
    {
        for (int i = _pushed.Count - 1; i >= 0; i--)
        {
            _pushed[i].Stream.Write(bytes);
            if (_pushed[i].IsOnly)
            {
                return;
            }
        }

        first.Write(bytes);
    }

    /// <summary>Adds a file, new or appended to.</summary>
    public void Push(string path, bool appends, bool isOnly)
    {
        try
        {
            _pushed.Add((new FileStream(path, appends ? FileMode.Append : FileMode.Create, FileAccess.Write), isOnly));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new TopazException($"cannot write to '{path}': {error.Message}");
        }
    }

    /// <summary>Closes the file pushed last.</summary>
    public void Pop()
    {
        if (_pushed.Count == 0)
        {
            throw new TopazException("output pop: no output was pushed");
        }

        _pushed[^1].Stream.Dispose();
        _pushed.RemoveAt(_pushed.Count - 1);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        while (_pushed.Count > 0)
        {
            Pop();
        }
    }
}
