using Gem.Vm.Memory;
using Gem.Vm.Session;
using Gem.Vm.Values;
using Shared.ObjectFormat.Identity;
using Shared.ObjectFormat.Objects;

namespace Gem.Vm.Tests.Memory;

/// <summary>Ephemerons: what they keep in memory, what a vote names of them, and what they answer when the key goes.</summary>
public sealed class EphemeronTests
{
    private TestStone _stone = null!;
    private VirtualMachine _vm = null!;
    private ulong _key;
    private ulong _value;

    [SetUp]
    public void Start()
    {
        _stone = Machines.NewStone();
        VirtualMachine maker = Machines.Start(_stone);
        PlainObject key = maker.NewObject(maker.Classes.Object), value = maker.NewObject(maker.Classes.Object);
        EphemeronObject made = New(maker);
        made.Set(key, value);
        maker.SetVariable(made, "@by", Value.FromInteger(7));
        maker.Put("e", made);
        maker.Put("k", key);
        maker.Transaction.Commit();
        (_key, _value) = (key.Id, value.Id);
        _vm = Machines.Start(_stone);
    }

    [TearDown]
    public void Stop() => _stone.Dispose();

    [Test]
    public unsafe void Key_and_value_are_the_last_references_of_its_record()
    {
        RecordHeader* record = _stone.Connect().Find(Ephemeron.Id);
        Assert.That(record->Format, Is.EqualTo(RecordFormat.Ephemeron));
        ReferenceWord[] words = ObjectRecord.References(record).ToArray();
        Assert.That(words, Is.EqualTo(new[] { ReferenceWord.FromFixnum(7), ReferenceWord.FromObjectId(_key), ReferenceWord.FromObjectId(_value) }));
    }

    [Test]
    public void Another_VM_reads_it()
    {
        Assert.That(Ephemeron.Key(_vm).Ref!.Id, Is.EqualTo(_key));
        Assert.That(Ephemeron.Key(_vm).Ref, Is.SameAs(_vm.At("k").Ref));
        Assert.That(Ephemeron.ValueOf(_vm).Ref!.Id, Is.EqualTo(_value));
        Assert.That(_vm.Variable(Ephemeron, "@by").Bits, Is.EqualTo(7));
    }

    [Test]
    public void A_clean_one_names_neither_in_a_vote_a_written_one_both()
    {
        EphemeronObject ephemeron = Ephemeron;
        Assert.That(_vm.Memory.HeldIds(), Does.Contain(ephemeron.Id).And.Not.Contain(_key).And.Not.Contain(_value));
        _vm.SetVariable(ephemeron, "@by", Value.Nil);
        Assert.That(_vm.Memory.HeldIds(), Does.Contain(_key).And.Contain(_value));
        _vm.Transaction.Commit();
        Assert.That(_vm.Memory.HeldIds(), Does.Not.Contain(_key).And.Not.Contain(_value));
        ephemeron = (EphemeronObject)_vm.Memory.Copied(ephemeron, ephemeron.ShallowCopy());
        Assert.That(_vm.Memory.HeldIds(), Does.Contain(_key).And.Contain(_value), "by the copy");
        GC.KeepAlive(ephemeron);
    }

    [Test]
    public void A_new_one_keeps_its_key_until_its_commit()
    {
        WeakReference key = PutNew("new");
        Collect();
        Assert.That(key.IsAlive);
        _vm.Transaction.Commit();
        Collect();
        Assert.That(key.IsAlive, Is.False);
        Assert.That(((EphemeronObject)_vm.At("new").Ref!).Key(_vm).IsNil, Is.False, "it is in the repository");
    }

    [Test]
    public void One_whose_key_is_condemned_is_empty_before_the_collector_writes_it()
    {
        EphemeronObject ephemeron = Ephemeron;
        PretendedCollection collection = _stone.Collection = new PretendedCollection();
        collection.Gone.Add(_key);
        Assert.That((ephemeron.Key(_vm).IsNil, ephemeron.ValueOf(_vm).IsNil), Is.EqualTo((true, true)));
        Assert.That(collection.Revived, Is.EqualTo(new[] { _key, _key }), "the value is not asked for");
    }

    [Test]
    public void A_key_that_is_asked_for_in_time_brings_the_value()
    {
        EphemeronObject ephemeron = Ephemeron;
        PretendedCollection collection = _stone.Collection = new PretendedCollection();
        Assert.That(ephemeron.ValueOf(_vm).Ref!.Id, Is.EqualTo(_value));
        Assert.That(collection.Revived, Is.EqualTo(new[] { _key }));
    }

    [Test]
    public void What_the_collector_writes_is_read_again()
    {
        EphemeronObject ephemeron = Ephemeron;
        Assert.That(ephemeron.Key(_vm).IsNil, Is.False);
        Clear(ephemeron.Id);
        _vm.Transaction.Abort();
        _vm.Fresh(ephemeron);
        Assert.That((ephemeron.Key(_vm).IsNil, ephemeron.ValueOf(_vm).IsNil), Is.EqualTo((true, true)));
        Assert.That(_vm.Variable(ephemeron, "@by").Bits, Is.EqualTo(7));
    }

    [Test]
    public void A_nested_transaction_that_is_given_up_puts_it_back()
    {
        EphemeronObject ephemeron = Ephemeron;
        Write(ephemeron, Value.True);
        _vm.Transaction.BeginNested();
        Write(ephemeron, Value.False);
        _vm.Transaction.Abort();
        Assert.That(_vm.Fresh(ephemeron).ValueOf(_vm).IsTruthy);
        Assert.That(ephemeron.Key(_vm).Ref!.Id, Is.EqualTo(_key));
        _vm.Transaction.Abort();
        Assert.That(_vm.Fresh(ephemeron).ValueOf(_vm).Ref!.Id, Is.EqualTo(_value));
    }

    private EphemeronObject Ephemeron => (EphemeronObject)_vm.At("e").Ref!;

    private static EphemeronObject New(VirtualMachine vm) => vm.Adopt(new EphemeronObject(), vm.Classes[WellKnownObjects.EphemeronClass]);

    private static void Collect()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
    }

    private void Write(EphemeronObject ephemeron, Value value)
    {
        Value key = ephemeron.Key(_vm);
        _vm.WillWrite(ephemeron);
        ephemeron.Set(key, value);
    }

    [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
    private WeakReference PutNew(string name)
    {
        PlainObject key = _vm.NewObject(_vm.Classes.Object);
        EphemeronObject ephemeron = New(_vm);
        ephemeron.Set(key, Value.Nil);
        _vm.Put(name, ephemeron);
        return new WeakReference(key);
    }

    /// <summary>Writes nil for key and value, as the collector does.</summary>
    private unsafe void Clear(ulong objectId)
    {
        IObjectStore session = _stone.Connect();
        RecordHeader* record = session.Find(objectId);
        ReferenceWord[] words = ObjectRecord.References(record).ToArray();
        words.AsSpan()[^2..].Fill(ReferenceWord.Nil);
        byte[] cleared = new byte[record->RecordBytes];
        ObjectRecord.Write(cleared, *record, words, []);
        session.Stage(cleared);
        Assert.That(session.Commit().Outcome, Is.EqualTo(CommitOutcome.Committed));
    }
}
