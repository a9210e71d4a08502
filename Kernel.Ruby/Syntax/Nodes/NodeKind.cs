namespace Kernel.Ruby.Syntax.Nodes;

/// <summary>The kind of a node, for dispatch by switch; each is named after its node class.</summary>
public enum NodeKind : byte
{
    /// <summary><see cref="AliasGlobalVariableNode"/></summary>
    AliasGlobalVariable,
    /// <summary><see cref="AliasMethodNode"/></summary>
    AliasMethod,
    /// <summary><see cref="AlternationPatternNode"/></summary>
    AlternationPattern,
    /// <summary><see cref="AndNode"/></summary>
    And,
    /// <summary><see cref="ArgumentsNode"/></summary>
    Arguments,
    /// <summary><see cref="ArrayNode"/></summary>
    Array,
    /// <summary><see cref="ArrayPatternNode"/></summary>
    ArrayPattern,
    /// <summary><see cref="AssocNode"/></summary>
    Assoc,
    /// <summary><see cref="AssocSplatNode"/></summary>
    AssocSplat,
    /// <summary><see cref="BackReferenceReadNode"/></summary>
    BackReferenceRead,
    /// <summary><see cref="BeginNode"/></summary>
    Begin,
    /// <summary><see cref="BlockArgumentNode"/></summary>
    BlockArgument,
    /// <summary><see cref="BlockLocalVariableNode"/></summary>
    BlockLocalVariable,
    /// <summary><see cref="BlockNode"/></summary>
    Block,
    /// <summary><see cref="BlockParameterNode"/></summary>
    BlockParameter,
    /// <summary><see cref="BlockParametersNode"/></summary>
    BlockParameters,
    /// <summary><see cref="BreakNode"/></summary>
    Break,
    /// <summary><see cref="CallAndWriteNode"/></summary>
    CallAndWrite,
    /// <summary><see cref="CallNode"/></summary>
    Call,
    /// <summary><see cref="CallOperatorWriteNode"/></summary>
    CallOperatorWrite,
    /// <summary><see cref="CallOrWriteNode"/></summary>
    CallOrWrite,
    /// <summary><see cref="CallTargetNode"/></summary>
    CallTarget,
    /// <summary><see cref="CapturePatternNode"/></summary>
    CapturePattern,
    /// <summary><see cref="CaseMatchNode"/></summary>
    CaseMatch,
    /// <summary><see cref="CaseNode"/></summary>
    Case,
    /// <summary><see cref="ClassNode"/></summary>
    Class,
    /// <summary><see cref="ClassVariableAndWriteNode"/></summary>
    ClassVariableAndWrite,
    /// <summary><see cref="ClassVariableOperatorWriteNode"/></summary>
    ClassVariableOperatorWrite,
    /// <summary><see cref="ClassVariableOrWriteNode"/></summary>
    ClassVariableOrWrite,
    /// <summary><see cref="ClassVariableReadNode"/></summary>
    ClassVariableRead,
    /// <summary><see cref="ClassVariableTargetNode"/></summary>
    ClassVariableTarget,
    /// <summary><see cref="ClassVariableWriteNode"/></summary>
    ClassVariableWrite,
    /// <summary><see cref="ConstantAndWriteNode"/></summary>
    ConstantAndWrite,
    /// <summary><see cref="ConstantOperatorWriteNode"/></summary>
    ConstantOperatorWrite,
    /// <summary><see cref="ConstantOrWriteNode"/></summary>
    ConstantOrWrite,
    /// <summary><see cref="ConstantPathAndWriteNode"/></summary>
    ConstantPathAndWrite,
    /// <summary><see cref="ConstantPathNode"/></summary>
    ConstantPath,
    /// <summary><see cref="ConstantPathOperatorWriteNode"/></summary>
    ConstantPathOperatorWrite,
    /// <summary><see cref="ConstantPathOrWriteNode"/></summary>
    ConstantPathOrWrite,
    /// <summary><see cref="ConstantPathTargetNode"/></summary>
    ConstantPathTarget,
    /// <summary><see cref="ConstantPathWriteNode"/></summary>
    ConstantPathWrite,
    /// <summary><see cref="ConstantReadNode"/></summary>
    ConstantRead,
    /// <summary><see cref="ConstantTargetNode"/></summary>
    ConstantTarget,
    /// <summary><see cref="ConstantWriteNode"/></summary>
    ConstantWrite,
    /// <summary><see cref="DefNode"/></summary>
    Def,
    /// <summary><see cref="DefinedNode"/></summary>
    Defined,
    /// <summary><see cref="ElseNode"/></summary>
    Else,
    /// <summary><see cref="EmbeddedStatementsNode"/></summary>
    EmbeddedStatements,
    /// <summary><see cref="EmbeddedVariableNode"/></summary>
    EmbeddedVariable,
    /// <summary><see cref="EnsureNode"/></summary>
    Ensure,
    /// <summary><see cref="FalseNode"/></summary>
    False,
    /// <summary><see cref="FindPatternNode"/></summary>
    FindPattern,
    /// <summary><see cref="FlipFlopNode"/></summary>
    FlipFlop,
    /// <summary><see cref="FloatNode"/></summary>
    Float,
    /// <summary><see cref="ForNode"/></summary>
    For,
    /// <summary><see cref="ForwardingArgumentsNode"/></summary>
    ForwardingArguments,
    /// <summary><see cref="ForwardingParameterNode"/></summary>
    ForwardingParameter,
    /// <summary><see cref="ForwardingSuperNode"/></summary>
    ForwardingSuper,
    /// <summary><see cref="GlobalVariableAndWriteNode"/></summary>
    GlobalVariableAndWrite,
    /// <summary><see cref="GlobalVariableOperatorWriteNode"/></summary>
    GlobalVariableOperatorWrite,
    /// <summary><see cref="GlobalVariableOrWriteNode"/></summary>
    GlobalVariableOrWrite,
    /// <summary><see cref="GlobalVariableReadNode"/></summary>
    GlobalVariableRead,
    /// <summary><see cref="GlobalVariableTargetNode"/></summary>
    GlobalVariableTarget,
    /// <summary><see cref="GlobalVariableWriteNode"/></summary>
    GlobalVariableWrite,
    /// <summary><see cref="HashNode"/></summary>
    Hash,
    /// <summary><see cref="HashPatternNode"/></summary>
    HashPattern,
    /// <summary><see cref="IfNode"/></summary>
    If,
    /// <summary><see cref="ImaginaryNode"/></summary>
    Imaginary,
    /// <summary><see cref="ImplicitNode"/></summary>
    Implicit,
    /// <summary><see cref="ImplicitRestNode"/></summary>
    ImplicitRest,
    /// <summary><see cref="InNode"/></summary>
    In,
    /// <summary><see cref="IndexAndWriteNode"/></summary>
    IndexAndWrite,
    /// <summary><see cref="IndexOperatorWriteNode"/></summary>
    IndexOperatorWrite,
    /// <summary><see cref="IndexOrWriteNode"/></summary>
    IndexOrWrite,
    /// <summary><see cref="IndexTargetNode"/></summary>
    IndexTarget,
    /// <summary><see cref="InstanceVariableAndWriteNode"/></summary>
    InstanceVariableAndWrite,
    /// <summary><see cref="InstanceVariableOperatorWriteNode"/></summary>
    InstanceVariableOperatorWrite,
    /// <summary><see cref="InstanceVariableOrWriteNode"/></summary>
    InstanceVariableOrWrite,
    /// <summary><see cref="InstanceVariableReadNode"/></summary>
    InstanceVariableRead,
    /// <summary><see cref="InstanceVariableTargetNode"/></summary>
    InstanceVariableTarget,
    /// <summary><see cref="InstanceVariableWriteNode"/></summary>
    InstanceVariableWrite,
    /// <summary><see cref="IntegerNode"/></summary>
    Integer,
    /// <summary><see cref="InterpolatedMatchLastLineNode"/></summary>
    InterpolatedMatchLastLine,
    /// <summary><see cref="InterpolatedRegularExpressionNode"/></summary>
    InterpolatedRegularExpression,
    /// <summary><see cref="InterpolatedStringNode"/></summary>
    InterpolatedString,
    /// <summary><see cref="InterpolatedSymbolNode"/></summary>
    InterpolatedSymbol,
    /// <summary><see cref="InterpolatedXStringNode"/></summary>
    InterpolatedXString,
    /// <summary><see cref="ItLocalVariableReadNode"/></summary>
    ItLocalVariableRead,
    /// <summary><see cref="ItParametersNode"/></summary>
    ItParameters,
    /// <summary><see cref="KeywordHashNode"/></summary>
    KeywordHash,
    /// <summary><see cref="KeywordRestParameterNode"/></summary>
    KeywordRestParameter,
    /// <summary><see cref="LambdaNode"/></summary>
    Lambda,
    /// <summary><see cref="LocalVariableAndWriteNode"/></summary>
    LocalVariableAndWrite,
    /// <summary><see cref="LocalVariableOperatorWriteNode"/></summary>
    LocalVariableOperatorWrite,
    /// <summary><see cref="LocalVariableOrWriteNode"/></summary>
    LocalVariableOrWrite,
    /// <summary><see cref="LocalVariableReadNode"/></summary>
    LocalVariableRead,
    /// <summary><see cref="LocalVariableTargetNode"/></summary>
    LocalVariableTarget,
    /// <summary><see cref="LocalVariableWriteNode"/></summary>
    LocalVariableWrite,
    /// <summary><see cref="MatchLastLineNode"/></summary>
    MatchLastLine,
    /// <summary><see cref="MatchPredicateNode"/></summary>
    MatchPredicate,
    /// <summary><see cref="MatchRequiredNode"/></summary>
    MatchRequired,
    /// <summary><see cref="MatchWriteNode"/></summary>
    MatchWrite,
    /// <summary><see cref="MissingNode"/></summary>
    Missing,
    /// <summary><see cref="ModuleNode"/></summary>
    Module,
    /// <summary><see cref="MultiTargetNode"/></summary>
    MultiTarget,
    /// <summary><see cref="MultiWriteNode"/></summary>
    MultiWrite,
    /// <summary><see cref="NextNode"/></summary>
    Next,
    /// <summary><see cref="NilNode"/></summary>
    Nil,
    /// <summary><see cref="NoKeywordsParameterNode"/></summary>
    NoKeywordsParameter,
    /// <summary><see cref="NumberedParametersNode"/></summary>
    NumberedParameters,
    /// <summary><see cref="NumberedReferenceReadNode"/></summary>
    NumberedReferenceRead,
    /// <summary><see cref="OptionalKeywordParameterNode"/></summary>
    OptionalKeywordParameter,
    /// <summary><see cref="OptionalParameterNode"/></summary>
    OptionalParameter,
    /// <summary><see cref="OrNode"/></summary>
    Or,
    /// <summary><see cref="ParametersNode"/></summary>
    Parameters,
    /// <summary><see cref="ParenthesesNode"/></summary>
    Parentheses,
    /// <summary><see cref="PinnedExpressionNode"/></summary>
    PinnedExpression,
    /// <summary><see cref="PinnedVariableNode"/></summary>
    PinnedVariable,
    /// <summary><see cref="PostExecutionNode"/></summary>
    PostExecution,
    /// <summary><see cref="PreExecutionNode"/></summary>
    PreExecution,
    /// <summary><see cref="ProgramNode"/></summary>
    Program,
    /// <summary><see cref="RangeNode"/></summary>
    Range,
    /// <summary><see cref="RationalNode"/></summary>
    Rational,
    /// <summary><see cref="RedoNode"/></summary>
    Redo,
    /// <summary><see cref="RegularExpressionNode"/></summary>
    RegularExpression,
    /// <summary><see cref="RequiredKeywordParameterNode"/></summary>
    RequiredKeywordParameter,
    /// <summary><see cref="RequiredParameterNode"/></summary>
    RequiredParameter,
    /// <summary><see cref="RescueModifierNode"/></summary>
    RescueModifier,
    /// <summary><see cref="RescueNode"/></summary>
    Rescue,
    /// <summary><see cref="RestParameterNode"/></summary>
    RestParameter,
    /// <summary><see cref="RetryNode"/></summary>
    Retry,
    /// <summary><see cref="ReturnNode"/></summary>
    Return,
    /// <summary><see cref="SelfNode"/></summary>
    Self,
    /// <summary><see cref="ShareableConstantNode"/></summary>
    ShareableConstant,
    /// <summary><see cref="SingletonClassNode"/></summary>
    SingletonClass,
    /// <summary><see cref="SourceEncodingNode"/></summary>
    SourceEncoding,
    /// <summary><see cref="SourceFileNode"/></summary>
    SourceFile,
    /// <summary><see cref="SourceLineNode"/></summary>
    SourceLine,
    /// <summary><see cref="SplatNode"/></summary>
    Splat,
    /// <summary><see cref="StatementsNode"/></summary>
    Statements,
    /// <summary><see cref="StringNode"/></summary>
    String,
    /// <summary><see cref="SuperNode"/></summary>
    Super,
    /// <summary><see cref="SymbolNode"/></summary>
    Symbol,
    /// <summary><see cref="TrueNode"/></summary>
    True,
    /// <summary><see cref="UndefNode"/></summary>
    Undef,
    /// <summary><see cref="UnlessNode"/></summary>
    Unless,
    /// <summary><see cref="UntilNode"/></summary>
    Until,
    /// <summary><see cref="WhenNode"/></summary>
    When,
    /// <summary><see cref="WhileNode"/></summary>
    While,
    /// <summary><see cref="XStringNode"/></summary>
    XString,
    /// <summary><see cref="YieldNode"/></summary>
    Yield,
}
