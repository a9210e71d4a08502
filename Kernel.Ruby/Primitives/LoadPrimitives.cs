using Gem.Vm;
using Gem.Vm.Interpreter;
using Gem.Vm.Primitives;
using Gem.Vm.Values;

namespace Kernel.Ruby.Primitives;

/// <summary>require, require_relative and load.</summary>
internal static unsafe class LoadPrimitives
{
    /// <summary>Adds the primitives.</summary>
    public static void Register(PrimitiveTable table)
    {
        table.Add("kernel_require", &Require, 1, 1, CallBack.Always);
        table.Add("kernel_require_relative", &RequireRelative, 1, 1, CallBack.Always);
        table.Add("kernel_load", &Load, 1, 2, CallBack.Always);
    }

    private static Value Require(VmThread t, Arguments a)
    {
        string feature = Expect.Path(t, a[0]);
        return Value.FromBoolean(RequireFeature(t, feature));
    }

    private static Value RequireRelative(VmThread t, Arguments a)
    {
        string feature = Expect.Path(t, a[0]);
        string file = t.Frames[t.FrameIndex].Code.Root.File;
        if (file.StartsWith("(eval", StringComparison.Ordinal))
        {
            throw t.Error(t.Vm.Classes.LoadError, "cannot infer basepath");
        }

        string folder = file is "-e" or "-" ? Directory.GetCurrentDirectory() : Path.GetDirectoryName(Path.GetFullPath(file)) ?? "/";
        return Value.FromBoolean(RequireFeature(t, Path.GetFullPath(feature, folder)));
    }

    /// <summary>How often a thread looks whether another has loaded what it requires.</summary>
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(2);

    /// <summary>Loads a feature unless it was loaded; true when it was loaded now.</summary>
    public static bool RequireFeature(VmThread t, string feature)
    {
        RubyRuntime runtime = RubyRuntime.Of(t.Vm);
        if (IsBuiltIn(feature))
        {
            return false;
        }

        string path = Find(t, feature, true) ?? throw CannotLoad(t, feature);
        while (runtime.Loading.TryGetValue(path, out ThreadObject? loader) && loader != t.Owner)
        {
            t.Owner.Park(t, PollInterval);
        }

        if (IsLoaded(t, runtime, path) || !runtime.Loading.TryAdd(path, t.Owner))
        {
            return false;
        }

        try
        {
            byte[] source = Read(t, path);
            bool isThere = runtime.SharedFeatures.Has(t, path, source);
            if (!isThere)
            {
                Run(t, path, source);
                if (t.IsPersistentMode)
                {
                    runtime.SharedFeatures.Add(t, path, source);
                }
            }

            runtime.LoadedFeatures.Append(t.Vm.NewString(path));
            return !isThere;
        }
        finally
        {
            runtime.Loading.Remove(path);
        }
    }

    /// <summary>
    /// What is loaded is what $LOADED_FEATURES says: a program may take features out to load them again. What was loaded for all
    /// VMs and aborted is taken out here.
    /// </summary>
    private static bool IsLoaded(VmThread t, RubyRuntime runtime, string path)
    {
        ArrayObject features = runtime.LoadedFeatures;
        ReadOnlySpan<byte> name = System.Text.Encoding.UTF8.GetBytes(path);
        for (int i = 0; i < features.Count; i++)
        {
            if (t.Vm.Load(ref features.Slot(i)).Ref is StringObject feature && feature.Span.SequenceEqual(name))
            {
                if (!runtime.SharedFeatures.IsGone(t, path))
                {
                    return true;
                }

                t.Send(features, t.Vm.Symbols.Intern("delete_at"), Value.FromInteger(i));
                return false;
            }
        }

        return false;
    }

    /// <summary>Libraries of MRI whose classes are part of this kernel.</summary>
    private static bool IsBuiltIn(string feature) =>
        feature is "thread" or "thread.rb" or "rational" or "complex" or "enumerator" or "fiber" or "monitor" or "monitor.rb" or "ruby2_keywords" or "io/wait";

    private static Value Load(VmThread t, Arguments a)
    {
        string name = Expect.Path(t, a[0]);
        string path = Find(t, name, false) ?? (File.Exists(name) ? Path.GetFullPath(name) : throw CannotLoad(t, name));
        LoadFile(t, path);
        return Value.True;
    }

    /// <summary>Loads a file that is known to be there.</summary>
    public static void LoadFile(VmThread t, string path) => Run(t, path, Read(t, path));

    private static byte[] Read(VmThread t, string path)
    {
        try
        {
            return File.ReadAllBytes(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw CannotLoad(t, path);
        }
    }

    private static void Run(VmThread t, string path, byte[] source)
    {
        RubyRuntime runtime = RubyRuntime.Of(t.Vm);
        runtime.TraceLoad?.Invoke(path);
        runtime.RunSource(t, source, path, t.Vm.Symbols.Intern("<top (required)>"));
    }

    private static string? Find(VmThread t, string feature, bool addsExtension)
    {
        if (feature.StartsWith('~'))
        {
            feature = Environment.GetEnvironmentVariable("HOME") + feature[1..];
        }

        bool isPath = feature.StartsWith('/') || feature.StartsWith("./", StringComparison.Ordinal) || feature.StartsWith("../", StringComparison.Ordinal);
        if (isPath)
        {
            return Candidate(Path.GetFullPath(feature), addsExtension);
        }

        ArrayObject folders = RubyRuntime.Of(t.Vm).LoadPath;
        for (int i = 0; i < folders.Count; i++)
        {
            string folder = Expect.Path(t, t.Vm.Load(ref folders.Slot(i)));
            if (Candidate(Path.GetFullPath(feature, Path.GetFullPath(folder)), addsExtension) is { } found)
            {
                return found;
            }
        }

        return null;
    }

    private static string? Candidate(string path, bool addsExtension) =>
        addsExtension && !path.EndsWith(".rb", StringComparison.Ordinal) ? (File.Exists(path + ".rb") ? path + ".rb" : null)
            : File.Exists(path) ? path : null;

    private static GuestException CannotLoad(VmThread t, string feature)
    {
        GuestException error = t.Error(t.Vm.Classes.LoadError, $"cannot load such file -- {feature}");
        ((ExceptionObject)error.Exception.Ref!).Subject = t.Vm.NewString(feature);
        return error;
    }
}
