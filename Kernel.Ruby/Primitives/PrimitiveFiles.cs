using Gem.Vm.Primitives;

namespace Kernel.Ruby.Primitives;

/// <summary>All of Ruby's files of primitives.</summary>
internal static class PrimitiveFiles
{
    /// <summary>Registers every primitive of Ruby.</summary>
    public static void RegisterAll(PrimitiveTable table)
    {
        ModulePrimitives.Register(table);
        KeywordMarks.Register(table);
        ClassPrimitives.Register(table);
        ObjectPrimitives.Register(table);
        KernelPrimitives.Register(table);
        ExceptionPrimitives.Register(table);
        ProcPrimitives.Register(table);
        MethodPrimitives.Register(table);
        BindingPrimitives.Register(table);
        FiberPrimitives.Register(table);
        ThreadPrimitives.Register(table);
        LockPrimitives.Register(table);
        IOPrimitives.Register(table);
        FilePrimitives.Register(table);
        DirPrimitives.Register(table);
        ProcessPrimitives.Register(table);
        SignalPrimitives.Register(table);
        LoadPrimitives.Register(table);
        RuntimePrimitives.Register(table);
        ObjectSpacePrimitives.Register(table);
        DataPrimitives.Register(table);
        RefinementPrimitives.Register(table);
        TracePrimitives.Register(table);
        MaglevPrimitives.Register(table);
        ObjectLockPrimitives.Register(table);
        SessionPrimitives.Register(table);
        SchemaPrimitives.Register(table);
        RepositoryPrimitives.Register(table);
        EphemeronPrimitives.Register(table);
        IndexPrimitives.Register(table);
    }
}
