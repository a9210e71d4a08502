using Gem.Vm.Bytecode;
using Gem.Vm.Classes;
using Gem.Vm.Primitives;
using Gem.Vm.Values;
using Shared.ObjectFormat.Identity;

namespace Gem.Vm.Transactions;

/// <summary>
/// The first commit of a repository: the core classes and all that a kernel has defined in them, under well-known ids.
/// </summary>
public static class ImageWriter
{
    /// <summary>
    /// Commits the image. The VM was connected to the empty repository (<see cref="Memory.ObjectMemory.Attach"/>) before its
    /// core classes were made, and has loaded the kernels since in persistent mode.
    /// </summary>
    /// <param name="vm">The VM that built the image.</param>
    /// <param name="information">What the image tells of the kernel it was made from.</param>
    /// <param name="smalltalkGlobals">Smalltalk's globals; null for none.</param>
    /// <exception cref="Memory.NotPersistableException">A kernel has put something into a class that cannot be committed.</exception>
    public static void Write(VirtualMachine vm, HashObject information, ConstantTable? smalltalkGlobals = null)
    {
        List<HeapObject> roots = [];
        foreach (CoreClassRow row in CoreClassTable.Rows)
        {
            roots.Add(vm.Classes[row.Id]);
        }

        Add(roots, vm.Main.Ref!, WellKnownObjects.Main);
        Add(roots, vm.Transaction.PersistentRoot, WellKnownObjects.PersistentRoot);
        Add(roots, smalltalkGlobals ?? vm.Adopt(new ConstantTable(), vm.Classes.ConstantTable), WellKnownObjects.SmalltalkGlobals);
        Add(roots, information, WellKnownObjects.ImageInformation);
        vm.Transaction.CommitRoots([.. roots]);
    }

    /// <summary>True when a repository has an image.</summary>
    public static bool IsThere(Session.IObjectStore store) => Has(store, WellKnownObjects.ObjectClass);

    /// <summary>True when a repository has an object.</summary>
    internal static unsafe bool Has(Session.IObjectStore store, ulong objectId) => store.Find(objectId) != null;

    /// <summary>Commits an upgrade: what is dirty, and core classes that the image did not have.</summary>
    public static void WriteUpgrade(VirtualMachine vm, IEnumerable<ClassObject> added)
    {
        vm.Memory.PromoteSingletons();
        vm.Transaction.CommitRoots([.. added.SelectMany(made => made.Metaclass is { IsSingleton: true } meta ? [made, meta] : new HeapObject[] { made })]);
    }

    private static void Add(List<HeapObject> roots, HeapObject root, ulong wellKnownId)
    {
        root.Id = wellKnownId;
        roots.Add(root);
    }
}
