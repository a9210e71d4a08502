using Kernel.Ruby.Syntax.Nodes;

namespace Kernel.Ruby.Lowering;

/// <summary>Questions about trees that decide how to lower them.</summary>
internal static class NodeQueries
{
    /// <summary>
    /// True when code for the node writes its result register as the last thing it does, so that the register may be a
    /// variable the node itself uses, or one that must keep its value if the node raises.
    /// </summary>
    public static bool WritesLast(Node? node)
    {
        switch (node)
        {
            case null:
                return true;
            case ParenthesesNode parentheses:
                return WritesLast(parentheses.Body);
            case StatementsNode statements:
                return statements.Body.Length == 0 || WritesLast(statements.Body[^1]);
            case IfNode branch:
                return WritesLast(branch.Statements) && WritesLast(branch.Subsequent);
            case UnlessNode branch:
                return WritesLast(branch.Statements) && WritesLast(branch.ElseClause);
            case ElseNode branch:
                return WritesLast(branch.Statements);
            case CaseNode choice:
                return WritesLast(choice.ElseClause) && Array.TrueForAll(choice.Conditions, when => WritesLast(when.Statements));
            case LocalVariableWriteNode write:
                return WritesLast(write.Value);
        }

        return node.Kind is NodeKind.Call or NodeKind.Super or NodeKind.ForwardingSuper or NodeKind.Yield or NodeKind.Self
            or NodeKind.Nil or NodeKind.True or NodeKind.False or NodeKind.Integer or NodeKind.Float or NodeKind.String
            or NodeKind.Symbol or NodeKind.Array or NodeKind.Hash or NodeKind.InterpolatedString or NodeKind.InterpolatedSymbol
            or NodeKind.LocalVariableRead or NodeKind.InstanceVariableRead or NodeKind.GlobalVariableRead
            or NodeKind.ClassVariableRead or NodeKind.ConstantRead or NodeKind.ConstantPath or NodeKind.Lambda or NodeKind.Range
            or NodeKind.SourceFile or NodeKind.SourceLine or NodeKind.ItLocalVariableRead;
    }

    /// <summary>True when evaluating the node may assign a local variable of the scope it stands in.</summary>
    public static bool Assigns(Node? node, string name)
    {
        switch (node)
        {
            case null:
                return false;
            case LocalVariableWriteNode write when write.Name == name:
            case LocalVariableOrWriteNode either when either.Name == name:
            case LocalVariableAndWriteNode both when both.Name == name:
            case LocalVariableOperatorWriteNode operate when operate.Name == name:
            case LocalVariableTargetNode target when target.Name == name:
                return true;
            case DefNode or ClassNode or ModuleNode or BlockNode or LambdaNode:
                return false;
        }

        if (IsLeaf(node.Kind))
        {
            return false;
        }

        bool found = false;
        node.ForEachChild(child => found = found || Assigns(child, name));
        return found;
    }

    /// <summary>Adds the names of all local variables that a node mentions.</summary>
    public static void CollectMentioned(Node? node, HashSet<string> names)
    {
        switch (node)
        {
            case null: return;
            case LocalVariableReadNode use: names.Add(use.Name); return;
            case LocalVariableWriteNode use: names.Add(use.Name); break;
            case LocalVariableOrWriteNode use: names.Add(use.Name); break;
            case LocalVariableAndWriteNode use: names.Add(use.Name); break;
            case LocalVariableOperatorWriteNode use: names.Add(use.Name); break;
            case LocalVariableTargetNode use: names.Add(use.Name); return;
        }

        if (!IsLeaf(node.Kind))
        {
            node.ForEachChild(child => CollectMentioned(child, names));
        }
    }

    /// <summary>True for a node whose evaluation has no effect and can't fail.</summary>
    public static bool IsPure(Node node) => node.Kind is NodeKind.Nil or NodeKind.True or NodeKind.False or NodeKind.Self or NodeKind.Integer
        or NodeKind.Float or NodeKind.String or NodeKind.Symbol or NodeKind.LocalVariableRead or NodeKind.InstanceVariableRead
        or NodeKind.SourceLine or NodeKind.SourceFile or NodeKind.ItLocalVariableRead or NodeKind.Lambda;

    /// <summary>True for a literal that counts as true; false for nil and false; null for anything that must be evaluated.</summary>
    public static bool? TruthOf(Node node) => node.Kind switch
    {
        NodeKind.True or NodeKind.Integer or NodeKind.Float or NodeKind.String or NodeKind.Symbol => true,
        NodeKind.Nil or NodeKind.False => false,
        _ => null,
    };

    /// <summary>True when a jump out of the node stands in it.</summary>
    public static bool Jumps(Node? node)
    {
        if (node is null or DefNode or ClassNode or ModuleNode)
        {
            return false;
        }

        if (node.Kind is NodeKind.Return or NodeKind.Break or NodeKind.Next or NodeKind.Redo or NodeKind.Retry)
        {
            return true;
        }

        bool found = false;
        node.ForEachChild(child => found = found || Jumps(child));
        return found;
    }

    /// <summary>True when a jump in the body of a module leaves it: break and next not in a loop or block of its own, return.</summary>
    public static bool JumpsFromModuleBody(Node? body) => Leaves(body, isInLoop: false);

    private static bool Leaves(Node? node, bool isInLoop)
    {
        switch (node)
        {
            case null or DefNode or BlockNode or LambdaNode:
                return false;
            case BreakNode or NextNode:
                return !isInLoop;
            case ReturnNode:
                return true;
        }

        if (IsLeaf(node.Kind))
        {
            return false;
        }

        bool found = false;
        bool isLoop = isInLoop || node is WhileNode or UntilNode or ForNode;
        node.ForEachChild(child => found = found || Leaves(child, isLoop));
        return found;
    }

    private static bool IsLeaf(NodeKind kind) => kind is NodeKind.Integer or NodeKind.LocalVariableRead or NodeKind.String or NodeKind.Symbol
        or NodeKind.Self or NodeKind.Nil or NodeKind.True or NodeKind.False or NodeKind.InstanceVariableRead or NodeKind.ConstantRead or NodeKind.Float;
}
