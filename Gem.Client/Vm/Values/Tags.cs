using Gem.Vm.Shapes;

namespace Gem.Vm.Values;

/// <summary>The tag objects of the immediates. Shared by all VMs of a process: shape ids of immediates are fixed.</summary>
public static class Tags
{
    /// <summary>nil.</summary>
    public static readonly ImmediateTag Nil = new("nil", ShapeIds.Nil);

    /// <summary>true.</summary>
    public static readonly ImmediateTag True = new("true", ShapeIds.True);

    /// <summary>false.</summary>
    public static readonly ImmediateTag False = new("false", ShapeIds.False);

    /// <summary>A double.</summary>
    public static readonly ImmediateTag Float = new("float", ShapeIds.Float);

    /// <summary>A Smalltalk character.</summary>
    public static readonly ImmediateTag Character = new("character", ShapeIds.Character);

    /// <summary>Not given.</summary>
    public static readonly ImmediateTag Undefined = new("undefined", ShapeIds.Undefined);

    /// <summary>An object id that is not an object yet.</summary>
    public static readonly ImmediateTag Unfaulted = new("unfaulted", ShapeIds.Unfaulted);

    /// <summary>What a primitive returns when it has left work in <see cref="Interpreter.VmThread.Control"/>.</summary>
    public static readonly ImmediateTag Control = new("control", ShapeIds.Undefined);
}
