using System.Text;

namespace Gem.Client.Commands.Irb.Editing;

/// <summary>
/// The file that keeps the history, an input a line; a line of an input that goes on ends with a backslash, as irb writes
/// it. Each input is appended at once and under a lock, so that sessions side by side keep each other's. A file that cannot
/// be used is told once and left alone.
/// </summary>
internal sealed class HistoryFile(string path, int mostEntries, Action<string> warn)
{
    private const int LockTries = 100;
    private const int LockPauseMilliseconds = 20;

    private bool _isBroken;

    /// <summary>The newest inputs, oldest first. A file that has grown to twice its limit is shortened.</summary>
    public IReadOnlyList<string> Load()
    {
        List<string> entries = [];
        WithLock(() =>
        {
            if (!File.Exists(path))
            {
                return;
            }

            entries = Decode(File.ReadAllLines(path));
            if (entries.Count > 2 * mostEntries)
            {
                entries.RemoveRange(0, entries.Count - mostEntries);
                Replace(entries);
            }
        });
        return entries.Count > mostEntries ? entries[^mostEntries..] : entries;
    }

    /// <summary>Adds an input.</summary>
    public void Append(string entry)
    {
        if (mostEntries > 0)
        {
            WithLock(() =>
            {
                bool isNew = !File.Exists(path);
                File.AppendAllText(path, Encode(entry));
                if (isNew)
                {
                    OnlyForItsOwner(path);
                }
            });
        }
    }

    /// <summary>A space keeps a backslash at the very end from joining the next input.</summary>
    private static string Encode(string entry) => entry.Replace("\n", "\\\n") + (entry.EndsWith('\\') ? " \n" : "\n");

    private static List<string> Decode(string[] lines)
    {
        List<string> entries = [];
        StringBuilder entry = new();
        foreach (string line in lines)
        {
            if (line.EndsWith('\\'))
            {
                entry.Append(line.AsSpan(0, line.Length - 1)).Append('\n');
                continue;
            }

            entries.Add(entry.Append(line).ToString());
            entry.Clear();
        }

        return entries;
    }

    /// <summary>Writes a new file and renames it, so that there is always a whole one.</summary>
    private void Replace(List<string> entries)
    {
        string fresh = path + ".new";
        File.WriteAllText(fresh, string.Concat(entries.Select(Encode)));
        OnlyForItsOwner(fresh);
        File.Move(fresh, path, overwrite: true);
    }

    private static void OnlyForItsOwner(string file)
    {
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }
    }

    private void WithLock(Action action)
    {
        if (_isBroken)
        {
            return;
        }

        try
        {
            // The file itself is replaced now and then: the lock is on one beside it, which stays.
            using FileStream _ = TakeLock();
            action();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            _isBroken = true;
            warn($"the history can't be kept in {path}: {error.Message}");
        }
    }

    private FileStream TakeLock()
    {
        for (int tries = 1; ; tries++)
        {
            try
            {
                return new FileStream(path + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (tries < LockTries && File.Exists(path + ".lock"))
            {
                Thread.Sleep(LockPauseMilliseconds);
            }
        }
    }
}
