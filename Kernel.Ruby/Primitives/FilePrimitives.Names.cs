using System.Text;
using Gem.Vm.Interpreter;
using Gem.Vm.Primitives;
using Gem.Vm.Values;

namespace Kernel.Ruby.Primitives;

/// <summary>File: names and their parts.</summary>
internal static unsafe partial class FilePrimitives
{
    private static void RegisterNames(PrimitiveTable table)
    {
        table.Add("file_s_basename", &Basename, 1, 2);
        table.Add("file_s_dirname", &Dirname, 1, 2);
        table.Add("file_s_extname", &Extname, 1);
        table.Add("file_s_join", &Join, 0, -1);
        table.Add("file_s_expand_path", &ExpandPath, 1, 2);
        table.Add("file_s_absolute_path", &AbsolutePath, 1, 2);
        table.Add("file_s_realpath", &RealPath, 1, 2);
        table.Add("file_s_path", &PathText, 1);
    }

    private static Value Basename(VmThread t, Arguments a)
    {
        string path = PathOf(t, a[0]);
        string trimmed = path.TrimEnd('/');
        if (trimmed.Length == 0)
        {
            return t.Vm.NewString(path.Length > 0 ? "/" : "");
        }

        string name = trimmed[(trimmed.LastIndexOf('/') + 1)..];
        string suffix = a.Count > 1 ? Expect.Text(t, a[1]) : "";
        if (suffix == ".*")
        {
            string extension = Extension(name);
            name = name[..^extension.Length];
        }
        else if (suffix.Length > 0 && suffix.Length < name.Length && name.EndsWith(suffix, StringComparison.Ordinal))
        {
            name = name[..^suffix.Length];
        }

        return t.Vm.NewString(name);
    }

    private static Value Dirname(VmThread t, Arguments a)
    {
        string path = PathOf(t, a[0]);
        long levels = a.Count > 1 ? Coercions.ToLong(t, a[1]) : 1;
        if (levels < 0)
        {
            throw t.Error(t.Vm.Classes.ArgumentError, $"negative level: {levels}");
        }

        for (; levels > 0; levels--)
        {
            path = Parent(path);
        }

        return t.Vm.NewString(path);
    }

    private static string Parent(string path)
    {
        string trimmed = path.TrimEnd('/');
        if (trimmed.Length == 0)
        {
            return path.Length > 0 ? "/" : ".";
        }

        int slash = trimmed.LastIndexOf('/');
        if (slash < 0)
        {
            return ".";
        }

        string parent = trimmed[..slash].TrimEnd('/');
        return parent.Length == 0 ? "/" : parent;
    }

    private static Value Extname(VmThread t, Arguments a)
    {
        string path = PathOf(t, a[0]).TrimEnd('/');
        return t.Vm.NewString(Extension(path[(path.LastIndexOf('/') + 1)..]));
    }

    /// <summary>From the last dot on; a name that only begins with dots has none.</summary>
    private static string Extension(string name)
    {
        string stem = name.TrimStart('.');
        int dot = stem.LastIndexOf('.');
        return dot <= 0 ? "" : stem[dot..];
    }

    private static Value Join(VmThread t, Arguments a)
    {
        StringBuilder path = new();
        JoinInto(t, path, a.Span, true, []);
        return t.Vm.NewString(path.ToString());
    }

    private static void JoinInto(VmThread t, StringBuilder path, ReadOnlySpan<Value> parts, bool isFirst, List<ArrayObject> around)
    {
        foreach (ref Value slot in parts.ToArray().AsSpan())
        {
            Value part = t.Vm.Load(ref slot);
            if (part.Ref is ArrayObject array)
            {
                if (around.Contains(array))
                {
                    throw t.Error(t.Vm.Classes.ArgumentError, "recursive array");
                }

                StringBuilder inner = new();
                JoinInto(t, inner, t.Vm.Fresh(array).Span, true, [.. around, array]);
                AppendPart(path, inner.ToString(), isFirst);
            }
            else
            {
                AppendPart(path, PathOf(t, part), isFirst);
            }

            isFirst = false;
        }
    }

    private static void AppendPart(StringBuilder path, string part, bool isFirst)
    {
        if (isFirst)
        {
            path.Append(part);
            return;
        }

        bool endsWithSlash = path.Length > 0 && path[^1] == '/';
        if (part.StartsWith('/'))
        {
            while (path.Length > 0 && path[^1] == '/')
            {
                path.Length--;
            }
        }
        else if (!endsWithSlash)
        {
            path.Append('/');
        }

        path.Append(part);
    }

    private static Value ExpandPath(VmThread t, Arguments a) => t.Vm.NewString(Expand(t, PathOf(t, a[0]), a.OrNil(1), true));

    private static Value AbsolutePath(VmThread t, Arguments a) => t.Vm.NewString(Expand(t, PathOf(t, a[0]), a.OrNil(1), false));

    /// <summary>An absolute path without . and .. ; a leading ~ is the home folder if asked for.</summary>
    private static string Expand(VmThread t, string path, Value folder, bool expandsHome)
    {
        if (expandsHome && path.StartsWith('~'))
        {
            int end = path.IndexOf('/') < 0 ? path.Length : path.IndexOf('/');
            if (end > 1)
            {
                throw t.Error(t.Vm.Classes.ArgumentError, $"user {path[1..end]} doesn't exist");
            }

            string home = Environment.GetEnvironmentVariable("HOME")
                ?? throw t.Error(t.Vm.Classes.ArgumentError, $"couldn't find HOME environment -- expanding '{path}'");
            path = home + path[end..];
        }

        if (!path.StartsWith('/'))
        {
            string start = folder.IsNil ? Directory.GetCurrentDirectory() : Expand(t, PathOf(t, folder), Value.Nil, expandsHome);
            path = start + "/" + path;
        }

        List<string> parts = [];
        foreach (string part in path.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (part == "..")
            {
                parts.RemoveRange(Math.Max(0, parts.Count - 1), Math.Min(1, parts.Count));
            }
            else if (part != ".")
            {
                parts.Add(part);
            }
        }

        return "/" + string.Join('/', parts);
    }

    private static Value RealPath(VmThread t, Arguments a)
    {
        string path = Expand(t, PathOf(t, a[0]), a.OrNil(1), false);
        return t.Vm.NewString(Resolve(t, path, 0));
    }

    private static string Resolve(VmThread t, string path, int links)
    {
        string resolved = "";
        string[] parts = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        for (int i = 0; i < parts.Length; i++)
        {
            string next = resolved + "/" + parts[i];
            if (FileStatus.Read(next, false) is not { } status)
            {
                throw SystemErrors.Error(t, Posix.LastError, $"rb_realpath_internal - {path}");
            }

            if (status.Kind != "link")
            {
                resolved = next;
                continue;
            }

            if (links > 40)
            {
                throw SystemErrors.Error(t, 40, $"rb_realpath_internal - {path}");
            }

            byte* buffer = stackalloc byte[4096];
            string target = Encoding.UTF8.GetString(buffer, (int)Math.Max(0, Posix.ReadLink(next, buffer, 4096)));
            string whole = Expand(t, target, t.Vm.NewString(resolved.Length == 0 ? "/" : resolved), false);
            return Resolve(t, whole + "/" + string.Join('/', parts[(i + 1)..]), links + 1);
        }

        return resolved.Length == 0 ? "/" : resolved;
    }

    private static Value PathText(VmThread t, Arguments a) => t.Vm.NewString(PathOf(t, a[0]));
}
