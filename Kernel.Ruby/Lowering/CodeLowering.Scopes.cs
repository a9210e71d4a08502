using Gem.Vm.Bytecode;
using Gem.Vm.Values;
using Kernel.Ruby.Syntax.Nodes;

namespace Kernel.Ruby.Lowering;

/// <summary>Variables: their registers and places in environments, and the beginning of a code.</summary>
internal sealed partial class CodeLowering
{
    private int _firstTemporary;
    private int _discard;

    /// <summary>
    /// Gives parameters and locals their places and emits what a frame begins with: its environment, captured parameters,
    /// destructuring, defaults.
    /// </summary>
    private void Begin(Node? parameters, Node? body)
    {
        foreach (ScopeVariable parameter in _scope.Parameters)
        {
            parameter.Register = _builder.Take();
        }

        foreach (ScopeVariable variable in _scope.Variables)
        {
            if (!variable.IsParameter && !variable.IsCaptured)
            {
                variable.Register = _builder.Take();
            }
        }

        _discard = _builder.Take();
        _firstTemporary = _builder.NextRegister;

        // An eval's environment is made by its caller, who keeps it for the next eval.
        if (_scope.EnvironmentSize > 0 && !(_unit.IsEval && _scope.Kind == ScopeKind.Program))
        {
            _builder.EmitWide(Opcode.NewEnvironment, 0, _scope.EnvironmentSize);
        }

        InitialiseLocals(body);
        BindParameters(parameters);
        _builder.Mark(_bodyStart);
    }

    /// <summary>Loads nil into the locals that may be read before they are written.</summary>
    private void InitialiseLocals(Node? body)
    {
        HashSet<string> assigned = SurelyAssigned(body);
        foreach (ScopeVariable variable in _scope.Variables)
        {
            if (variable is { IsParameter: false, IsCaptured: false, IsDestructured: false } && !assigned.Contains(variable.Name))
            {
                _builder.Emit(Opcode.LoadNil, variable.Register);
            }
        }
    }

    /// <summary>Names that a statement of the body assigns before anything else mentions them.</summary>
    private static HashSet<string> SurelyAssigned(Node? body)
    {
        HashSet<string> assigned = new(StringComparer.Ordinal);
        if (body is not StatementsNode statements)
        {
            return assigned;
        }

        HashSet<string> mentioned = new(StringComparer.Ordinal);
        foreach (Node statement in statements.Body)
        {
            if (statement is LocalVariableWriteNode { Depth: 0 } write)
            {
                NodeQueries.CollectMentioned(write.Value, mentioned);
                if (!mentioned.Contains(write.Name))
                {
                    assigned.Add(write.Name);
                }
            }

            if (statement is ReturnNode)
            {
                break;
            }

            NodeQueries.CollectMentioned(statement, mentioned);
        }

        return assigned;
    }

    /// <summary>Register of a variable that lives in one of this code, else -1.</summary>
    private int RegisterOf(string name, int depth)
    {
        VariableScope found = ScopeAnalysis.At(_scope, depth);
        return found == _scope && found.Find(name) is { IsCaptured: false } variable ? variable.Register : -1;
    }

    private void ReadVariable(VariableScope owner, ScopeVariable variable, int destination)
    {
        if (destination < 0)
        {
            return;
        }

        if (variable.IsCaptured)
        {
            _builder.Emit(Opcode.GetCaptured, destination, EnvironmentDepth(owner), variable.EnvironmentIndex);
        }
        else
        {
            Move(destination, variable.Register);
        }
    }

    private void WriteVariable(VariableScope owner, ScopeVariable variable, int source)
    {
        if (variable.IsCaptured)
        {
            _builder.Emit(Opcode.SetCaptured, source, EnvironmentDepth(owner), variable.EnvironmentIndex);
        }
        else
        {
            Move(variable.Register, source);
        }
    }

    private (VariableScope Owner, ScopeVariable Variable) Resolve(string name, int depth)
    {
        VariableScope owner = ScopeAnalysis.At(_scope, depth);
        return (owner, owner.Declare(name));
    }

    private void ReadLocal(string name, int depth, int destination)
    {
        (VariableScope owner, ScopeVariable variable) = Resolve(name, depth);
        ReadVariable(owner, variable, destination);
    }

    private void WriteLocal(string name, int depth, int source)
    {
        (VariableScope owner, ScopeVariable variable) = Resolve(name, depth);
        WriteVariable(owner, variable, source);
    }

    /// <summary>A hidden variable of this or an outer scope; null when no scope has it.</summary>
    private (VariableScope Owner, ScopeVariable Variable)? FindHidden(string name)
    {
        for (VariableScope? at = _scope; at is not null; at = at.Parent)
        {
            if (at.Find(name) is { } variable)
            {
                return (at, variable);
            }
        }

        return null;
    }

    private void ReadHidden(string name, int destination)
    {
        if (FindHidden(name) is { } found)
        {
            ReadVariable(found.Owner, found.Variable, destination);
        }
        else
        {
            LoadNil(destination);
        }
    }

    /// <summary>Environments between this code and the one of a scope.</summary>
    private int EnvironmentDepth(VariableScope owner)
    {
        int depth = 0;
        for (VariableScope at = _scope; at != owner; at = at.Parent!)
        {
            depth += at.HasEnvironment ? 1 : 0;
        }

        return depth;
    }
}
