namespace Kernel.Smalltalk.Lowering;

/// <summary>The variables of a method, doit or block.</summary>
internal sealed class VariableScope
{
    private readonly Dictionary<string, ScopedVariable> _variables = new(StringComparer.Ordinal);

    /// <summary>A scope; an inlined block's variables live in the frame of the scope around it.</summary>
    public VariableScope(VariableScope? parent, bool isInlined, Syntax.Nodes.SendNode? loop)
    {
        Parent = parent;
        Frame = isInlined ? parent!.Frame : this;
        Loop = loop;
    }

    /// <summary>The scope around it, null for a method or doit.</summary>
    public VariableScope? Parent { get; }

    /// <summary>The scope in whose frame this one's variables live: itself unless inlined.</summary>
    public VariableScope Frame { get; }

    /// <summary>The inlined loop whose part this is, or null.</summary>
    public Syntax.Nodes.SendNode? Loop { get; }

    /// <summary>Captured variables of this frame.</summary>
    public int CapturedCount { get; private set; }

    /// <summary>True when the frame makes an environment.</summary>
    public bool HasEnvironment => CapturedCount > 0;

    /// <summary>True for a method or doit: where ^ is a plain return.</summary>
    public bool IsHome => Frame.Parent is null;

    /// <summary>Declares a variable; null when the name is taken in this very scope.</summary>
    public ScopedVariable? Declare(string name, bool isParameter)
    {
        var variable = new ScopedVariable(name, this, isParameter);
        return _variables.TryAdd(name, variable) ? variable : null;
    }

    /// <summary>The variable a name means here, or null.</summary>
    public ScopedVariable? Find(string name)
    {
        for (VariableScope? scope = this; scope is not null; scope = scope.Parent)
        {
            if (scope._variables.TryGetValue(name, out ScopedVariable? variable))
            {
                return variable;
            }
        }

        return null;
    }

    /// <summary>The variable of that name that this very scope declares.</summary>
    public ScopedVariable Own(string name) => _variables[name];

    /// <summary>Marks a variable as captured and gives it its place in the frame's environment.</summary>
    public static void Capture(ScopedVariable variable)
    {
        if (!variable.IsCaptured)
        {
            variable.IsCaptured = true;
            variable.Index = variable.Scope.Frame.CapturedCount++;
        }
    }

    /// <summary>Environments between a use in this scope and the one that holds a captured variable.</summary>
    public int DepthOf(ScopedVariable variable)
    {
        int depth = 0;
        for (VariableScope frame = Frame; frame != variable.Scope.Frame; frame = frame.Parent!.Frame)
        {
            depth += frame.HasEnvironment ? 1 : 0;
        }

        return depth;
    }
}
