namespace Gem.Client.Commands;

/// <summary>
/// An error in this program itself: its user gets one line, whoever repairs it a file under log/ with the rest. The exit
/// status is then 70, EX_SOFTWARE of sysexits.h.
/// </summary>
internal static class CrashReport
{
    /// <summary>Writes the file; answers the line.</summary>
    public static string Write(Exception error)
    {
        string summary = $"maglev: an error in the gem itself, {error.GetType().Name}: {error.Message}";
        try
        {
            string folder = Path.Combine(Installation.Home, "log");
            string file = Path.Combine(folder, $"gem-crash-{Environment.ProcessId}.log");
            Directory.CreateDirectory(folder);
            File.WriteAllText(file, $"{DateTime.UtcNow:O} {Environment.CommandLine}\n{error}\n");
            return $"{summary} (more in {file})";
        }
        catch (Exception unwritable) when (unwritable is IOException or UnauthorizedAccessException or UsageException)
        {
            return summary;
        }
    }
}
