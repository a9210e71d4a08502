using Gem.Vm.Interpreter;
using Gem.Vm.Primitives;
using Gem.Vm.Values;

namespace Kernel.Ruby.Primitives;

/// <summary>Dir: the current folder, entries, making and removing.</summary>
internal static unsafe class DirPrimitives
{
    /// <summary>Adds the primitives of Dir.</summary>
    public static void Register(PrimitiveTable table)
    {
        table.Add("dir_s_pwd", &Current, 0);
        table.Add("dir_s_chdir", &Change, 1);
        table.Add("dir_s_children", &Children, 1);
        table.Add("dir_s_mkdir", &Make, 2);
        table.Add("dir_s_rmdir", &Remove, 1);
        table.Add("dir_s_glob", &Glob, 3);
        table.Add("file_s_fnmatch", &Matches, 2, 3);
    }

    private static Value Current(VmThread t, Arguments a) => NameText(t, Directory.GetCurrentDirectory());

    /// <summary>A name in the encoding of the file system.</summary>
    private static StringObject NameText(VmThread t, string name) => t.Vm.NewString(System.Text.Encoding.UTF8.GetBytes(name), RubyRuntime.Of(t.Vm).Encodings.External);

    private static Value Change(VmThread t, Arguments a)
    {
        string path = Expect.Path(t, a[0]);
        return Posix.ChangeFolder(path) == 0 ? Value.FromInteger(0) : throw SystemErrors.Error(t, Posix.LastError, $"dir_chdir0 - {path}");
    }

    /// <summary>Names of the entries without . and .. , in the order of the file system.</summary>
    private static Value Children(VmThread t, Arguments a)
    {
        string path = Expect.Path(t, a[0]);
        if (FileStatus.Read(path) is not { } status || !status.IsFolder)
        {
            throw SystemErrors.Error(t, File.Exists(path) ? 20 : 2, $"dir_initialize - {path}");
        }

        ArrayObject names = t.Vm.NewArray([], 0);
        try
        {
            foreach (string entry in Directory.EnumerateFileSystemEntries(path))
            {
                names.Append(NameText(t, Path.GetFileName(entry)));
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw SystemErrors.From(t, error, $"dir_initialize - {path}");
        }

        return names;
    }

    private static Value Make(VmThread t, Arguments a)
    {
        string path = Expect.Path(t, a[0]);
        return Posix.MakeFolder(path, (int)Coercions.ToLong(t, a[1])) == 0
            ? Value.FromInteger(0) : throw SystemErrors.Error(t, Posix.LastError, $"dir_s_mkdir - {path}");
    }

    private static Value Remove(VmThread t, Arguments a)
    {
        string path = Expect.Path(t, a[0]);
        return Posix.RemoveFolder(path) == 0 ? Value.FromInteger(0) : throw SystemErrors.Error(t, Posix.LastError, $"dir_s_rmdir - {path}");
    }

    /// <summary>Arguments: pattern, base folder or nil, flags. Sorted.</summary>
    private static Value Glob(VmThread t, Arguments a)
    {
        string start = a[1].IsNil ? "" : Expect.Path(t, a[1]);
        ArrayObject names = t.Vm.NewArray([], 0);
        foreach (string name in FileGlob.Find(Expect.Path(t, a[0]), start, (int)a[2].Bits))
        {
            names.Append(NameText(t, name));
        }

        return names;
    }

    private static Value Matches(VmThread t, Arguments a)
    {
        int flags = a.Count > 2 ? (int)Coercions.ToLong(t, a[2]) : 0;
        string pattern = Expect.Text(t, a[0]);
        string path = Expect.Path(t, a[1]);
        return Value.FromBoolean(FileGlob.Matches(pattern, path, flags));
    }
}
