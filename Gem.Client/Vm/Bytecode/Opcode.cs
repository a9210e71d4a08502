namespace Gem.Vm.Bytecode;

/// <summary>
/// The instructions of the register machine. R is the frame's window: R[0] self, R[1] the block (integer 0 for none),
/// R[2…] parameters, then locals and temporaries. Numbers are part of the bytecode version.
/// </summary>
public enum Opcode : ushort
{
    /// <summary>Nothing.</summary>
    Nop,

    /// <summary>R[A] = R[B].</summary>
    Move,

    /// <summary>R[A] = integer Wide.</summary>
    LoadInteger,

    /// <summary>R[A] = Literals[Wide].</summary>
    LoadLiteral,

    /// <summary>R[A] = a new string with the content of Literals[Wide].</summary>
    LoadString,

    /// <summary>R[A] = nil.</summary>
    LoadNil,

    /// <summary>R[A] = true.</summary>
    LoadTrue,

    /// <summary>R[A] = false.</summary>
    LoadFalse,

    /// <summary>R[A] = the mark of something not given.</summary>
    LoadUndefined,

    /// <summary>R[A] = this frame's own block argument as a value, nil for none.</summary>
    LoadBlock,

    /// <summary>R[A] = the block of the method around this code (what yield calls), nil for none.</summary>
    LoadMethodBlock,

    /// <summary>R[A] = captured variable C, B environments out (0: this frame's own).</summary>
    GetCaptured,

    /// <summary>Captured variable C, B environments out = R[A].</summary>
    SetCaptured,

    /// <summary>Give this frame an environment of Wide variables. First instruction that touches captured variables.</summary>
    NewEnvironment,

    /// <summary>R[A] = instance variable of self, SlotCaches[B].</summary>
    GetInstanceVariable,

    /// <summary>Instance variable of self, SlotCaches[B] = R[A].</summary>
    SetInstanceVariable,

    /// <summary>R[A] = global variable named Literals[Wide].</summary>
    GetGlobal,

    /// <summary>Global variable named Literals[Wide] = R[A].</summary>
    SetGlobal,

    /// <summary>R[A] = constant found lexically, then in the ancestors: ConstantCaches[Wide].</summary>
    GetConstant,

    /// <summary>R[A] = constant ConstantCaches[B] of the module R[C].</summary>
    GetScopedConstant,

    /// <summary>Constant named Literals[B] of the module R[C] = R[A].</summary>
    SetConstant,

    /// <summary>R[A] = the module whose body this is lexically in (constants and class variables go there).</summary>
    GetLexicalModule,

    /// <summary>R[A] = the module on which def defines here.</summary>
    GetDefinee,

    /// <summary>R[A] = class variable named Literals[Wide].</summary>
    GetClassVariable,

    /// <summary>Class variable named Literals[Wide] = R[A].</summary>
    SetClassVariable,

    /// <summary>R[A] = R[B] + R[C]. The arithmetic instructions do integers and floats and otherwise send their operator.</summary>
    Add,

    /// <summary>R[A] = R[B] - R[C].</summary>
    Subtract,

    /// <summary>R[A] = R[B] * R[C].</summary>
    Multiply,

    /// <summary>R[A] = R[B] / R[C] (Ruby: floored for integers).</summary>
    Divide,

    /// <summary>R[A] = R[B] % R[C] (Ruby: sign of the divisor).</summary>
    Modulo,

    /// <summary>R[A] = R[B] &amp; R[C].</summary>
    BitAnd,

    /// <summary>R[A] = R[B] | R[C].</summary>
    BitOr,

    /// <summary>R[A] = R[B] &lt;&lt; R[C]: integers, and arrays and strings that append.</summary>
    ShiftLeft,

    /// <summary>R[A] = R[B] &gt;&gt; R[C].</summary>
    ShiftRight,

    /// <summary>R[A] = R[B] + integer C.</summary>
    AddInteger,

    /// <summary>R[A] = R[B] - integer C.</summary>
    SubtractInteger,

    /// <summary>R[A] = R[B] &lt; R[C].</summary>
    Less,

    /// <summary>R[A] = R[B] &lt;= R[C].</summary>
    LessEqual,

    /// <summary>R[A] = R[B] &gt; R[C].</summary>
    Greater,

    /// <summary>R[A] = R[B] &gt;= R[C].</summary>
    GreaterEqual,

    /// <summary>R[A] = R[B] == R[C] (Smalltalk: =).</summary>
    Equal,

    /// <summary>R[A] = !(R[B] == R[C]) (Ruby !=; Smalltalk ~=).</summary>
    NotEqual,

    /// <summary>R[A] = R[B] and R[C] are the same object.</summary>
    Identical,

    /// <summary>R[A] = R[B] === R[C].</summary>
    CaseEqual,

    /// <summary>R[A] = !R[C]; SendCaches[B] is the !, filled for a class whose ! is BasicObject's.</summary>
    Not,

    /// <summary>R[A] = R[B][R[C]].</summary>
    GetElement,

    /// <summary>R[B][R[C]] = R[A].</summary>
    SetElement,

    /// <summary>Go on at offset.</summary>
    Jump,

    /// <summary>Go back to offset (negative), polling for interrupts.</summary>
    Loop,

    /// <summary>Jump if R[A] is neither nil nor false.</summary>
    JumpIf,

    /// <summary>Jump if R[A] is nil or false.</summary>
    JumpUnless,

    /// <summary>Jump if R[A] is nil.</summary>
    JumpNil,

    /// <summary>Jump if R[A] is not nil.</summary>
    JumpNotNil,

    /// <summary>Jump if R[A] was given.</summary>
    JumpGiven,

    /// <summary>Jump if R[A] is true, go on if false, else send nonBoolean (Smalltalk).</summary>
    JumpTrue,

    /// <summary>Jump if R[A] is false, go on if true, else send nonBoolean (Smalltalk).</summary>
    JumpFalse,

    /// <summary>Jump C if R[A] &lt; R[B]. A backward jump polls.</summary>
    JumpLess,

    /// <summary>Jump C if R[A] &lt;= R[B].</summary>
    JumpLessEqual,

    /// <summary>Jump C unless R[A] &lt; R[B].</summary>
    JumpNotLess,

    /// <summary>Jump C unless R[A] &lt;= R[B].</summary>
    JumpNotLessEqual,

    /// <summary>Jump C if R[A] &lt; integer (short)B.</summary>
    JumpLessInteger,

    /// <summary>Jump C if R[A] &lt;= integer (short)B.</summary>
    JumpLessEqualInteger,

    /// <summary>Jump C unless R[A] &lt; integer (short)B.</summary>
    JumpNotLessInteger,

    /// <summary>Jump C unless R[A] &lt;= integer (short)B.</summary>
    JumpNotLessEqualInteger,

    /// <summary>Jump C if R[A] == R[B].</summary>
    JumpEqual,

    /// <summary>Jump C unless R[A] == R[B].</summary>
    JumpNotEqual,

    /// <summary>Jump C if R[A] &gt; R[B].</summary>
    JumpGreater,

    /// <summary>Jump C if R[A] &gt;= R[B].</summary>
    JumpGreaterEqual,

    /// <summary>Jump C unless R[A] &gt; R[B].</summary>
    JumpNotGreater,

    /// <summary>Jump C unless R[A] &gt;= R[B].</summary>
    JumpNotGreaterEqual,

    /// <summary>Jump C if R[A] &gt; integer (short)B.</summary>
    JumpGreaterInteger,

    /// <summary>Jump C if R[A] &gt;= integer (short)B.</summary>
    JumpGreaterEqualInteger,

    /// <summary>Jump C unless R[A] &gt; integer (short)B.</summary>
    JumpNotGreaterInteger,

    /// <summary>Jump C unless R[A] &gt;= integer (short)B.</summary>
    JumpNotGreaterEqualInteger,

    /// <summary>R[A] = send SendCaches[B] without a block; window at R[C]: receiver, (block), arguments.</summary>
    Send,

    /// <summary>Same, with the block in R[C+1].</summary>
    SendWithBlock,

    /// <summary>Send to R[0]: R[C] is filled by the instruction, if the call needs a window at all.</summary>
    SendSelf,

    /// <summary>R[A] = send SendCaches[B] above the class that owns this method; window at R[C], the block in R[C+1] (flag BlockArgument: a value, nil for none).</summary>
    SendSuper,

    /// <summary>R[A] = call the method's block; SendCaches[B] has the argument count and kinds; window at R[C] as for Send.</summary>
    Yield,

    /// <summary>R[A] = call the block R[C] (Smalltalk value…, Proc#call); SendCaches[B]; R[C] is the window's receiver.</summary>
    CallBlock,

    /// <summary>R[A] = a block over Literals[Wide], closing over this frame.</summary>
    MakeBlock,

    /// <summary>R[A] = a lambda over Literals[Wide].</summary>
    MakeLambda,

    /// <summary>Leave the frame with R[A].</summary>
    Return,

    /// <summary>Leave the method around this block with R[A]; in a method itself: leave it through its ensure handlers.</summary>
    ReturnNonLocal,

    /// <summary>Leave this frame with R[A] through its ensure handlers (next, or the return of a method, inside of ensure).</summary>
    ReturnThroughEnsure,

    /// <summary>Leave the call to which this block was passed with R[A].</summary>
    Break,

    /// <summary>R[A] = array of R[B] … R[B+C-1].</summary>
    NewArray,

    /// <summary>R[A] = hash of C pairs at R[B].</summary>
    NewHash,

    /// <summary>R[A] = R[B]..R[C].</summary>
    NewRange,

    /// <summary>R[A] = R[B]...R[C].</summary>
    NewExclusiveRange,

    /// <summary>Append R[B] to the array R[A] that this frame has made.</summary>
    ArrayAppend,

    /// <summary>Append the elements of R[B] (splat: to_a) to the array R[A] that this frame has made.</summary>
    ArrayConcat,

    /// <summary>R[A] = R[B] as an array of its own (splat: to_a).</summary>
    SplatToArray,

    /// <summary>Store R[B] =&gt; R[C] in the hash R[A] that this frame has made.</summary>
    HashStore,

    /// <summary>Merge R[B] (double splat: to_hash, nil for nothing) into the hash R[A] that this frame has made.</summary>
    HashMerge,

    /// <summary>R[A] = R[C] as string; SendCaches[B] is the to_s; window at R[C].</summary>
    InterpolationToString,

    /// <summary>R[A] = the strings R[B] … R[B+C-1] in one.</summary>
    ConcatStrings,

    /// <summary>R[A] = symbol of the string R[B].</summary>
    ToSymbol,

    /// <summary>R[A] = regular expression of the string R[B] with options C.</summary>
    NewRegexp,

    /// <summary>Spread R[B] (to_ary) over R[A]…: Literals[C] is an integer: 16 bits before, 16 bits after, 1 if a splat stands between.</summary>
    Destructure,

    /// <summary>Define the method Literals[Wide] on the definee; R[A] = its name.</summary>
    DefineMethod,

    /// <summary>Define the method Literals[B] on R[C]'s singleton class; R[A] = its name.</summary>
    DefineSingletonMethod,

    /// <summary>Open or make the class; run its body Literals[B]. R[C] is the module (or Undefined: lexical), R[C+1] the superclass (or Undefined). R[A] = result.</summary>
    OpenClass,

    /// <summary>Open or make the module; run its body Literals[B]. R[C] is the module (or Undefined). R[A] = result.</summary>
    OpenModule,

    /// <summary>Run the body Literals[B] in the singleton class of R[C]. R[A] = result.</summary>
    OpenSingletonClass,

    /// <summary>Go on raising the exception R[A] that a rescue handler did not take.</summary>
    Rethrow,

    /// <summary>Go on with the unwinding R[A] that an ensure handler interrupted.</summary>
    EndEnsure,

    /// <summary>R[A] = $!.</summary>
    GetErrorInfo,

    /// <summary>$! = R[A].</summary>
    SetErrorInfo,

    /// <summary>R[A] = whether something is defined: kind B (<see cref="DefinedKind"/>), name Literals[C]; R[A] holds the receiver or module where the kind wants one.</summary>
    Defined,

    /// <summary>R[A] = thisContext (Smalltalk).</summary>
    ThisContext,

    /// <summary>Literals[Wide] = R[A]: something made once for this place in the program (a regular expression).</summary>
    StoreLiteral,

    /// <summary>The global variable named R[A], a symbol, is another name of R[B].</summary>
    AliasGlobal,

    /// <summary>R[A] = R[B] and R[C] are not the same object.</summary>
    NotIdentical,

    /// <summary>
    /// The following instruction's index of a cache, literal or captured variable is Wide: it does not fit into its own
    /// operand, which is 0.
    /// </summary>
    Extended,
}
