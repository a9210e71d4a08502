namespace Kernel.Ruby.Lowering;

/// <summary>The variables of one scope, as <see cref="ScopeAnalysis"/> found them.</summary>
internal sealed class VariableScope(ScopeKind kind, VariableScope? parent)
{
    /// <summary>Variables of a scope that may stand in registers, of which a code has 32767: with more, all are captured.</summary>
    private const int MostInRegisters = 16_000;

    private readonly Dictionary<string, ScopeVariable> _byName = new(StringComparer.Ordinal);

    /// <summary>What opens it.</summary>
    public ScopeKind Kind { get; } = kind;

    /// <summary>The scope whose variables can be seen from here; null for methods, bodies and programs.</summary>
    public VariableScope? Parent { get; } = parent;

    /// <summary>All variables in order of appearance.</summary>
    public List<ScopeVariable> Variables { get; } = [];

    /// <summary>Parameters in the order in which binding leaves them in registers.</summary>
    public List<ScopeVariable> Parameters { get; } = [];

    /// <summary>True when an eval may see the variables, or there are too many of them: all live in the environment.</summary>
    public bool KeepsAll { get; set; }

    /// <summary>Captured variables; final after <see cref="PlaceCaptured"/>.</summary>
    public int EnvironmentSize { get; private set; }

    /// <summary>True when frames of this scope have an environment.</summary>
    public bool HasEnvironment => EnvironmentSize > 0 || Kind == ScopeKind.Outer;

    /// <summary>The scope of the method, body or program around; itself when it is one.</summary>
    public VariableScope Home
    {
        get
        {
            VariableScope scope = this;
            while (scope.Parent is { Kind: not ScopeKind.Outer } outer)
            {
                scope = outer;
            }

            return scope;
        }
    }

    /// <summary>The variable of a name, if there is one.</summary>
    public ScopeVariable? Find(string name) => _byName.GetValueOrDefault(name);

    /// <summary>The variable of a name, made if need be.</summary>
    public ScopeVariable Declare(string name, bool isHidden = false)
    {
        if (!_byName.TryGetValue(name, out ScopeVariable? variable))
        {
            variable = new ScopeVariable(name, isHidden);
            _byName.Add(name, variable);
            Variables.Add(variable);
        }

        return variable;
    }

    /// <summary>A hidden variable of its own, whatever its name.</summary>
    public ScopeVariable DeclareHidden() => Declare("%" + Variables.Count, isHidden: true);

    /// <summary>Gives captured variables their places, once all captures are known.</summary>
    public void PlaceCaptured()
    {
        EnvironmentSize = 0;
        KeepsAll |= Variables.Count > MostInRegisters;
        foreach (ScopeVariable variable in Variables)
        {
            variable.IsCaptured |= KeepsAll && !variable.IsHidden;
            if (variable.IsCaptured)
            {
                variable.EnvironmentIndex = EnvironmentSize++;
            }
        }
    }
}
