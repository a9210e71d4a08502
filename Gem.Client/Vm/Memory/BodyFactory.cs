using Gem.Vm.Bytecode;
using Gem.Vm.Values;

namespace Gem.Vm.Memory;

/// <summary>Makes empty bodies by kind, to be filled from records.</summary>
internal static class BodyFactory
{
    /// <summary>An empty body of any kind but plain objects, classes, symbols and numbers.</summary>
    public static HeapObject Create(BodyKind kind) => kind switch
    {
        BodyKind.Array => new ArrayObject([], 0),
        BodyKind.String => new StringObject([], 0, StringEncoding.Utf8),
        BodyKind.Hash => new HashObject(),
        BodyKind.Range => new RangeObject(Value.Nil, Value.Nil, false),
        BodyKind.MethodDictionary => new MethodDictionary(null!),
        BodyKind.ConstantTable => new ConstantTable(),
        BodyKind.CompiledCode => new CompiledCode(),
        BodyKind.Proc => new ProcObject(),
        BodyKind.Environment => new EnvironmentObject(0, null),
        BodyKind.Exception => new ExceptionObject(),
        BodyKind.Method => new MethodObject(),
        BodyKind.Regexp => new RegexpObject(),
        BodyKind.MatchData => new MatchDataObject(),
        BodyKind.Time => new TimeObject(),
        BodyKind.Fiber => new FiberObject(),
        BodyKind.Continuation => new ContinuationObject(),
        BodyKind.Thread => new ThreadObject(),
        BodyKind.Ephemeron => new EphemeronObject(),
        _ => throw new ImageException($"this program cannot read objects of format {(int)kind}"),
    };
}
