namespace Stone.Server.Monitoring;

/// <summary>What the engine tells about itself for status and statistics; any thread may ask.</summary>
public interface IEngineFigures
{
    /// <summary>Bytes of the extent on disk.</summary>
    long ExtentBytes { get; }

    /// <summary>The first object id that was never leased.</summary>
    ulong ObjectIdLimit { get; }

    /// <summary>Where the log ends: bytes written since the repository was made, or as the engine counts.</summary>
    ulong LogPosition { get; }

    /// <summary>Further figures by name, in a fixed order.</summary>
    IEnumerable<(string Name, double Value)> Figures();
}
