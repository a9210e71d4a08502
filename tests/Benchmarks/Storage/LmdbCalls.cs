using System.Runtime.InteropServices;

namespace Benchmarks.Storage;

/// <summary>LMDB's C interface, as far as it is used here.</summary>
internal static unsafe partial class LmdbCalls
{
    public const uint NoSync = 0x10000;
    public const uint NoReadAhead = 0x800000;
    public const uint ReadOnly = 0x20000;
    public const uint IntegerKeys = 0x08;
    public const uint CreateDatabase = 0x40000;
    public const uint Append = 0x20000;
    private const string Library = "liblmdb.so.0";

    /// <summary>MDB_val.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct Item
    {
        public nuint SizeBytes;
        public void* Start;
    }

    [LibraryImport(Library, EntryPoint = "mdb_env_create")]
    public static partial int CreateEnvironment(out nint environment);

    [LibraryImport(Library, EntryPoint = "mdb_env_set_mapsize")]
    public static partial int SetMapSize(nint environment, nuint bytes);

    [LibraryImport(Library, EntryPoint = "mdb_env_open", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int OpenEnvironment(nint environment, string folder, uint flags, uint mode);

    [LibraryImport(Library, EntryPoint = "mdb_env_close")]
    public static partial void CloseEnvironment(nint environment);

    [LibraryImport(Library, EntryPoint = "mdb_env_set_flags")]
    public static partial int SetFlags(nint environment, uint flags, int on);

    [LibraryImport(Library, EntryPoint = "mdb_env_sync")]
    public static partial int Sync(nint environment, int force);

    [LibraryImport(Library, EntryPoint = "mdb_txn_begin")]
    public static partial int Begin(nint environment, nint parent, uint flags, out nint transaction);

    [LibraryImport(Library, EntryPoint = "mdb_txn_commit")]
    public static partial int Commit(nint transaction);

    [LibraryImport(Library, EntryPoint = "mdb_txn_abort")]
    public static partial void Abort(nint transaction);

    [LibraryImport(Library, EntryPoint = "mdb_dbi_open", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int OpenDatabase(nint transaction, string? name, uint flags, out uint database);

    [LibraryImport(Library, EntryPoint = "mdb_put")]
    public static partial int Put(nint transaction, uint database, Item* key, Item* data, uint flags);

    [LibraryImport(Library, EntryPoint = "mdb_get")]
    public static partial int Get(nint transaction, uint database, Item* key, Item* data);
}
