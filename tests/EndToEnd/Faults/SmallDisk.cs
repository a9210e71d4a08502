namespace EndToEnd.Faults;

/// <summary>A small disk of its own in memory at a folder. The test is skipped where it may not be mounted.</summary>
internal sealed class SmallDisk : IDisposable
{
    private const int PieceBytes = 4096;
    private readonly string _folder;

    /// <summary>Mounts it.</summary>
    public SmallDisk(string folder, int megabytes)
    {
        _folder = folder;
        Mounts.Run("mount", "-t", "tmpfs", "-o", $"size={megabytes}m", "maglev-test", folder);
    }

    private string Filler => Path.Combine(_folder, "filler");

    /// <summary>Takes all that is left.</summary>
    public void Fill()
    {
        using FileStream filler = new(Filler, FileMode.Append, FileAccess.Write, FileShare.None, bufferSize: 0);
        byte[] piece = new byte[PieceBytes];
        try
        {
            while (true)
            {
                filler.Write(piece);
            }
        }
        catch (IOException)
        {
            // Full.
        }
    }

    /// <summary>Gives it back.</summary>
    public void MakeRoom() => File.Delete(Filler);

    /// <inheritdoc/>
    public void Dispose() => Mounts.Remove(_folder);
}
