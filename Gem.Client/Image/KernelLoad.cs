using Gem.Vm;
using Gem.Vm.Bytecode;
using Gem.Vm.Values;
using Kernel.Ruby;
using Kernel.Smalltalk;

namespace Gem.Client.Image;

/// <summary>
/// Loads kernel files into a VM and notes what each defines. Where a program has defined a method of its own in the kernel's
/// place, the kernel's is loaded first, so that later files see it, and <see cref="RestorePatches"/> puts the program's back.
/// </summary>
internal sealed class KernelLoad
{
    /// <summary>What the note of a definition ends in when the kernel says that there is no such method.</summary>
    public const string Undefined = " undefined";

    private readonly VirtualMachine _vm;
    private readonly KernelFolders _folders;
    private readonly Dictionary<string, List<string>> _definitions = new(StringComparer.Ordinal);
    private readonly Dictionary<(ClassObject Owner, SymbolObject Selector, int Environment), MethodEntry> _patches = [];
    private readonly HashSet<string> _defined = new(StringComparer.Ordinal);
    private string _file = "";

    /// <summary>A load into a VM.</summary>
    public KernelLoad(VirtualMachine vm, KernelFolders folders)
    {
        _vm = vm;
        _folders = folders;
    }

    /// <summary>Told of each file before it is loaded.</summary>
    public Action<string>? Loading { get; init; }

    /// <summary>For an upgrade: the definitions that the kernel in the repository has undefined itself.</summary>
    public IReadOnlySet<string> UndefinedEarlier { get; init; } = new HashSet<string>();

    /// <summary>For an upgrade: how the file names of the repository's kernel code begin.</summary>
    public string EarlierPrefix { get; init; } = CompiledCode.KernelPrefix;

    /// <summary>Number of definitions made.</summary>
    public int Count => _definitions.Values.Sum(keys => keys.Count);

    /// <summary>The files that were loaded, and what they have defined.</summary>
    public IReadOnlyDictionary<string, List<string>> Definitions => _definitions;

    /// <summary>How a definition is written: <c>Array#each 1</c>, <c>Array.new 0</c> with the environment.</summary>
    public static string KeyOf(ClassObject owner, SymbolObject selector, int environment) =>
        owner is { IsSingleton: true, Attached.Ref: ClassObject attached }
            ? $"{attached.Name?.Text}.{selector.Text} {environment}"
            : $"{owner.Name?.Text}#{selector.Text} {environment}";

    /// <summary>Loads the Smalltalk kernel, or the files of it that are wanted.</summary>
    public void Smalltalk(ISet<string>? wanted = null) =>
        Watched(() => SmalltalkRuntime.LoadKernel(_vm, _folders.Smalltalk, file => Wants(file, wanted)));

    /// <summary>Loads the Ruby kernel, or the files of it that are wanted.</summary>
    public void Ruby(RubyRuntime ruby, ISet<string>? wanted = null) =>
        Watched(() => ruby.LoadKernel(new KernelSources(_folders.Ruby), file => Wants(file, wanted)));

    /// <summary>Notes the loaded files and the kernel's fingerprint.</summary>
    public void Note(ImageInformation information, KernelManifest manifest)
    {
        foreach ((string path, string hash) in manifest.Files)
        {
            if (_definitions.TryGetValue(path, out List<string>? keys))
            {
                information.SetFile(path, hash, keys);
            }
        }

        information.SetKernel(manifest.Fingerprint);
    }

    /// <summary>Puts a program's own methods back in place; answers what they are, as a reader knows them.</summary>
    public IReadOnlyList<string> RestorePatches()
    {
        List<string> restored = [];
        foreach (((ClassObject owner, SymbolObject selector, int environment), MethodEntry entry) in _patches)
        {
            _vm.Methods.Define(owner, selector, entry.IsUndefined ? null : entry.Code(_vm), entry.Visibility, environment, persistent: true);
            string key = KeyOf(owner, selector, environment);
            string place = entry.IsUndefined ? "undefined" : $"{entry.Code(_vm).File}:{entry.Code(_vm).Line}";
            restored.Add($"{key[..^2]} ({place})");
        }

        return restored;
    }

    private bool Wants(string file, ISet<string>? wanted)
    {
        if (wanted?.Contains(file) == false)
        {
            return false;
        }

        Loading?.Invoke(file);
        _file = file;
        _definitions[file] = [];
        return true;
    }

    private void Watched(Action load)
    {
        _vm.Methods.Defining = NoteDefinition;
        _vm.MainThread.IsPersistentMode = true;
        try
        {
            load();
        }
        finally
        {
            _vm.MainThread.IsPersistentMode = false;
            _vm.Methods.Defining = null;
        }
    }

    private void NoteDefinition(MethodEntry made, SymbolObject selector, int environment, MethodEntry? existing)
    {
        string key = KeyOf(made.Owner, selector, environment);
        if (_definitions.TryGetValue(_file, out List<string>? keys))
        {
            keys.Add(made.IsUndefined ? key + Undefined : key);
        }

        if (_defined.Add(key) && existing is not null && !(made.IsUndefined && existing.IsUndefined) && IsPatch(existing, key))
        {
            _patches.Add((made.Owner, selector, environment), existing);
        }
    }

    private bool IsPatch(MethodEntry existing, string key) =>
        existing.IsUndefined ? !UndefinedEarlier.Contains(key + Undefined) : !existing.Code(_vm).File.StartsWith(EarlierPrefix, StringComparison.Ordinal);
}
