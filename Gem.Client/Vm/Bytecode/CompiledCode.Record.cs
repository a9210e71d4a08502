using System.Runtime.InteropServices;
using Gem.Vm.Interpreter;
using Gem.Vm.Memory;
using Gem.Vm.Values;

namespace Gem.Vm.Bytecode;

/// <summary>
/// The record of a code. Blocks are part of the record of the code around them, so that a method is one fault; nested
/// methods are objects of their own, read when their def runs. A block that a committed Proc runs is a record of its own
/// with what it needs of its root (owner, scope, file), so that it does not drag the program around it along.
/// <code>
/// references  name, owner, scope modules innermost first, active refinements, then for each code: attribute, closure, names, literals
/// bytes       bytecode version, file, source, scope depth, refinements, then for each code: kind … literals (nested blocks in place);
///             for a block how deep it stands in its method
/// </code>
/// </summary>
public sealed unsafe partial class CompiledCode
{
    private const byte FlagBound = 1, FlagFreezesStrings = 2, FlagMarksKeywords = 4, FlagDefinesOnOwner = 8;
    private const byte LiteralReference = 0, LiteralBlock = 1, LiteralString = 2, LiteralFrozenString = 3, LiteralCode = 4;

    /// <inheritdoc/>
    public override void WriteBody(RecordWriter writer)
    {
        writer.Object(Name);
        writer.Object(Root.Owner);
        writer.Number(Root.Version);
        writer.Text(Root.File);
        writer.Text(Root.Source);
        writer.Number(Line);
        int depth = 0;
        for (LexicalScope? scope = Root.Scope; scope is not null; scope = scope.Parent)
        {
            depth++;
            writer.Object(scope.Module);
        }

        writer.Number(depth);
        WriteRefinements(writer);
        WriteNode(writer);
        if (BlockDepth > 0)
        {
            writer.Number(BlockDepth);
        }
    }

    /// <inheritdoc/>
    public override void ReadBody(ref RecordReader reader)
    {
        Name = (SymbolObject?)reader.Object();
        Owner = (ClassObject?)reader.Object();
        int version = reader.Number();
        File = reader.String();
        Source = reader.Text().ToArray();
        Line = reader.Number();
        ClassObject?[] modules = new ClassObject?[reader.Number()];
        for (int i = 0; i < modules.Length; i++)
        {
            modules[i] = (ClassObject?)reader.Object();
        }

        Scope = null;
        for (int i = modules.Length - 1; i >= 0; i--)
        {
            Scope = new LexicalScope(modules[i], Scope);
        }

        if (version >= FirstVersionWithRefinements)
        {
            ReadRefinements(ref reader);
        }

        Root = this;
        ReadNode(ref reader);
        _depth = reader.HasBytes ? reader.Number() : 0;
        IsBound = true;
        if (version >= FirstVersionThatRuns)
        {
            Version = version;
            NoteSpecialised(reader.Vm);
        }
        else if (Instructions.Length > 0)
        {
            Recompile(reader.Vm, version);
        }
    }

    /// <summary>A count that is 0 without refinements and one too large with them; then what using activated, then the refiner.</summary>
    private void WriteRefinements(RecordWriter writer)
    {
        if (Root.Scope?.Refinements is not { } active)
        {
            writer.Number(0);
            return;
        }

        writer.Number(active.Used.Length + 1);
        foreach (ClassObject refinement in active.Used)
        {
            writer.Object(refinement);
        }

        writer.Object(active.Refiner);
    }

    private void ReadRefinements(ref RecordReader reader)
    {
        int count = reader.Number();
        if (count == 0)
        {
            return;
        }

        ClassObject[] used = new ClassObject[count - 1];
        for (int i = 0; i < used.Length; i++)
        {
            used[i] = (ClassObject)reader.Object()!;
        }

        Scope = Scope! with { Refinements = new ActiveRefinements(used, (ClassObject?)reader.Object()) };
    }

    /// <summary>Takes over what the source compiles to now; identity, owner, scope and place stay.</summary>
    private void Recompile(VirtualMachine vm, int version)
    {
        if (Source.Length == 0 || vm.Languages[EnvironmentId] is not { } language)
        {
            throw new ImageException(
                $"{this} was compiled by another version of this program (bytecode {version}, this program has {BytecodeVersion}) and carries no source to compile again");
        }

        CompiledCode made = language.Recompile(this);
        SetInstructions(made.Instructions);
        Literals = Array.ConvertAll(made.Literals, literal => literal.Ref is CompiledCode { CodeKind: CodeKind.Block } block
            ? new Value(block.CopyInto(this), 0)
            : literal);
        SendCaches = made.SendCaches;
        SlotCaches = made.SlotCaches;
        ConstantCaches = made.ConstantCaches;
        Handlers = made.Handlers;
        SourceMap = made.SourceMap;
        FrameSize = made.FrameSize;
        Parameters = made.Parameters;
        SimpleArity = made.SimpleArity;
        Locals = made.Locals;
        NoteSpecialised(vm);
    }

    /// <summary>Tells the VM of operators in this code and its blocks: it generalises those that have been redefined.</summary>
    private void NoteSpecialised(VirtualMachine vm)
    {
        vm.Operators.Note(this);
        if (Root == this && Scope?.Refinements is not null)
        {
            vm.Operators.NoteRefined(this);
        }

        foreach (Value literal in Literals)
        {
            if (literal.Ref is CompiledCode { CodeKind: CodeKind.Block } block)
            {
                block.NoteSpecialised(vm);
            }
        }
    }

    private void WriteNode(RecordWriter writer)
    {
        writer.Byte((byte)CodeKind);
        writer.Byte(EnvironmentId);
        writer.Byte((byte)((IsBound ? FlagBound : 0) | (Root.FreezesStrings ? FlagFreezesStrings : 0) | (MarksKeywords ? FlagMarksKeywords : 0)
            | (DefinesOnOwner ? FlagDefinesOnOwner : 0)));
        writer.Number(SimpleArity + 1);
        writer.Number(FrameSize);
        writer.Text(PrimitiveName ?? "");
        writer.Object(Attribute);
        writer.Object(Closure);
        writer.Text(MemoryMarshal.AsBytes<Instruction>(OperatorGeneralisation.Special(Instructions)));
        writer.Number(Handlers.Length);
        foreach (HandlerEntry handler in Handlers)
        {
            writer.Number(handler.Start);
            writer.Number(handler.End);
            writer.Number(handler.Target);
            writer.Number(handler.Register);
            writer.Byte((byte)handler.Kind);
        }

        writer.Number(SourceMap.Length);
        foreach (int number in SourceMap)
        {
            writer.Number(number);
        }

        WriteParameters(writer);
        writer.Number(Locals.Length);
        foreach (LocalVariable local in Locals)
        {
            writer.Object(local.Name);
            writer.Number((local.Index << 1) | (local.IsCaptured ? 1 : 0));
        }

        WriteCaches(writer);
        writer.Number(Literals.Length);
        foreach (Value literal in Literals)
        {
            WriteLiteral(writer, literal);
        }
    }

    private void ReadNode(ref RecordReader reader)
    {
        CodeKind = (CodeKind)reader.Byte();
        EnvironmentId = reader.Byte();
        byte flags = reader.Byte();
        IsBound = (flags & FlagBound) != 0;
        FreezesStrings = (flags & FlagFreezesStrings) != 0;
        MarksKeywords = (flags & FlagMarksKeywords) != 0;
        DefinesOnOwner = (flags & FlagDefinesOnOwner) != 0;
        SimpleArity = reader.Number() - 1;
        FrameSize = reader.Number();
        string primitive = reader.String();
        PrimitiveName = primitive.Length == 0 ? null : primitive;
        Attribute = (SymbolObject?)reader.Object();
        Closure = (ProcObject?)reader.Object();
        SetInstructions(MemoryMarshal.Cast<byte, Instruction>(reader.Text()));
        Handlers = new HandlerEntry[reader.Number()];
        for (int i = 0; i < Handlers.Length; i++)
        {
            Handlers[i] = new HandlerEntry(
                reader.Number(), reader.Number(), reader.Number(), reader.Number(), (HandlerKind)reader.Byte());
        }

        SourceMap = new int[reader.Number()];
        for (int i = 0; i < SourceMap.Length; i++)
        {
            SourceMap[i] = reader.Number();
        }

        ReadParameters(ref reader);
        Locals = new LocalVariable[reader.Number()];
        for (int i = 0; i < Locals.Length; i++)
        {
            SymbolObject name = (SymbolObject)reader.Object()!;
            int place = reader.Number();
            Locals[i] = new LocalVariable(name, place >> 1, (place & 1) != 0);
        }

        ReadCaches(ref reader);
        Literals = new Value[reader.Number()];
        for (int i = 0; i < Literals.Length; i++)
        {
            Literals[i] = ReadLiteral(ref reader);
        }
    }

    private void WriteParameters(RecordWriter writer)
    {
        ParameterList list = Parameters;
        writer.Number(list.Required);
        writer.Number(list.Optional);
        writer.Number(list.Post);
        writer.Byte((byte)((list.HasRest ? 1 : 0) | (list.HasKeywordRest ? 2 : 0) | (list.RefusesKeywords ? 4 : 0)
            | (list.HasBlock ? 8 : 0) | (list.HasExcessComma ? 16 : 0)));
        writer.Number(list.Keywords.Length);
        foreach (KeywordParameter keyword in list.Keywords)
        {
            writer.Object(keyword.Name);
            writer.Byte(keyword.IsRequired ? (byte)1 : (byte)0);
        }

        writer.Number(list.Names.Length);
        foreach (SymbolObject? name in list.Names)
        {
            writer.Object(name);
        }
    }

    private void ReadParameters(ref RecordReader reader)
    {
        int required = reader.Number();
        int optional = reader.Number();
        int post = reader.Number();
        byte flags = reader.Byte();
        KeywordParameter[] keywords = new KeywordParameter[reader.Number()];
        for (int i = 0; i < keywords.Length; i++)
        {
            keywords[i] = new KeywordParameter((SymbolObject)reader.Object()!, reader.Byte() != 0);
        }

        SymbolObject?[] names = new SymbolObject?[reader.Number()];
        for (int i = 0; i < names.Length; i++)
        {
            names[i] = (SymbolObject?)reader.Object();
        }

        Parameters = new ParameterList
        {
            Required = required,
            Optional = optional,
            Post = post,
            HasRest = (flags & 1) != 0,
            HasKeywordRest = (flags & 2) != 0,
            RefusesKeywords = (flags & 4) != 0,
            HasBlock = (flags & 8) != 0,
            HasExcessComma = (flags & 16) != 0,
            Keywords = keywords,
            Names = names,
        };
    }

    private void WriteCaches(RecordWriter writer)
    {
        writer.Number(SendCaches.Length);
        foreach (SendCache cache in SendCaches)
        {
            writer.Object(cache.Selector);
            writer.Number(cache.ArgumentCount);
            writer.Byte((byte)cache.Flags);
        }

        writer.Number(SlotCaches.Length);
        foreach (SlotCache cache in SlotCaches)
        {
            writer.Object(cache.Name);
        }

        writer.Number(ConstantCaches.Length);
        foreach (ConstantCache cache in ConstantCaches)
        {
            writer.Object(cache.Name);
        }
    }

    private void ReadCaches(ref RecordReader reader)
    {
        SendCaches = new SendCache[reader.Number()];
        for (int i = 0; i < SendCaches.Length; i++)
        {
            SymbolObject selector = (SymbolObject)reader.Object()!;
            int count = reader.Number();
            SendCaches[i] = new SendCache(selector, count, (CallFlags)reader.Byte());
        }

        SlotCaches = new SlotCache[reader.Number()];
        for (int i = 0; i < SlotCaches.Length; i++)
        {
            SlotCaches[i] = new SlotCache((SymbolObject)reader.Object()!);
        }

        ConstantCaches = new ConstantCache[reader.Number()];
        for (int i = 0; i < ConstantCaches.Length; i++)
        {
            ConstantCaches[i] = new ConstantCache((SymbolObject)reader.Object()!);
        }
    }

    private static void WriteLiteral(RecordWriter writer, Value literal)
    {
        switch (literal.Ref)
        {
            case CompiledCode { CodeKind: CodeKind.Block } block:
                writer.Byte(LiteralBlock);
                writer.Object(block.Name);
                writer.Number(block.Line);
                block.WriteNode(writer);
                break;
            case StringObject text:
                writer.Byte(text.IsFrozen ? LiteralFrozenString : LiteralString);
                writer.Byte((byte)text.Encoding);
                writer.Text(text.Span);
                break;
            case CompiledCode:
                writer.Byte(LiteralCode);
                writer.Reference(literal);
                break;
            default:
                // A code that was not looked at since it was read is still only an object id.
                writer.Byte(literal.IsUnfaulted ? LiteralCode : LiteralReference);
                writer.Reference(literal);
                break;
        }
    }

    private Value ReadLiteral(ref RecordReader reader)
    {
        byte kind = reader.Byte();
        switch (kind)
        {
            case LiteralBlock:
                CompiledCode block = reader.Vm.Adopt(new CompiledCode { Root = Root }, reader.Vm.Classes.CompiledMethod);
                block.Name = (SymbolObject?)reader.Object();
                block.Line = reader.Number();
                block.ReadNode(ref reader);
                return block;
            case LiteralString or LiteralFrozenString:
                StringEncoding encoding = (StringEncoding)reader.Byte();
                StringObject text = reader.Vm.NewString(reader.Text(), encoding);
                text.Header |= kind == LiteralFrozenString ? HeaderFlags.Frozen : 0;
                return text;
            case LiteralCode:
                return reader.Slot();
            default:
                return reader.Reference();
        }
    }
}
