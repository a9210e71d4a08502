using System.Security.Cryptography;
using Gem.Vm.Interpreter;
using Gem.Vm.Values;

namespace Kernel.Ruby;

/// <summary>
/// What require has loaded in persistent mode, for all VMs (loaded_features.rb keeps it), and which of it this VM relies on. It goes
/// with the transaction: what was aborted is not loaded.
/// </summary>
internal sealed class SharedFeatures
{
    private readonly HashSet<string> _used = new(StringComparer.Ordinal);

    /// <summary>True when a file is loaded for all VMs with just this source.</summary>
    public bool Has(VmThread t, string path, byte[] source)
    {
        bool isThere = DigestOf(t, path) is { } digest && digest == Digest(source);
        if (isThere)
        {
            _used.Add(path);
        }

        return isThere;
    }

    /// <summary>A file was loaded for all VMs.</summary>
    public void Add(VmThread t, string path, byte[] source)
    {
        if (Module(t) is { } module)
        {
            t.Send(module, t.Vm.Symbols.Intern("__feature_loaded"), t.Vm.NewString(path), t.Vm.NewString(Digest(source)));
            _used.Add(path);
        }
    }

    /// <summary>True once for a file that this VM had in this way and that is not loaded any more.</summary>
    public bool IsGone(VmThread t, string path) => _used.Contains(path) && DigestOf(t, path) is null && _used.Remove(path);

    private static string? DigestOf(VmThread t, string path) =>
        Module(t) is { } module && t.Send(module, t.Vm.Symbols.Intern("__digest_of_feature"), t.Vm.NewString(path)).Ref is StringObject digest
            ? digest.ToString()
            : null;

    /// <summary>Maglev; null in a VM without a repository, and on an image of before.</summary>
    private static ClassObject? Module(VmThread t)
    {
        ClassObject module = t.Vm.Classes.Maglev;
        return t.Vm.Memory.Store is not null && t.Vm.Constants.TryOwn(module, t.Vm.Symbols.Intern("LOADED_FEATURES"), out _) ? module : null;
    }

    private static string Digest(byte[] source) => Convert.ToHexString(SHA256.HashData(source));
}
