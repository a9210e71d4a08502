using System.Globalization;
using System.Text;
using Shared.ObjectFormat.Platform;

namespace Shared.ObjectFormat.Configuration;

/// <summary>Where a stone of a name keeps what under MAGLEV_HOME; gems find it by the same rule.</summary>
public sealed class StonePaths
{
    private const int NameLimit = 48;
    private const string ProgramName = "stone";

    /// <summary>
    /// Works the paths out; creates nothing. A name that could not be a file's, or that looks like an option, is refused
    /// with a <see cref="StoneNameException"/>.
    /// </summary>
    /// <param name="home">MAGLEV_HOME.</param>
    /// <param name="name">The stone's name.</param>
    public StonePaths(string home, string name)
        : this(home, name, null)
    {
    }

    private StonePaths(string home, string name, string? dataDirectory)
    {
        if (!IsName(name))
            throw new StoneNameException(name, NameLimit);
        Home = Path.GetFullPath(home);
        Name = name;
        DataDirectory = dataDirectory ?? Path.Combine(Home, "data", name);
        LogFile = Path.Combine(Home, "log", name + ".log");
        RunDirectory = SocketDirectory(Home, name);
    }

    /// <summary>MAGLEV_HOME, full.</summary>
    public string Home { get; }

    /// <summary>The stone's name.</summary>
    public string Name { get; }

    /// <summary>Extents and, unless set otherwise, transaction logs.</summary>
    public string DataDirectory { get; }

    /// <summary>The stone's own log of what it does.</summary>
    public string LogFile { get; }

    /// <summary>Sockets. Under MAGLEV_HOME, unless its path is too long for a socket.</summary>
    public string RunDirectory { get; }

    /// <summary>gRPC for administration.</summary>
    public string ControlSocket => Path.Combine(RunDirectory, Name + ".sock");

    /// <summary>Gems' logins.</summary>
    public string SessionSocket => Path.Combine(RunDirectory, Name + "-gems.sock");

    /// <summary>Held open by the one stone that serves the data.</summary>
    public string LockFile => Path.Combine(DataDirectory, "stone.lock");

    /// <summary>Names the process that holds the lock.</summary>
    public string ProcessFile => Path.Combine(DataDirectory, "stone.pid");

    /// <summary>
    /// The process that serves the stone: the one that the file names, if it is a stone's, since after a crash the number may
    /// be another's. Null without one, and where processes cannot be looked at.
    /// </summary>
    public int? FindProcess()
    {
        try
        {
            string process = File.ReadAllText(ProcessFile).Trim();
            return File.ReadAllText($"/proc/{process}/cmdline").Contains(ProgramName, StringComparison.Ordinal)
                ? int.Parse(process, CultureInfo.InvariantCulture)
                : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or FormatException)
        {
            return null;
        }
    }

    /// <summary>Says which repository lives here.</summary>
    public string IdentityFile => Path.Combine(DataDirectory, "repository.id");

    /// <summary>The first extent, where no configuration says otherwise.</summary>
    public string DefaultExtent => Path.Combine(DataDirectory, "extent0.dbf");

    /// <summary>Whether there is a stone of that name, running or not.</summary>
    public bool Exist => File.Exists(IdentityFile) || File.Exists(DefaultExtent);

    /// <summary>Read when no configuration file is named and it exists.</summary>
    public string DefaultConfigurationFile => Path.Combine(DataDirectory, "system.conf");

    /// <summary>When collections begin, where that was changed while the stone ran; read after its configuration.</summary>
    public string CollectionScheduleFile => Path.Combine(DataDirectory, "collection.conf");

    /// <summary>When the last full collection ended.</summary>
    public string LastCollectionFile => Path.Combine(DataDirectory, "collection.last");

    /// <summary>All stones under a home, by name.</summary>
    public static IReadOnlyList<StonePaths> Under(string home)
    {
        DirectoryInfo data = new(Path.Combine(home, "data"));
        return !data.Exists ? [] :
        [
            .. data.EnumerateDirectories()
                .Where(directory => IsName(directory.Name))
                .Select(directory => new StonePaths(home, directory.Name))
                .Where(paths => paths.Exist)
                .OrderBy(paths => paths.Name, StringComparer.Ordinal),
        ];
    }

    /// <summary>The same stone with its data elsewhere: where it is made before it takes its place.</summary>
    public StonePaths WithDataDirectory(string directory) => new(Home, Name, directory);

    private static bool IsName(string name)
    {
        foreach (char c in name)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('-' or '_'))
                return false;
        }
        return name.Length is > 0 and <= NameLimit && name[0] != '-';
    }

    /// <summary>
    /// A socket's path is limited (<see cref="SocketAddress.PathLimitBytes"/>); for a home that is too deep the user's runtime
    /// directory takes the sockets, in a folder named by a hash of the home, so that all who name the same home meet.
    /// </summary>
    private static string SocketDirectory(string home, string name)
    {
        string usual = Path.Combine(home, "run");
        if (Encoding.UTF8.GetByteCount(Path.Combine(usual, name + "-gems.sock")) <= SocketAddress.PathLimitBytes)
            return usual;
        // FNV-1a, 64 bits: .NET's own string hash differs from process to process.
        ulong hash = 14695981039346656037;
        foreach (byte b in Encoding.UTF8.GetBytes(home))
            hash = (hash ^ b) * 1099511628211;
        string runtime = Environment.GetEnvironmentVariable("XDG_RUNTIME_DIR") is { Length: > 0 } given ? given : Path.GetTempPath();
        return Path.Combine(runtime, $"maglev-{Environment.UserName}", hash.ToString("x16"));
    }
}
