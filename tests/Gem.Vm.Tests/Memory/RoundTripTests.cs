using System.Numerics;
using Gem.Vm.Bytecode;
using Gem.Vm.Interpreter;
using Gem.Vm.Lowering;
using Gem.Vm.Primitives;
using Gem.Vm.Values;
using Shared.ObjectFormat.Identity;

namespace Gem.Vm.Tests.Memory;

/// <summary>What one VM commits is what another VM reads.</summary>
public sealed class RoundTripTests
{
    private TestStone _stone = null!;
    private VirtualMachine _a = null!;

    [SetUp]
    public void StartAVm()
    {
        _stone = Machines.NewStone();
        _a = Machines.Start(_stone);
    }

    [TearDown]
    public void StopTheStone() => _stone.Dispose();

    [Test]
    public void Core_classes_keep_their_ids_and_hierarchy()
    {
        Assert.Multiple(() =>
        {
            Assert.That(_a.Classes.Array.Id, Is.EqualTo(WellKnownObjects.ArrayClass));
            Assert.That(_a.Classes.Array.Metaclass!.Id, Is.EqualTo(WellKnownObjects.ArrayClass + WellKnownObjects.MetaclassOffset));
            Assert.That(_a.Classes.KeyError.Superclass, Is.SameAs(_a.Classes.IndexError));
            Assert.That(_a.ClassOf(_a.Classes.Array), Is.SameAs(_a.Classes.Array.Metaclass));
            Assert.That(_a.ClassOf(_a.Classes.Array.Metaclass!), Is.SameAs(_a.Classes.Metaclass));
            Assert.That(_a.ClassOf(_a.Main), Is.SameAs(_a.Classes.Object));
            Assert.That(_a.Constant("Hash").Ref, Is.SameAs(_a.Classes.Hash));
            Assert.That(_a.Classes.Object.LookupChain(_a, 1), Does.Contain(_a.Classes.Kernel));
        });
    }

    [TestCase(0)]
    [TestCase((1L << 60) - 1)]
    [TestCase(1L << 60)]
    [TestCase(-(1L << 60))]
    [TestCase(-(1L << 60) - 1)]
    [TestCase(long.MaxValue)]
    [TestCase(long.MinValue)]
    public void A_64_bit_integer_comes_back(long integer) =>
        Assert.That(Value.Same(Committed(Value.FromInteger(integer)), Value.FromInteger(integer)));

    [TestCase(0.0)]
    [TestCase(-0.0)]
    [TestCase(1.5)]
    [TestCase(double.MaxValue)]
    [TestCase(double.Epsilon)]
    [TestCase(double.NegativeInfinity)]
    [TestCase(double.NaN)]
    public void A_double_comes_back_bit_by_bit(double number) =>
        Assert.That(Committed(Value.FromFloat(number)).Bits, Is.EqualTo(BitConverter.DoubleToInt64Bits(number)));

    [Test]
    public void A_big_integer_comes_back()
    {
        BigInteger big = BigInteger.Pow(-7, 200);
        Assert.That(((BigIntegerObject)Committed(_a.Integer(big)).Ref!).Value, Is.EqualTo(big));
    }

    [Test]
    public void Immediates_come_back()
    {
        foreach (Value value in new[] { Value.True, Value.False, Value.FromCharacter(0x1F430) })
        {
            Assert.That(Value.Same(Committed(value), value), value.ToString());
        }
    }

    [Test]
    public void Strings_keep_bytes_encoding_and_frozenness()
    {
        StringObject text = _a.NewString([0xFF, 0, 65], StringEncoding.Binary);
        text.Header |= HeaderFlags.Frozen;
        StringObject read = (StringObject)Committed(text).Ref!;
        Assert.Multiple(() =>
        {
            Assert.That(read.Span.ToArray(), Is.EqualTo(new byte[] { 0xFF, 0, 65 }));
            Assert.That(read.Encoding, Is.EqualTo(StringEncoding.Binary));
            Assert.That(read.IsFrozen);
        });
    }

    [Test]
    public void A_cyclic_graph_comes_back_as_a_cycle()
    {
        ArrayObject array = _a.NewArray([Value.Nil, _a.NewString("x")]);
        HashObject hash = _a.NewHash();
        HashAccess.Set(_a.MainThread, hash, _a.Symbol("array"), array);
        array.Items[0] = hash;
        VirtualMachine b = null!;
        ArrayObject read = (ArrayObject)Committed(array, ref b).Ref!;
        HashObject readHash = (HashObject)b.Load(ref read.Items[0]).Ref!;
        HashAccess.TryGet(b.MainThread, readHash, b.Symbol("array"), out Value back);
        Assert.That(back.Ref, Is.SameAs(read));
    }

    [Test]
    public void A_big_hash_is_found_by_its_keys_without_rehashing()
    {
        HashObject hash = _a.NewHash();
        for (int i = 0; i < 1000; i++)
        {
            HashAccess.Set(_a.MainThread, hash, _a.NewString($"key {i}"), Value.FromInteger(i));
        }

        VirtualMachine b = null!;
        HashObject read = (HashObject)Committed(hash, ref b).Ref!;
        Assert.That(HashAccess.TryGet(b.MainThread, read, b.NewString("key 777"), out Value found) && found.Bits == 777);
    }

    [TestCase(1)]
    [TestCase(3)]
    [TestCase(20)]
    public void Instance_variables_come_back_inline_and_past_the_inline_slots(int count)
    {
        PlainObject rabbit = _a.NewObject(_a.MakeClass("Rabbit"));
        for (int i = 0; i < count; i++)
        {
            _a.SetVariable(rabbit, $"@v{i}", Value.FromInteger(i));
        }

        VirtualMachine b = null!;
        Value read = Committed(rabbit, ref b);
        for (int i = 0; i < count; i++)
        {
            Assert.That(b.Variable(read, $"@v{i}").Bits, Is.EqualTo(i));
        }

        Assert.That(b.ClassOf(read).Name!.Text, Is.EqualTo("Rabbit"));
    }

    [Test]
    public void An_array_keeps_its_own_instance_variables()
    {
        ArrayObject array = _a.NewArray([Value.FromInteger(1)]);
        _a.SetVariable(array, "@note", _a.NewString("mine"));
        VirtualMachine b = null!;
        Value read = Committed(array, ref b);
        Assert.That(b.Text(b.Variable(read, "@note")), Is.EqualTo("mine"));
        Assert.That(((ArrayObject)read.Ref!).Items[0].Bits, Is.EqualTo(1));
    }

    [Test]
    public void Ranges_and_exceptions_come_back()
    {
        RangeObject range = _a.Adopt(new RangeObject(Value.FromInteger(1), Value.Nil, true), _a.Classes.Range);
        RangeObject read = (RangeObject)Committed(range).Ref!;
        Assert.That((read.First.Bits, read.Last.IsNil, read.ExcludesEnd), Is.EqualTo((1L, true, true)));
        ExceptionObject error = (ExceptionObject)_a.Error(_a.Classes.KeyError, "no carrots").Exception.Ref!;
        VirtualMachine b = null!;
        Value back = Committed(error, ref b);
        Assert.That(b.ClassOf(back), Is.SameAs(b.Classes.KeyError));
        Assert.That(b.Text(((ExceptionObject)back.Ref!).Message), Is.EqualTo("no carrots"));
    }

    [Test]
    public void A_class_with_its_methods_is_called_by_another_VM()
    {
        ClassObject rabbit = _a.MakeClass("Rabbit");
        _a.Define(rabbit, "ears", 2);
        _a.Define(rabbit.Metaclass!, "breed", 5);
        _a.Transaction.Commit();
        VirtualMachine b = Machines.Start(_stone);
        ClassObject read = (ClassObject)b.Constant("Rabbit").Ref!;
        Assert.That(b.MainThread.Send(b.NewObject(read), b.Symbols.Intern("ears")).Bits, Is.EqualTo(2));
        Assert.That(b.MainThread.Send(read, b.Symbols.Intern("breed")).Bits, Is.EqualTo(5));
        Assert.That(read.Superclass, Is.SameAs(b.Classes.Object));
    }

    [Test]
    public void Code_comes_back_with_all_its_parts()
    {
        ClassObject owner = _a.MakeClass("Coded");
        CodeBuilder builder = new(_a, CodeKind.Method, 1, _a.Symbols.Intern("run"), null);
        SymbolObject size = _a.Symbols.Intern("size");
        builder.Code.Parameters = new ParameterList
        {
            Required = 1,
            Optional = 2,
            HasRest = true,
            Keywords = [new KeywordParameter(size, true)],
            Names = [size, null],
        };
        builder.Code.Locals = [new LocalVariable(size, 3, true)];
        CodeBuilder block = new(_a, CodeKind.Block, 1, _a.Symbols.Intern("run"), builder.Code);
        int inner = block.Take();
        block.Load(inner, _a.Integer(BigInteger.One << 80));
        block.Emit(Opcode.Return, inner);
        CompiledCode blockCode = block.Finish();
        builder.Literal(blockCode);
        builder.Literal(_a.NewString("text"));
        builder.SlotSite(_a.Symbols.Intern("@a"));
        builder.ConstantSite(_a.Symbols.Intern("Coded"));
        builder.SendSite(size, 3, CallFlags.Splat);
        builder.SetLine(12);
        int register = builder.Take();
        builder.Emit(Opcode.Return, register);
        CompiledCode code = builder.Finish();
        code.File = "lib/coded.rb";
        code.Source = "def run"u8.ToArray();
        code.Owner = owner;
        code.Scope = new LexicalScope(owner, new LexicalScope(_a.Classes.Kernel, null));
        _a.Methods.Define(owner, code.Name!, code, Visibility.Protected, 1, persistent: true);
        _a.Transaction.Commit();

        VirtualMachine b = Machines.Start(_stone);
        ClassObject readOwner = (ClassObject)b.Constant("Coded").Ref!;
        MethodEntry entry = b.Methods.Find(readOwner, b.Symbols.Intern("run"), 1)!;
        CompiledCode read = entry.Code(b);
        CompiledCode readBlock = (CompiledCode)read.Literals[0].Ref!;
        Assert.Multiple(() =>
        {
            Assert.That(entry.Visibility, Is.EqualTo(Visibility.Protected));
            Assert.That(read.Parameters.Arity, Is.EqualTo(code.Parameters.Arity));
            Assert.That(read.Parameters.Keywords[0].Name.Text, Is.EqualTo("size"));
            Assert.That(read.Parameters.Names[1], Is.Null);
            Assert.That(read.Locals[0].Name.Text, Is.EqualTo("size"));
            Assert.That(read.Instructions, Is.EqualTo(code.Instructions));
            Assert.That(read.SendCaches[0].Flags, Is.EqualTo(CallFlags.Splat));
            Assert.That(read.File, Is.EqualTo("lib/coded.rb"));
            Assert.That(read.Source, Is.EqualTo(code.Source));
            Assert.That(read.Owner, Is.SameAs(readOwner));
            Assert.That(read.Scope!.Parent!.Module, Is.SameAs(b.Classes.Kernel));
            Assert.That(readBlock.Root, Is.SameAs(read));
            Assert.That(((BigIntegerObject)readBlock.Literals[0].Ref!).Value, Is.EqualTo(BigInteger.One << 80));
            Assert.That(read.Literals[1].Ref!.ToString(), Is.EqualTo("text"));
        });
    }

    [Test]
    public void A_proc_takes_its_environment_and_code_along_and_runs_elsewhere()
    {
        CodeBuilder body = new(_a, CodeKind.Body, 1, null, null);
        CodeBuilder block = new(_a, CodeKind.Block, 1, null, body.Code);
        int register = block.Take();
        block.Emit(Opcode.GetCaptured, register, 0, 0);
        block.Emit(Opcode.Return, register);
        CompiledCode code = block.Finish();
        body.Finish().File = "script.rb";
        EnvironmentObject environment = _a.Adopt(new EnvironmentObject(1, null), _a.Classes.Environment);
        environment.Variables[0] = _a.NewString("captured");
        ProcObject proc = _a.Adopt(new ProcObject { Code = code, Self = _a.Main, Environment = environment }, _a.Classes.Proc);
        VirtualMachine b = null!;
        ProcObject read = (ProcObject)Committed(proc, ref b).Ref!;
        Assert.That(b.Text(b.MainThread.Yield(read)), Is.EqualTo("captured"));
        Assert.That(read.Self.Ref, Is.SameAs(b.Main.Ref));
        Assert.That(read.Code.Root.File, Is.EqualTo("script.rb"));
    }

    [Test]
    public void An_object_with_a_persistent_singleton_method_answers_it_elsewhere()
    {
        PlainObject rabbit = _a.NewObject(_a.Classes.Object);
        _a.Put("rabbit", rabbit);
        _a.Define(_a.Hierarchy.SingletonClass(rabbit)!, "name", 7);
        _a.Transaction.Commit();
        VirtualMachine b = Machines.Start(_stone);
        Value read = b.At("rabbit");
        Assert.That(b.MainThread.Send(read, b.Symbols.Intern("name")).Bits, Is.EqualTo(7));
        Assert.That(b.ClassOf(read).Attached.Ref, Is.SameAs(read.Ref));
        Assert.That(b.Hierarchy.RealClass(b.ClassOf(read)), Is.SameAs(b.Classes.Object));
    }

    [Test]
    public void An_object_that_is_not_there_is_named() =>
        Assert.That(() => _a.Memory.Fault(999_999), Throws.Exception.Message.Contains("#999999"));

    private Value Committed(Value value)
    {
        VirtualMachine b = null!;
        return Committed(value, ref b);
    }

    private Value Committed(Value value, ref VirtualMachine b)
    {
        _a.Put("it", value);
        _a.Transaction.Commit();
        b = Machines.Start(_stone);
        return b.At("it");
    }
}
