using Gem.Vm.Interpreter;
using Gem.Vm.Primitives;
using Gem.Vm.Values;

namespace Kernel.Ruby.Primitives;

/// <summary>File: questions about files and changes to them. Names are in a file of their own.</summary>
internal static unsafe partial class FilePrimitives
{
    /// <summary>Adds the primitives of File.</summary>
    public static void Register(PrimitiveTable table)
    {
        table.Add("file_s_ftype", &Kind, 2);
        table.Add("file_s_stat", &Stat, 2);
        table.Add("file_s_access", &Access, 2);
        table.Add("file_s_unlink", &Unlink, 1);
        table.Add("file_s_rename", &Rename, 2);
        table.Add("file_s_link", &Link, 2);
        table.Add("file_s_symlink", &Symlink, 2);
        table.Add("file_s_readlink", &ReadLink, 1);
        table.Add("file_s_chmod", &ChangeMode, 2);
        table.Add("file_s_truncate", &Truncate, 2);
        table.Add("file_s_utime", &SetTimes, 3);
        table.Add("file_s_umask", &Mask, 0, 1);
        RegisterNames(table);
    }

    /// <summary>Arguments: path, whether links are followed. nil when there is no such file.</summary>
    private static Value Kind(VmThread t, Arguments a) =>
        FileStatus.Read(PathOf(t, a[0]), a[1].IsTruthy) is { } status ? t.Vm.NewString(status.Kind) : Value.Nil;

    /// <summary>
    /// Arguments: path, whether links are followed. An array: kind, mode, size, inode, links, user, group, device, then
    /// seconds and nanoseconds of access, modification and change.
    /// </summary>
    private static Value Stat(VmThread t, Arguments a)
    {
        string path = PathOf(t, a[0]);
        if (FileStatus.Read(path, a[1].IsTruthy) is not { } status)
        {
            throw SystemErrors.Error(t, Posix.LastError, $"rb_file_s_{(a[1].IsTruthy ? "" : "l")}stat - {path}");
        }

        ArrayObject fields = t.Vm.NewArray([t.Vm.NewString(status.Kind)]);
        foreach (long number in (ReadOnlySpan<long>)[status.Mode, status.Size, status.Inode, status.Links, status.User, status.Group, status.Device])
        {
            fields.Append(Value.FromInteger(number));
        }

        foreach (FileTime which in (ReadOnlySpan<FileTime>)[FileTime.Access, FileTime.Modification, FileTime.Change])
        {
            (long seconds, long nanoseconds) = status.Time(which);
            fields.Append(Value.FromInteger(seconds));
            fields.Append(Value.FromInteger(nanoseconds));
        }

        return fields;
    }

    private static Value Access(VmThread t, Arguments a) =>
        Value.FromBoolean(Posix.Access(PathOf(t, a[0]), (int)a[1].Bits) == 0);

    private static Value Unlink(VmThread t, Arguments a)
    {
        string path = PathOf(t, a[0]);
        return Done(t, Posix.Unlink(path), $"apply2files - {path}");
    }

    private static Value Rename(VmThread t, Arguments a)
    {
        string from = PathOf(t, a[0]), to = PathOf(t, a[1]);
        return Done(t, Posix.Rename(from, to), $"rb_file_s_rename - ({from}, {to})");
    }

    private static Value Link(VmThread t, Arguments a)
    {
        string from = PathOf(t, a[0]), to = PathOf(t, a[1]);
        return Done(t, Posix.Link(from, to), $"rb_file_s_link - ({from}, {to})");
    }

    private static Value Symlink(VmThread t, Arguments a)
    {
        string from = PathOf(t, a[0]), to = PathOf(t, a[1]);
        return Done(t, Posix.Symlink(from, to), $"rb_file_s_symlink - ({from}, {to})");
    }

    private static Value ReadLink(VmThread t, Arguments a)
    {
        string path = PathOf(t, a[0]);
        byte* buffer = stackalloc byte[4096];
        nint length = Posix.ReadLink(path, buffer, 4096);
        return length >= 0
            ? t.Vm.NewString(new ReadOnlySpan<byte>(buffer, (int)length))
            : throw SystemErrors.Error(t, Posix.LastError, $"rb_readlink - {path}");
    }

    private static Value ChangeMode(VmThread t, Arguments a)
    {
        string path = PathOf(t, a[1]);
        return Done(t, Posix.ChangeMode(path, (int)Coercions.ToLong(t, a[0])), $"apply2files - {path}");
    }

    private static Value Truncate(VmThread t, Arguments a)
    {
        string path = PathOf(t, a[0]);
        return Done(t, Posix.TruncateFile(path, Coercions.ToLong(t, a[1])), $"rb_file_s_truncate - {path}");
    }

    /// <summary>Arguments: seconds of access and of modification as floats, path.</summary>
    private static Value SetTimes(VmThread t, Arguments a)
    {
        string path = PathOf(t, a[2]);
        try
        {
            File.SetLastAccessTimeUtc(path, DateTime.UnixEpoch.AddSeconds(Coercions.ToDouble(t, a[0])));
            File.SetLastWriteTimeUtc(path, DateTime.UnixEpoch.AddSeconds(Coercions.ToDouble(t, a[1])));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw SystemErrors.From(t, error, $"apply2files - {path}");
        }

        return Value.FromInteger(0);
    }

    private static Value Mask(VmThread t, Arguments a)
    {
        uint old = Posix.FileModeMask(a.Count > 0 ? (uint)Coercions.ToLong(t, a[0]) : 0);
        if (a.Count == 0)
        {
            Posix.FileModeMask(old);
        }

        return Value.FromInteger(old);
    }

    private static Value Done(VmThread t, int result, string where) =>
        result == 0 ? Value.FromInteger(0) : throw SystemErrors.Error(t, Posix.LastError, where);

    private static string PathOf(VmThread t, Value value) => Expect.Path(t, value);
}
