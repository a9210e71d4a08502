using Gem.Vm;
using Gem.Vm.Bytecode;
using Gem.Vm.Primitives;
using Gem.Vm.Values;
using Shared.ObjectFormat.Identity;

namespace Gem.Client.Image;

/// <summary>
/// What a repository tells of the kernel in it: a Hash under a well-known id with <c>:kernel</c> (fingerprint),
/// <c>:bytecode</c> (version) and, for each file, its path with its hash and what it defines, a line each.
/// </summary>
internal sealed class ImageInformation(VirtualMachine vm, HashObject table)
{
    /// <summary>An empty one, for a new image.</summary>
    public static ImageInformation New(VirtualMachine vm) => new(vm, vm.NewHash());

    /// <summary>The repository's.</summary>
    public static ImageInformation Of(VirtualMachine vm) => new(vm, (HashObject)vm.Memory.Fault(WellKnownObjects.ImageInformation).Ref!);

    /// <summary>The object itself.</summary>
    public HashObject Table => table;

    /// <summary>Fingerprint of the kernel.</summary>
    public string Fingerprint => HashAccess.TryGet(vm.MainThread, table, vm.Symbol("kernel"), out Value text) ? Text(text) : "";

    /// <summary>True when the kernel's code is of this program's bytecode version.</summary>
    public bool IsOfThisBytecode =>
        HashAccess.TryGet(vm.MainThread, table, vm.Symbol("bytecode"), out Value version) && version.Bits == CompiledCode.BytecodeVersion;

    /// <summary>What the file names of the kernel's code begin with: images from before the files were noted had another mark.</summary>
    public string KernelPrefix => Files().Count > 0 ? CompiledCode.KernelPrefix : "kernel/";

    /// <summary>Paths of the files that the kernel was loaded from.</summary>
    public IReadOnlyList<string> Files()
    {
        List<string> files = [];
        foreach (ref HashEntry entry in table.Entries.AsSpan(0, table.Used))
        {
            if (vm.Load(ref entry.Key).Ref is SymbolObject { Text: var key } && key.Contains('.'))
            {
                files.Add(key);
            }
        }

        return files;
    }

    /// <summary>Hash of a file when it was loaded; null for an unknown one.</summary>
    public string? HashOf(string file) => Lines(file) is [string hash, ..] ? hash : null;

    /// <summary>What a file defined when it was loaded, as <see cref="KernelLoad.KeyOf"/> writes it.</summary>
    public IEnumerable<string> DefinitionsOf(string file) => Lines(file).Skip(1);

    /// <summary>Notes a file that has been loaded.</summary>
    public void SetFile(string file, string hash, IEnumerable<string> definitions) =>
        Set(vm.Symbol(file), vm.NewString(string.Join('\n', definitions.Prepend(hash))));

    /// <summary>Forgets a file that is no longer part of the kernel.</summary>
    public void RemoveFile(string file) => HashAccess.Remove(vm.MainThread, table, vm.Symbol(file));

    /// <summary>Notes which kernel is there now.</summary>
    public void SetKernel(string fingerprint)
    {
        Set(vm.Symbol("kernel"), vm.NewString(fingerprint));
        Set(vm.Symbol("bytecode"), Value.FromInteger(CompiledCode.BytecodeVersion));
    }

    private void Set(Value key, Value value)
    {
        vm.Memory.BeforeWrite(table);
        HashAccess.Set(vm.MainThread, table, key, value);
    }

    private string[] Lines(string file) =>
        HashAccess.TryGet(vm.MainThread, table, vm.Symbol(file), out Value text) ? Text(text).Split('\n') : [];

    private string Text(Value text) => vm.Fresh((StringObject)text.Ref!).ToString();
}
