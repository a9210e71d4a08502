using Gem.Client.Commands;
using Gem.Vm;
using Gem.Vm.Classes;
using Gem.Vm.Session;
using Gem.Vm.Transactions;
using Gem.Vm.Values;
using Kernel.Ruby;
using Kernel.Smalltalk;

namespace Gem.Client.Image;

/// <summary>
/// Brings the kernel of a repository up to this program's, in one transaction: loads the files that have changed (all, when
/// their code is of another bytecode version), takes away what they no longer define, puts the methods that a program has
/// defined in the kernel's place back. Nothing else is touched: classes keep their identity, objects stay as they are.
/// </summary>
internal sealed class KernelUpgrade
{
    private readonly VirtualMachine _vm = new();
    private readonly KernelFolders _folders;
    private readonly List<ClassObject> _added = [];
    private readonly RubyRuntime _ruby;
    private readonly ImageInformation _information;
    private readonly bool _hasRuby;

    /// <summary>An upgrade over a session of its own.</summary>
    public KernelUpgrade(StoneSession session, KernelFolders folders)
    {
        _folders = folders;
        SmalltalkRuntime.Install(_vm);
        _vm.StartOnImage(session, _added);
        _ruby = RubyRuntime.Install(_vm, new RubyLanguage(_vm));
        // A constant that a kernel file sets again is no news.
        _ruby.Verbose = Value.Nil;
        _information = ImageInformation.Of(_vm);
        // The constant tells of images from before the files were noted, the files of one that ends at an earlier stage.
        _hasRuby = _vm.Constants.TryOwn(_vm.Classes.Object, _vm.Symbols.Intern("RUBY_VERSION"), out _)
            || _information.Files().Any(file => file.EndsWith(".rb", StringComparison.Ordinal));
        Manifest = _hasRuby ? KernelManifest.Both(folders) : KernelManifest.Smalltalk(folders);
    }

    /// <summary>Told of each file before it is loaded.</summary>
    public Action<string>? Loading { get; init; }

    /// <summary>The kernel that the repository has afterwards.</summary>
    public KernelManifest Manifest { get; }

    /// <summary>True when the repository has this kernel already.</summary>
    public bool IsNeedless => _added.Count == 0 && _information.Fingerprint == Manifest.Fingerprint;

    /// <summary>Files that will be loaded, in load order.</summary>
    public IReadOnlyList<string> Changed() =>
        [.. Manifest.Files.Where(file => !_information.IsOfThisBytecode || _information.HashOf(file.Path) != file.Hash).Select(file => file.Path)];

    /// <summary>Does it and commits.</summary>
    /// <exception cref="CommitFailedException">Another session has changed the same classes meanwhile; nothing was done.</exception>
    public UpgradeReport Run()
    {
        HashSet<string> changed = [.. Changed()];
        string[] gone = [.. _information.Files().Except(Manifest.Files.Select(file => file.Path))];
        HashSet<string> earlier = [.. changed.Concat(gone).SelectMany(_information.DefinitionsOf)];
        KernelLoad load = new(_vm, _folders)
        {
            Loading = Loading,
            EarlierPrefix = _information.KernelPrefix,
            UndefinedEarlier = earlier.Where(key => key.EndsWith(KernelLoad.Undefined, StringComparison.Ordinal)).ToHashSet(),
        };
        load.Smalltalk(changed);
        if (_hasRuby)
        {
            load.Ruby(_ruby, changed);
        }

        earlier.ExceptWith(load.Definitions.Values.SelectMany(keys => keys));
        int removed = earlier.Count(key => Remove(key, changed, gone));
        IReadOnlyList<string> kept = load.RestorePatches();
        foreach (string file in gone)
        {
            _information.RemoveFile(file);
        }

        load.Note(_information, Manifest);
        ImageWriter.WriteUpgrade(_vm, _added);
        return new UpgradeReport(changed.Count, load.Count, removed, kept);
    }

    /// <summary>Removes a method that a changed or vanished file no longer defines, unless it is another's by now.</summary>
    private bool Remove(string key, HashSet<string> changed, string[] gone)
    {
        if (Find(key) is not var (owner, selector, environment) || MethodLookup.Own(owner, selector, environment) is not { } entry)
        {
            return false;
        }

        if (!entry.IsUndefined)
        {
            string file = entry.Code(_vm).File;
            if (!changed.Concat(gone).Any(path => file == Gem.Vm.Bytecode.CompiledCode.KernelFile(path)))
            {
                return false;
            }
        }

        return _vm.Methods.Remove(owner, selector, environment, persistent: true);
    }

    /// <summary>What a key of <see cref="KernelLoad.KeyOf"/> names; null when its class is gone.</summary>
    private (ClassObject Owner, SymbolObject Selector, int Environment)? Find(string key)
    {
        string definition = key.EndsWith(KernelLoad.Undefined, StringComparison.Ordinal) ? key[..^KernelLoad.Undefined.Length] : key;
        int mark = definition.AsSpan().IndexOfAny('#', '.');
        if (mark <= 0 || Module(definition[..mark]) is not { } module)
        {
            return null;
        }

        ClassObject? owner = definition[mark] == '#' ? module : _vm.Hierarchy.SingletonClass(module);
        return owner is null ? null : (owner, _vm.Symbols.Intern(definition[(mark + 1)..^2]), definition[^1] - '0');
    }

    private ClassObject? Module(string name)
    {
        ClassObject? module = _vm.Classes.Object;
        foreach (string part in name.Split("::"))
        {
            module = module is not null && _vm.Constants.TryOwn(module, _vm.Symbols.Intern(part), out Value value) ? value.Ref as ClassObject : null;
        }

        return module ?? (SmalltalkLanguage.Of(_vm).Namespaces.TryGet(name, out Value global) ? global.Ref as ClassObject : null);
    }
}
