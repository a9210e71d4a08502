namespace Benchmarks.Storage;

/// <summary>A store that is measured. It keeps its files in a folder of its own, which it makes and removes.</summary>
public interface IStoragePeer : IDisposable
{
    /// <summary>Name in the table.</summary>
    string Name { get; }

    /// <summary>Stores objects 0 to count - 1 as fast as it can, durable at the end with all that belongs to it; objects a second.</summary>
    double Load(int count);

    /// <summary>Writes one object again in a transaction of its own, again and again; transactions a second.</summary>
    double Commits(bool isDurable, TimeSpan time);

    /// <summary>Reads objects by their numbers from memory, as the store hands out its records; objects a second.</summary>
    double ReadRecords(int[] numbers);

    /// <summary>The same with the files dropped from the kernel's cache and the store opened anew.</summary>
    double ReadCold(int[] numbers);
}
