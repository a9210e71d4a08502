using System.Runtime.InteropServices;
using System.Text;
using Gem.Vm.Interpreter;
using Gem.Vm.Memory;
using Gem.Vm.Values;

namespace Gem.Vm.Bytecode;

/// <summary>
/// The record of a code. Blocks are part of the record of the code around them, so that a method is one fault; nested
/// methods are objects of their own, read when their def runs. A block that a committed Proc runs is a record of its own
/// with what it needs of its root (owner, scope, file), so that it does not drag the program around it along.
/// <code>
/// references  name, owner, scope modules innermost first, then for each code: attribute, closure, names, literals
/// bytes       bytecode version, file, source, scope depth, then for each code: kind … literals (nested blocks in place)
/// </code>
/// Numbers are 7 bits a byte, low ones first, the high bit for "more follows".
/// </summary>
public sealed unsafe partial class CompiledCode
{
    private const byte FlagBound = 1, FlagFreezesStrings = 2;
    private const byte LiteralReference = 0, LiteralBlock = 1, LiteralString = 2, LiteralFrozenString = 3, LiteralCode = 4;

    /// <inheritdoc/>
    public override void WriteBody(RecordWriter writer)
    {
        writer.Object(Name);
        writer.Object(Root.Owner);
        WriteNumber(writer, BytecodeVersion);
        WriteText(writer, Encoding.UTF8.GetBytes(Root.File));
        WriteText(writer, Root.Source);
        WriteNumber(writer, Line);
        int depth = 0;
        for (LexicalScope? scope = Root.Scope; scope is not null; scope = scope.Parent)
        {
            depth++;
            writer.Object(scope.Module);
        }

        WriteNumber(writer, depth);
        WriteNode(writer);
    }

    /// <inheritdoc/>
    public override void ReadBody(ref RecordReader reader)
    {
        Name = (SymbolObject?)reader.Object();
        Owner = (ClassObject?)reader.Object();
        int version = ReadNumber(ref reader);
        File = Encoding.UTF8.GetString(ReadText(ref reader));
        Source = ReadText(ref reader).ToArray();
        Line = ReadNumber(ref reader);
        ClassObject[] modules = new ClassObject[ReadNumber(ref reader)];
        for (int i = 0; i < modules.Length; i++)
        {
            modules[i] = (ClassObject)reader.Object()!;
        }

        Scope = null;
        for (int i = modules.Length - 1; i >= 0; i--)
        {
            Scope = new LexicalScope(modules[i], Scope);
        }

        Root = this;
        ReadNode(ref reader);
        IsBound = true;
        if (version == BytecodeVersion)
        {
            NoteSpecialised(reader.Vm);
        }
        else if (Instructions.Length > 0)
        {
            Recompile(reader.Vm, version);
        }
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
        vm.NoteSpecialised(this);
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
        writer.Byte((byte)((IsBound ? FlagBound : 0) | (Root.FreezesStrings ? FlagFreezesStrings : 0)));
        WriteNumber(writer, SimpleArity + 1);
        WriteNumber(writer, FrameSize);
        WriteText(writer, Encoding.UTF8.GetBytes(PrimitiveName ?? ""));
        writer.Object(Attribute);
        writer.Object(Closure);
        WriteInstructions(writer);
        WriteNumber(writer, Handlers.Length);
        foreach (HandlerEntry handler in Handlers)
        {
            WriteNumber(writer, handler.Start);
            WriteNumber(writer, handler.End);
            WriteNumber(writer, handler.Target);
            WriteNumber(writer, handler.Register);
            writer.Byte(handler.IsEnsure ? (byte)1 : (byte)0);
        }

        WriteNumber(writer, SourceMap.Length);
        foreach (int number in SourceMap)
        {
            WriteNumber(writer, number);
        }

        WriteParameters(writer);
        WriteNumber(writer, Locals.Length);
        foreach (LocalVariable local in Locals)
        {
            writer.Object(local.Name);
            WriteNumber(writer, (local.Index << 1) | (local.IsCaptured ? 1 : 0));
        }

        WriteCaches(writer);
        WriteNumber(writer, Literals.Length);
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
        SimpleArity = ReadNumber(ref reader) - 1;
        FrameSize = ReadNumber(ref reader);
        ReadOnlySpan<byte> primitive = ReadText(ref reader);
        PrimitiveName = primitive.IsEmpty ? null : Encoding.UTF8.GetString(primitive);
        Attribute = (SymbolObject?)reader.Object();
        Closure = (ProcObject?)reader.Object();
        SetInstructions(MemoryMarshal.Cast<byte, Instruction>(ReadText(ref reader)));
        Handlers = new HandlerEntry[ReadNumber(ref reader)];
        for (int i = 0; i < Handlers.Length; i++)
        {
            Handlers[i] = new HandlerEntry(
                ReadNumber(ref reader), ReadNumber(ref reader), ReadNumber(ref reader), ReadNumber(ref reader), reader.Byte() != 0);
        }

        SourceMap = new int[ReadNumber(ref reader)];
        for (int i = 0; i < SourceMap.Length; i++)
        {
            SourceMap[i] = ReadNumber(ref reader);
        }

        ReadParameters(ref reader);
        Locals = new LocalVariable[ReadNumber(ref reader)];
        for (int i = 0; i < Locals.Length; i++)
        {
            SymbolObject name = (SymbolObject)reader.Object()!;
            int place = ReadNumber(ref reader);
            Locals[i] = new LocalVariable(name, place >> 1, (place & 1) != 0);
        }

        ReadCaches(ref reader);
        Literals = new Value[ReadNumber(ref reader)];
        for (int i = 0; i < Literals.Length; i++)
        {
            Literals[i] = ReadLiteral(ref reader);
        }
    }

    /// <summary>Instructions in their written form: operators that this VM has generalised are special ones again.</summary>
    private void WriteInstructions(RecordWriter writer)
    {
        Instruction[] written = [.. Instructions];
        foreach (ref Instruction instruction in written.AsSpan())
        {
            Opcode special = (Opcode)((int)instruction.Op - OperatorGeneralisation.General);
            if ((int)instruction.Op >= OperatorGeneralisation.General && OperatorGeneralisation.IsOperator(special))
            {
                instruction.Op = special;
            }
        }

        WriteText(writer, MemoryMarshal.AsBytes<Instruction>(written));
    }

    private void WriteParameters(RecordWriter writer)
    {
        ParameterList list = Parameters;
        WriteNumber(writer, list.Required);
        WriteNumber(writer, list.Optional);
        WriteNumber(writer, list.Post);
        writer.Byte((byte)((list.HasRest ? 1 : 0) | (list.HasKeywordRest ? 2 : 0) | (list.RefusesKeywords ? 4 : 0)
            | (list.HasBlock ? 8 : 0) | (list.HasExcessComma ? 16 : 0)));
        WriteNumber(writer, list.Keywords.Length);
        foreach (KeywordParameter keyword in list.Keywords)
        {
            writer.Object(keyword.Name);
            writer.Byte(keyword.IsRequired ? (byte)1 : (byte)0);
        }

        WriteNumber(writer, list.Names.Length);
        foreach (SymbolObject? name in list.Names)
        {
            writer.Object(name);
        }
    }

    private void ReadParameters(ref RecordReader reader)
    {
        int required = ReadNumber(ref reader);
        int optional = ReadNumber(ref reader);
        int post = ReadNumber(ref reader);
        byte flags = reader.Byte();
        KeywordParameter[] keywords = new KeywordParameter[ReadNumber(ref reader)];
        for (int i = 0; i < keywords.Length; i++)
        {
            keywords[i] = new KeywordParameter((SymbolObject)reader.Object()!, reader.Byte() != 0);
        }

        SymbolObject?[] names = new SymbolObject?[ReadNumber(ref reader)];
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
        WriteNumber(writer, SendCaches.Length);
        foreach (SendCache cache in SendCaches)
        {
            writer.Object(cache.Selector);
            WriteNumber(writer, cache.ArgumentCount);
            writer.Byte((byte)cache.Flags);
        }

        WriteNumber(writer, SlotCaches.Length);
        foreach (SlotCache cache in SlotCaches)
        {
            writer.Object(cache.Name);
        }

        WriteNumber(writer, ConstantCaches.Length);
        foreach (ConstantCache cache in ConstantCaches)
        {
            writer.Object(cache.Name);
        }
    }

    private void ReadCaches(ref RecordReader reader)
    {
        SendCaches = new SendCache[ReadNumber(ref reader)];
        for (int i = 0; i < SendCaches.Length; i++)
        {
            SymbolObject selector = (SymbolObject)reader.Object()!;
            int count = ReadNumber(ref reader);
            SendCaches[i] = new SendCache(selector, count, (CallFlags)reader.Byte());
        }

        SlotCaches = new SlotCache[ReadNumber(ref reader)];
        for (int i = 0; i < SlotCaches.Length; i++)
        {
            SlotCaches[i] = new SlotCache((SymbolObject)reader.Object()!);
        }

        ConstantCaches = new ConstantCache[ReadNumber(ref reader)];
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
                WriteNumber(writer, block.Line);
                block.WriteNode(writer);
                break;
            case StringObject text:
                writer.Byte(text.IsFrozen ? LiteralFrozenString : LiteralString);
                writer.Byte((byte)text.Encoding);
                WriteText(writer, text.Span);
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
                block.Line = ReadNumber(ref reader);
                block.ReadNode(ref reader);
                return block;
            case LiteralString or LiteralFrozenString:
                StringEncoding encoding = (StringEncoding)reader.Byte();
                StringObject text = reader.Vm.NewString(ReadText(ref reader), encoding);
                text.Header |= kind == LiteralFrozenString ? HeaderFlags.Frozen : 0;
                return text;
            case LiteralCode:
                return reader.Slot();
            default:
                return reader.Reference();
        }
    }

    private static void WriteText(RecordWriter writer, ReadOnlySpan<byte> text)
    {
        WriteNumber(writer, text.Length);
        writer.Bytes(text);
    }

    private static ReadOnlySpan<byte> ReadText(ref RecordReader reader) => reader.Bytes(ReadNumber(ref reader));

    private static void WriteNumber(RecordWriter writer, int number)
    {
        uint rest = (uint)number;
        for (; rest >= 0x80; rest >>= 7)
        {
            writer.Byte((byte)(rest | 0x80));
        }

        writer.Byte((byte)rest);
    }

    private static int ReadNumber(ref RecordReader reader)
    {
        uint number = 0;
        int shift = 0;
        byte part;
        do
        {
            part = reader.Byte();
            number |= (uint)(part & 0x7F) << shift;
            shift += 7;
        }
        while (part >= 0x80 && shift < 35);
        return (int)number;
    }
}
