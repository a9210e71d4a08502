namespace Gem.Vm.Values;

/// <summary>
/// How an object is represented: decides its C# class and how its record is read. Written in each record's header
/// (`format`), so the numbers are frozen.
/// </summary>
public enum BodyKind : byte
{
    /// <summary>No record of its own.</summary>
    None = 0,

    /// <summary>Symbol: one encoding byte and the bytes. Written by the stone.</summary>
    Symbol = 1,

    /// <summary>Layout: the instance-variable symbols. Written by the stone.</summary>
    Layout = 2,

    /// <summary>Instance variables only.</summary>
    Plain = 3,

    /// <summary>Array.</summary>
    Array = 4,

    /// <summary>Byte string with an encoding.</summary>
    String = 5,

    /// <summary>Insertion-ordered hash.</summary>
    Hash = 6,

    /// <summary>Range.</summary>
    Range = 7,

    /// <summary>Integer outside of 61 bits.</summary>
    BigInteger = 8,

    /// <summary>Double that does not fit into a reference word.</summary>
    Float = 9,

    /// <summary>Class or module.</summary>
    Class = Shared.ObjectFormat.Objects.RecordFormat.Class,

    /// <summary>Method dictionary of one environment.</summary>
    MethodDictionary = 11,

    /// <summary>Constants or class variables of a module.</summary>
    ConstantTable = 12,

    /// <summary>Compiled method, block or body.</summary>
    CompiledCode = 13,

    /// <summary>Proc (block closure).</summary>
    Proc = 14,

    /// <summary>Captured variables.</summary>
    Environment = 15,

    /// <summary>Exception.</summary>
    Exception = 16,

    /// <summary>Method or UnboundMethod.</summary>
    Method = 17,

    /// <summary>Regular expression.</summary>
    Regexp = 18,

    /// <summary>Result of a match.</summary>
    MatchData = 19,

    /// <summary>State of this process (a file): cannot be committed. Of classes: their instances are allocated by class.</summary>
    External = 20,

    /// <summary>Point in time.</summary>
    Time = 21,

    /// <summary>Hidden node of a large collection: no object of a program.</summary>
    Node = 22,

    /// <summary>Fiber, with its stack when it waits.</summary>
    Fiber = 23,

    /// <summary>Continuation: a stack.</summary>
    Continuation = 24,

    /// <summary>Thread, with its stack when it has stopped.</summary>
    Thread = 25,

    /// <summary>A key and a value that lives as long as the key.</summary>
    Ephemeron = Shared.ObjectFormat.Objects.RecordFormat.Ephemeron,
}
