namespace Kernel.Smalltalk.Syntax.Nodes;

/// <summary>A selector with its arguments, and the environment to look it up in.</summary>
public sealed class MessageNode(SourceSpan span, string selector, IReadOnlyList<Node> arguments, int environment, bool isRubyNamed) : Node(NodeKind.Message, span)
{
    /// <summary>As Smalltalk writes it, or a plain Ruby name if <see cref="IsRubyNamed"/>.</summary>
    public string Selector { get; } = selector;

    /// <summary>In order.</summary>
    public IReadOnlyList<Node> Arguments { get; } = arguments;

    /// <summary>0 is Smalltalk, 1 Ruby.</summary>
    public int Environment { get; } = environment;

    /// <summary>Whether the selector is a Ruby method name (<c>ljust</c>), the number of arguments being no part of it.</summary>
    public bool IsRubyNamed { get; } = isRubyNamed;

    /// <summary>Whether the last argument is Ruby's block rather than an ordinary argument (<c>__BLOCK:</c>).</summary>
    public bool HasBlockArgument { get; init; }
}
