using Kernel.Ruby.Syntax.Nodes;

namespace Kernel.Ruby.Syntax.Warnings;

/// <summary>Local variables that are set and never read. Parameters and names that begin with an underscore are meant so.</summary>
public sealed partial class SyntaxWarnings
{
    private void InScope(bool tells, IReadOnlyList<Node> children)
    {
        LocalUse use = new();
        _scopes.Push(use);
        foreach (Node child in children)
        {
            Visit(child);
        }

        _scopes.Pop();
        if (!tells)
        {
            return;
        }

        foreach ((string name, Node place) in use.Written)
        {
            if (!use.Read.Contains(name) && !name.StartsWith('_'))
            {
                Add(place, $"assigned but unused variable - {name}", isVerbose: true);
            }
        }
    }

    private void NoteLocal(Node node)
    {
        switch (node)
        {
            case LocalVariableWriteNode write:
                ScopeAt(write.Depth).Written.TryAdd(write.Name, write);
                break;
            case RequiredParameterNode parameter:
                _scopes.Peek().Read.Add(parameter.Name);
                break;
            case OptionalParameterNode parameter:
                _scopes.Peek().Read.Add(parameter.Name);
                break;
            case RestParameterNode { Name: { } name }:
                _scopes.Peek().Read.Add(name);
                break;
            case OptionalKeywordParameterNode parameter:
                _scopes.Peek().Read.Add(parameter.Name);
                break;
            case RequiredKeywordParameterNode parameter:
                _scopes.Peek().Read.Add(parameter.Name);
                break;
            case LocalVariableTargetNode target:
                ScopeAt(target.Depth).Written.TryAdd(target.Name, target);
                break;
            case LocalVariableReadNode read:
                ScopeAt(read.Depth).Read.Add(read.Name);
                break;
            case LocalVariableOperatorWriteNode write:
                ScopeAt(write.Depth).Read.Add(write.Name);
                break;
            case LocalVariableOrWriteNode write:
                ScopeAt(write.Depth).Read.Add(write.Name);
                break;
            case LocalVariableAndWriteNode write:
                ScopeAt(write.Depth).Read.Add(write.Name);
                break;
        }
    }

    private LocalUse ScopeAt(int depth) => _scopes.ElementAtOrDefault(depth) ?? _scopes.Last();
}
