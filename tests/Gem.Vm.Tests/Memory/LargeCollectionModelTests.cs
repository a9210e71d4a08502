using Gem.Vm.Primitives;
using Gem.Vm.Values;

namespace Gem.Vm.Tests.Memory;

/// <summary>
/// Collections of more chunks than stay in memory, against a model, over random reads, writes, commits and aborts. The seed is
/// the test's argument.
/// </summary>
public sealed class LargeCollectionModelTests : LargeCollectionFixture
{
    private const int First = 200_000;
    private const int Rounds = 150;

    [SetUp]
    public void KeepFewChunks() => Vm.Memory.ChunksKept = 100;

    [Test]
    public void An_array_is_as_its_model([Values(1, 2, 3)] int seed)
    {
        Random random = new(seed);
        List<long> model = [.. Enumerable.Range(0, First).Select(i => (long)i)];
        ArrayObject array = Vm.NewArray([.. model.Select(Value.FromInteger)], First);
        Vm.Put("large", array);
        Vm.Transaction.Commit();
        for (int round = 0; round < Rounds; round++)
        {
            List<long> saved = [.. model];
            for (int i = random.Next(60); i > 0; i--)
            {
                Change(array, model, random);
            }

            Assert.That(Vm.Fresh(array).Count, Is.EqualTo(model.Count));
            for (int i = random.Next(60); i > 0; i--)
            {
                int index = random.Next(model.Count);
                Assert.That(array.Slot(index).Bits, Is.EqualTo(model[index]), $"round {round}, index {index}");
            }

            model = End(random) ? model : saved;
        }

        ArrayObject read = (ArrayObject)Machines.Start(Stone).At("large").Ref!;
        Vm.Transaction.Abort();
        Assert.That(read.Span.ToArray().Select(item => item.Bits).SequenceEqual(model));
        Assert.That(Vm.Fresh(array).Span.ToArray().Select(item => item.Bits).SequenceEqual(model));
    }

    [Test]
    public void A_hash_is_as_its_model([Values(1, 2, 3)] int seed)
    {
        Random random = new(seed);
        Dictionary<long, long> model = [];
        HashObject hash = Vm.NewHash();
        for (int i = 0; i < First; i++)
        {
            model[i] = i;
            HashAccess.Set(Vm.MainThread, hash, Value.FromInteger(i), Value.FromInteger(i));
        }

        Vm.Put("large", hash);
        Vm.Transaction.Commit();
        for (int round = 0; round < Rounds; round++)
        {
            Dictionary<long, long> saved = new(model);
            for (int i = random.Next(60); i > 0; i--)
            {
                Value key = Value.FromInteger(random.Next(2 * First));
                Vm.Fresh(hash);
                if (random.Next(4) == 0)
                {
                    Assert.That(HashAccess.Remove(Vm.MainThread, hash, key).IsUndefined, Is.EqualTo(!model.Remove(key.Bits)));
                }
                else
                {
                    model[key.Bits] = round;
                    HashAccess.Set(Vm.MainThread, hash, key, Value.FromInteger(round));
                }
            }

            for (int i = random.Next(60); i > 0; i--)
            {
                long key = random.Next(2 * First);
                bool isThere = HashAccess.TryGet(Vm.MainThread, Vm.Fresh(hash), Value.FromInteger(key), out Value value);
                Assert.That((isThere, isThere ? value.Bits : 0), Is.EqualTo((model.ContainsKey(key), model.GetValueOrDefault(key))), $"round {round}, key {key}");
            }

            model = End(random) ? model : saved;
        }

        Vm.Transaction.Abort();
        VirtualMachine other = Machines.Start(Stone);
        HashObject read = (HashObject)other.At("large").Ref!;
        Assert.That(read.Count, Is.EqualTo(model.Count));
        foreach ((long key, long value) in model)
        {
            Assert.That(HashAccess.TryGet(other.MainThread, read, Value.FromInteger(key), out Value found) && found.Bits == value, $"key {key}");
        }
    }

    private void Change(ArrayObject array, List<long> model, Random random)
    {
        Vm.WillWrite(array);
        int value = random.Next();
        switch (random.Next(24))
        {
            case 0:
                int first = random.Next(500);
                array.DropFirst(first);
                model.RemoveRange(0, first);
                break;
            case 1:
                int last = random.Next(500);
                array.DropLast(last);
                model.RemoveRange(model.Count - last, last);
                break;
            case 2 when random.Next(20) == 0:
                int at = random.Next(array.Count);
                array.Span[at] = Value.FromInteger(value);
                model[at] = value;
                break;
            case < 12:
                array.Append(Value.FromInteger(value));
                model.Add(value);
                break;
            default:
                int index = random.Next(array.Count);
                array.SlotToWrite(index) = Value.FromInteger(value);
                model[index] = value;
                break;
        }
    }

    /// <summary>Commits or aborts; true when it was a commit.</summary>
    private bool End(Random random)
    {
        bool commits = random.Next(4) != 0;
        if (commits)
        {
            Vm.Transaction.Commit();
        }
        else
        {
            Vm.Transaction.Abort();
        }

        return commits;
    }
}
