using Gem.Vm;
using Gem.Vm.Interpreter;
using Gem.Vm.Values;

namespace Kernel.Ruby.Primitives;

/// <summary>The operating system's errors (Linux numbers) as Ruby's Errno classes.</summary>
internal static class SystemErrors
{
    /// <summary>Number, name, text, by number.</summary>
    private static readonly (int Number, string Name, string Text)[] Table =
    [
        (1, "EPERM", "Operation not permitted"), (2, "ENOENT", "No such file or directory"), (3, "ESRCH", "No such process"),
        (4, "EINTR", "Interrupted system call"), (5, "EIO", "Input/output error"), (6, "ENXIO", "No such device or address"),
        (7, "E2BIG", "Argument list too long"), (8, "ENOEXEC", "Exec format error"), (9, "EBADF", "Bad file descriptor"),
        (10, "ECHILD", "No child processes"), (11, "EAGAIN", "Resource temporarily unavailable"), (12, "ENOMEM", "Cannot allocate memory"),
        (13, "EACCES", "Permission denied"), (14, "EFAULT", "Bad address"), (15, "ENOTBLK", "Block device required"),
        (16, "EBUSY", "Device or resource busy"), (17, "EEXIST", "File exists"), (18, "EXDEV", "Invalid cross-device link"),
        (19, "ENODEV", "No such device"), (20, "ENOTDIR", "Not a directory"), (21, "EISDIR", "Is a directory"),
        (22, "EINVAL", "Invalid argument"), (23, "ENFILE", "Too many open files in system"), (24, "EMFILE", "Too many open files"),
        (25, "ENOTTY", "Inappropriate ioctl for device"), (26, "ETXTBSY", "Text file busy"), (27, "EFBIG", "File too large"),
        (28, "ENOSPC", "No space left on device"), (29, "ESPIPE", "Illegal seek"), (30, "EROFS", "Read-only file system"),
        (31, "EMLINK", "Too many links"), (32, "EPIPE", "Broken pipe"), (33, "EDOM", "Numerical argument out of domain"),
        (34, "ERANGE", "Numerical result out of range"), (35, "EDEADLK", "Resource deadlock avoided"), (36, "ENAMETOOLONG", "File name too long"),
        (37, "ENOLCK", "No locks available"), (38, "ENOSYS", "Function not implemented"), (39, "ENOTEMPTY", "Directory not empty"),
        (40, "ELOOP", "Too many levels of symbolic links"), (71, "EPROTO", "Protocol error"), (75, "EOVERFLOW", "Value too large for defined data type"),
        (84, "EILSEQ", "Invalid or incomplete multibyte or wide character"), (88, "ENOTSOCK", "Socket operation on non-socket"),
        (90, "EMSGSIZE", "Message too long"), (93, "EPROTONOSUPPORT", "Protocol not supported"), (95, "EOPNOTSUPP", "Operation not supported"),
        (97, "EAFNOSUPPORT", "Address family not supported by protocol"), (98, "EADDRINUSE", "Address already in use"),
        (99, "EADDRNOTAVAIL", "Cannot assign requested address"), (100, "ENETDOWN", "Network is down"), (101, "ENETUNREACH", "Network is unreachable"),
        (103, "ECONNABORTED", "Software caused connection abort"), (104, "ECONNRESET", "Connection reset by peer"),
        (105, "ENOBUFS", "No buffer space available"), (106, "EISCONN", "Transport endpoint is already connected"),
        (107, "ENOTCONN", "Transport endpoint is not connected"), (110, "ETIMEDOUT", "Connection timed out"), (111, "ECONNREFUSED", "Connection refused"),
        (113, "EHOSTUNREACH", "No route to host"), (114, "EALREADY", "Operation already in progress"), (115, "EINPROGRESS", "Operation now in progress"),
        (122, "EDQUOT", "Disk quota exceeded"), (125, "ECANCELED", "Operation canceled"),
    ];

    /// <summary>Text of an error number.</summary>
    public static string Text(int number) => Row(number).Text;

    /// <summary>The exception for a failed call; <paramref name="where"/> as MRI names it: <c>rb_sysopen - path</c>.</summary>
    public static GuestException Error(VmThread t, int number, string where)
    {
        (_, string name, string text) = Row(number);
        VirtualMachine vm = t.Vm;
        ClassObject @class = vm.Classes.SystemCallError;
        if (vm.Constants.TryOwn(vm.Classes.Object, vm.Symbols.Intern("Errno"), out Value module) && module.Ref is ClassObject errno
            && vm.Constants.TryOwn(errno, vm.Symbols.Intern(name), out Value found))
        {
            @class = (ClassObject)found.Ref!;
        }

        GuestException error = t.Error(@class, where.Length == 0 ? text : $"{text} @ {where}");
        ((ExceptionObject)error.Exception.Ref!).Subject = Value.FromInteger(number);
        return error;
    }

    /// <summary>The exception for what .NET's file calls throw.</summary>
    public static GuestException From(VmThread t, Exception error, string where) => Error(t, NumberOf(error), where);

    /// <summary>Makes a class for every error in the module Errno, with its number as the constant Errno.</summary>
    public static void DefineClasses(VmThread t, ClassObject errno)
    {
        VirtualMachine vm = t.Vm;
        SymbolObject number = vm.Symbols.Intern("Errno");
        foreach ((int code, string name, string _) in Table)
        {
            bool persistent = Definitions.ArePersistent(t, errno);
            ClassObject created = vm.Hierarchy.CreateClass(null, vm.Classes.SystemCallError, BodyKind.Exception, Definitions.NewFlags(t, errno));
            vm.Constants.Define(errno, vm.Symbols.Intern(name), created, persistent);
            vm.Constants.Define(created, number, Value.FromInteger(code), persistent);
        }

        vm.Constants.TryOwn(errno, vm.Symbols.Intern("EAGAIN"), out Value again);
        vm.Constants.Define(errno, vm.Symbols.Intern("EWOULDBLOCK"), again, Definitions.ArePersistent(t, errno));
    }

    private static int NumberOf(Exception error) => error switch
    {
        FileNotFoundException or DirectoryNotFoundException => 2,
        UnauthorizedAccessException => 13,
        PathTooLongException => 36,
        // On Unix .NET keeps errno in HResult for errors it has no class for.
        IOException { HResult: > 0 and < 200 } io => io.HResult,
        IOException io when io.Message.Contains("not empty", StringComparison.Ordinal) => 39,
        IOException io when io.Message.Contains("exists", StringComparison.Ordinal) => 17,
        _ => 5,
    };

    private static (int Number, string Name, string Text) Row(int number)
    {
        foreach ((int Number, string Name, string Text) row in Table)
        {
            if (row.Number == number)
            {
                return row;
            }
        }

        return (number, "", $"Unknown error {number}");
    }
}
