namespace Kernel.Smalltalk.Syntax.Nodes;

/// <summary>The kinds of node, for dispatch by switch.</summary>
public enum NodeKind
{
    /// <summary>A method: <see cref="MethodNode"/>.</summary>
    Method,

    /// <summary>Text to run once: <see cref="DoItNode"/>.</summary>
    DoIt,

    /// <summary>Temporaries and statements: <see cref="SequenceNode"/>.</summary>
    Sequence,

    /// <summary><see cref="BlockNode"/>.</summary>
    Block,

    /// <summary><see cref="PragmaNode"/>.</summary>
    Pragma,

    /// <summary><see cref="ReturnNode"/>.</summary>
    Return,

    /// <summary><see cref="AssignmentNode"/>.</summary>
    Assignment,

    /// <summary><see cref="SendNode"/>.</summary>
    Send,

    /// <summary>Selector and arguments: <see cref="MessageNode"/>.</summary>
    Message,

    /// <summary><see cref="CascadeNode"/>.</summary>
    Cascade,

    /// <summary><see cref="VariableNode"/>.</summary>
    Variable,

    /// <summary><see cref="ReservedNode"/>: self.</summary>
    Self,

    /// <summary><see cref="ReservedNode"/>: super, only as a receiver.</summary>
    Super,

    /// <summary><see cref="ReservedNode"/>: thisContext.</summary>
    ThisContext,

    /// <summary><see cref="ReservedNode"/>: nil.</summary>
    Nil,

    /// <summary><see cref="ReservedNode"/>: true.</summary>
    True,

    /// <summary><see cref="ReservedNode"/>: false.</summary>
    False,

    /// <summary><see cref="IntegerNode"/>.</summary>
    Integer,

    /// <summary><see cref="FloatNode"/>.</summary>
    Float,

    /// <summary><see cref="ScaledDecimalNode"/>.</summary>
    ScaledDecimal,

    /// <summary><see cref="CharacterNode"/>.</summary>
    Character,

    /// <summary><see cref="StringNode"/>.</summary>
    String,

    /// <summary><see cref="SymbolNode"/>.</summary>
    Symbol,

    /// <summary><see cref="LiteralArrayNode"/>.</summary>
    LiteralArray,

    /// <summary><see cref="ByteArrayNode"/>.</summary>
    ByteArray,

    /// <summary><see cref="DynamicArrayNode"/>.</summary>
    DynamicArray,
}
