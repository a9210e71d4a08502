using Gem.Vm.Bytecode;
using Gem.Vm.Memory;

namespace Gem.Vm.Values;

/// <summary>
/// A block closure: Ruby's Proc and Smalltalk's BlockClosure. It remembers the frame that made it (for break) and the
/// method's frame (for return) by index and token; a frame that is gone has another token. Both are committed: where the stack
/// with these frames goes on, be it in another VM, the block finds them.
/// </summary>
public sealed class ProcObject : HeapObject
{
    /// <summary>What runs.</summary>
    public CompiledCode Code = null!;

    /// <summary>self inside the block.</summary>
    public Value Self;

    /// <summary>Innermost environment around the block, null when nothing is captured.</summary>
    public EnvironmentObject? Environment;

    /// <summary>Block of the method around the block: what yield inside calls.</summary>
    public Value MethodBlock;

    /// <summary>Class that <c>def</c> inside defines on, when class_eval or instance_eval set one.</summary>
    public ClassObject? Definee;

    /// <summary>The method that define_method made of this closure: where super and the method's name come from. Not persistent.</summary>
    public CompiledCode? MethodCode;

    /// <summary>Made by lambda: strict arguments, return leaves the block only.</summary>
    public bool IsLambda;

    /// <summary>Frame index of the creator and its token.</summary>
    public int CreatorFrame, CreatorToken;

    /// <summary>Frame index of the method around the block and its token.</summary>
    public int HomeFrame, HomeToken;

    /// <inheritdoc/>
    public override BodyKind Kind => BodyKind.Proc;

    /// <summary>A copy with another self (and definee): what instance_eval and define_method run.</summary>
    public ProcObject WithSelf(Value self, ClassObject? definee)
    {
        ProcObject copy = (ProcObject)MemberwiseClone();
        copy.Header &= 0xFFFF_FFFFL;
        copy.Id = 0;
        copy.Self = self;
        copy.Definee = definee;
        return copy;
    }

    /// <inheritdoc/>
    public override void WriteBody(RecordWriter writer)
    {
        writer.Object(Code);
        writer.Reference(Self);
        writer.Object(Environment);
        writer.Reference(MethodBlock.IsFixnum ? Value.Nil : MethodBlock);
        writer.Object(Definee);
        writer.Byte(IsLambda ? (byte)1 : (byte)0);
        if (CreatorToken != 0)
        {
            writer.Number(CreatorFrame);
            writer.Int32(CreatorToken);
            writer.Number(HomeFrame);
            writer.Int32(HomeToken);
        }
    }

    /// <inheritdoc/>
    public override void ReadBody(ref RecordReader reader)
    {
        Code = (CompiledCode)reader.Object()!;
        Self = reader.Reference();
        Environment = (EnvironmentObject?)reader.Object();
        Value block = reader.Reference();
        MethodBlock = block.IsNil ? Value.NoBlock : block;
        Definee = (ClassObject?)reader.Object();
        IsLambda = reader.Byte() != 0;
        if (reader.HasBytes)
        {
            CreatorFrame = reader.Number();
            CreatorToken = reader.Int32();
            HomeFrame = reader.Number();
            HomeToken = reader.Int32();
        }
    }
}
