namespace Stone.Server.TransactionLog;

/// <summary>One segment of the log.</summary>
public interface ILogFile : IDisposable
{
    /// <summary>The name for messages.</summary>
    string Name { get; }

    /// <summary>How long the file is.</summary>
    long LengthBytes { get; }

    /// <summary>Reads by position, all or an exception.</summary>
    void Read(long offset, Span<byte> destination);

    /// <summary>Writes by position, within the length.</summary>
    void Write(long offset, ReadOnlySpan<byte> source);

    /// <summary>
    /// Writes by position, within the length, and makes it durable. Everything written before was synced. Offset, length and
    /// address are multiples of 4096. After an exception the file must not be written again.
    /// </summary>
    void WriteDurable(long offset, ReadOnlySpan<byte> source)
    {
        Write(offset, source);
        Sync();
    }

    /// <summary>Makes everything that was written durable. After an exception it must not be called again.</summary>
    void Sync();
}
