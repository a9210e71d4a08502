using Gem.Vm.Interpreter;
using Gem.Vm.Primitives;
using Gem.Vm.Values;

namespace Kernel.Ruby.Primitives;

/// <summary>Behind Maglev::Ephemeron.</summary>
internal static unsafe class EphemeronPrimitives
{
    /// <summary>Adds the primitives of ephemerons.</summary>
    public static void Register(PrimitiveTable table)
    {
        table.Add("ephemeron_key", &Key, 0);
        table.Add("ephemeron_value", &ValueOf, 0);
        table.Add("ephemeron_set", &Set, 2);
        Allocation.ByKind[(int)BodyKind.Ephemeron] = static () => new EphemeronObject();
    }

    private static EphemeronObject Self(Arguments a) => (EphemeronObject)a.Self.Ref!;

    private static Value Key(VmThread t, Arguments a) => Self(a).Key(t.Vm);

    private static Value ValueOf(VmThread t, Arguments a) => Self(a).ValueOf(t.Vm);

    /// <summary>Arguments: key, value.</summary>
    private static Value Set(VmThread t, Arguments a)
    {
        t.Vm.WillWrite(a.Self.Ref!);
        Self(a).Set(a[0], a[1]);
        return a[1];
    }
}
