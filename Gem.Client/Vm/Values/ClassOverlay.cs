namespace Gem.Vm.Values;

/// <summary>
/// What this VM alone defines over a class: the transient mode of MagLev, and everything a plain program defines.
/// Lookup asks it first; it survives commit, abort and refresh (objects.md, The transient overlay).
/// </summary>
public sealed class ClassOverlay(ClassObject owner)
{
    /// <summary>Methods by environment, with tombstones; null while there are none.</summary>
    public MethodDictionary?[] Methods { get; } = new MethodDictionary?[2];

    /// <summary>Constants.</summary>
    public ConstantTable Constants { get; } = new();

    /// <summary>Class variables.</summary>
    public ConstantTable ClassVariables { get; } = new();

    /// <summary>Instance variables of the class itself.</summary>
    public SymbolMap<Value> InstanceVariables { get; } = new();

    /// <summary>Modules included here, in order of inclusion.</summary>
    public List<ClassObject> Includes { get; } = [];

    /// <summary>Modules prepended here, in order of prepending.</summary>
    public List<ClassObject> Prepends { get; } = [];

    /// <summary>Methods of an environment, made when first needed.</summary>
    public MethodDictionary MethodsFor(int environment) => Methods[environment] ??= new MethodDictionary(owner);
}
