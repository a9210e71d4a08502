namespace Kernel.Ruby.Regexps;

/// <summary>
/// Instructions of a compiled pattern: an opcode and its operands, each an int. Addresses are absolute; a choice pushes where to go on
/// if what comes first fails. A memo operand is the number of a choice, or -1 when its failures are not remembered.
/// </summary>
internal enum PatternOpcode
{
    /// <summary>The match is complete.</summary>
    Accept,

    /// <summary>Goes back to the last choice.</summary>
    Fail,

    /// <summary>byte: one byte.</summary>
    Byte,

    /// <summary>offset, length: bytes of the pool.</summary>
    Bytes,

    /// <summary>index: codes compared by their folds.</summary>
    Folded,

    /// <summary>set: one character.</summary>
    Set,

    /// <summary>set, min, max, memo, next: characters, as many as there are, fewer later. Next is the byte that must follow, or -1.</summary>
    LoopGreedy,

    /// <summary>set, min, max, memo, next: characters, as many as there are.</summary>
    LoopPossessive,

    /// <summary>set, min, max, memo, next: characters, as few as will do.</summary>
    LoopLazy,

    /// <summary>address.</summary>
    Jump,

    /// <summary>address, memo: goes on here; later there.</summary>
    Split,

    /// <summary>address, memo: goes on there; later here.</summary>
    SplitLazy,

    /// <summary>address, memo, table: a split that looks at the next byte first.</summary>
    Branch,

    /// <summary>group.</summary>
    GroupStart,

    /// <summary>group.</summary>
    GroupEnd,

    /// <summary>group: leaves a trace for <see cref="EmptyGroupsEnd"/>.</summary>
    GroupStartTraced,

    /// <summary>group, slot of its start: a group that may be within itself.</summary>
    GroupStartRecursive,

    /// <summary>group, slot of its start.</summary>
    GroupEndRecursive,

    /// <summary>No operands; by the place in the text.</summary>
    LineStart,

    /// <summary>No operands.</summary>
    LineEnd,

    /// <summary>No operands.</summary>
    TextStart,

    /// <summary>No operands.</summary>
    TextEnd,

    /// <summary>No operands.</summary>
    LastLineEnd,

    /// <summary>No operands.</summary>
    SearchStart,

    /// <summary>1 when words are ASCII's, 1 when there must be none.</summary>
    WordBoundary,

    /// <summary>No operands: the match begins here.</summary>
    Keep,

    /// <summary>group, 1 when case is ignored.</summary>
    Backreference,

    /// <summary>index of groups, 1 when case is ignored: the first of them that is there again.</summary>
    BackreferenceOf,

    /// <summary>index of groups, 1 when case is ignored, level.</summary>
    BackreferenceAt,

    /// <summary>slot: empties a counter.</summary>
    CounterStart,

    /// <summary>slot, min, max, exit: another round if it may, else the exit.</summary>
    CounterGreedy,

    /// <summary>slot, min, max, exit: the exit if it may, else another round.</summary>
    CounterLazy,

    /// <summary>slot, address: a round is over.</summary>
    CounterNext,

    /// <summary>slot: a round begins; it must not be empty.</summary>
    EmptyStart,

    /// <summary>slot, exit: leaves a loop whose round was empty.</summary>
    EmptyEnd,

    /// <summary>slot, exit: the same, but a round that changed groups counts.</summary>
    EmptyGroupsEnd,

    /// <summary>slot.</summary>
    AtomicStart,

    /// <summary>slot: forgets the choices since.</summary>
    AtomicEnd,

    /// <summary>slot.</summary>
    LookStart,

    /// <summary>slot: goes back to where the look began.</summary>
    LookEnd,

    /// <summary>slot, address: goes on there when what follows fails.</summary>
    NoLookStart,

    /// <summary>slot: what must not match has matched.</summary>
    NoLookEnd,

    /// <summary>characters: goes back.</summary>
    StepBack,

    /// <summary>address.</summary>
    Call,

    /// <summary>No operands.</summary>
    Return,

    /// <summary>group, address: goes there unless the group has matched.</summary>
    Condition,

    /// <summary>No operands.</summary>
    AbsentStart,

    /// <summary>exit: one more place where what is absent may begin.</summary>
    Absent,

    /// <summary>No operands: what must be absent is here.</summary>
    AbsentEnd,
}
