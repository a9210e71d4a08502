using Shared.ObjectFormat.Identity;
using Shared.ObjectFormat.Objects;
using Stone.Server.Commit;
using Stone.Server.Tests.Storage;

namespace Stone.Server.Tests.Commit;

/// <summary>Wrong requests are refused with a reason that names the object, and change nothing.</summary>
public sealed class RefusedRequestTests : EngineFixture
{
    [Test]
    public void An_id_that_was_not_leased_to_the_session() =>
        AssertRefused(Record(NewId(Bob), "x"), "its id was not leased to session 1");

    [Test]
    public void An_id_that_nobody_has_leased() => AssertRefused(Record(999_999, "x"), "object 999999 is new");

    [Test]
    public void A_reference_to_what_only_a_refused_request_held()
    {
        ulong first = NewId();
        ulong ghost = NewId();
        AssertRefused([.. Record(ghost, "x"), .. Record(first, "x", 555_555)], "refers to object 555555");
        AssertRefused(Record(first, "x", ghost), $"refers to object {ghost}, which does not exist");
        MustCommit(Alice, [.. Record(first, "x", ghost), .. Record(ghost, "now")]);
        MustCommit(Alice, Record(first, "once more"));
    }

    [Test]
    public void A_reference_to_an_object_that_does_not_exist() =>
        AssertRefused(Record(NewId(), "x", 555_555), "refers to object 555555, which does not exist");

    [Test]
    public void A_class_that_does_not_exist() =>
        AssertRefused(Record(new RecordHeader { ObjectId = NewId(), ClassId = 5_000_000 }, []), "has the class object 5000000");

    [Test]
    public void A_class_that_is_none()
    {
        ulong id = NewId();
        MustCommit(Alice, Record(id, "no class"));
        AssertRefused(Record(new RecordHeader { ObjectId = NewId(), ClassId = id }, []), $"has the class {id}, which is none");
        ulong beside = NewId();
        AssertRefused([.. Record(beside, "x"), .. Record(new RecordHeader { ObjectId = NewId(), ClassId = beside }, [])], $"has the class {beside}, which is none");
    }

    [Test]
    public void An_object_without_a_class()
    {
        ulong id = NewId();
        AssertRefused(Record(new RecordHeader { ObjectId = id, Format = 40 }, [1]), $"object {id} has no class");
    }

    [Test]
    public void A_class_that_becomes_something_else()
    {
        ulong id = NewId();
        MustCommit(Alice, Record(new RecordHeader { ObjectId = id, ClassId = id, Format = RecordFormat.Class }, []));
        AssertRefused(Record(id, "no class any more"), $"object {id} is a class and cannot become something else");
    }

    [Test]
    public void A_record_that_does_not_end_in_zeros()
    {
        ulong id = NewId();
        byte[] record = Record(id, "x");
        record[^1] = 1;
        AssertRefused(record, $"object {id}: its record does not end in zeros");
    }

    [Test]
    public void A_reference_to_what_the_request_removes()
    {
        ulong id = NewId();
        MustCommit(Alice, Record(id, "x"));
        ulong user = NewId();
        AssertRefused([.. Removal(id), .. Record(user, "y", id)], $"object {user} refers to object {id}, which the request removes");
    }

    [Test]
    public void A_layout_that_is_none()
    {
        ulong id = NewId();
        MustCommit(Alice, Record(id, "no layout"));
        AssertRefused(Record(new RecordHeader { ObjectId = NewId(), ClassId = 12, LayoutId = id }, []), $"has the layout {id}, which is none");
    }

    [Test]
    public void An_object_that_comes_twice()
    {
        ulong id = NewId();
        AssertRefused([.. Record(id, "x"), .. Record(id, "y")], $"object {id} comes twice");
    }

    [Test]
    public void An_object_of_the_stones_own() => AssertRefused(Record(ObjectIds.SymbolDirectory, "x"), "is written by the stone only");

    [TestCase(RecordFormat.Symbol)]
    [TestCase(RecordFormat.Layout)]
    [TestCase(RecordFormat.Directory)]
    public void A_symbol_that_the_stone_did_not_make(byte format) =>
        AssertRefused(Record(new RecordHeader { ObjectId = NewId(), ClassId = 10, Format = format }, []), "made by the stone only");

    [Test]
    public void The_id_zero() => AssertRefused(Record(0, "x"), "the object id 0");

    [Test]
    public void A_word_that_means_nothing()
    {
        byte[] record = Record(NewId(), "", 12);
        record[RecordHeader.SizeBytes] = 7;
        AssertRefused(record, "invalid word");
    }

    [Test]
    public void A_request_that_is_cut_short() => AssertRefused(Record(NewId(), "some text that is long enough")[..^16], "bytes, but");

    [Test]
    public void A_size_that_overflows()
    {
        byte[] record = Record(NewId(), "");
        ObjectRecord.Header(record.AsSpan()).ReferenceCount = uint.MaxValue;
        ObjectRecord.Header(record.AsSpan()).ByteCount = uint.MaxValue;
        AssertRefused(record, "claims");
    }

    [Test]
    public void The_removal_of_an_object_that_does_not_exist() => AssertRefused(Removal(NewId()), "cannot be removed");

    [Test]
    public void A_session_whose_view_was_released()
    {
        Snapshot view = Engine.RegisterSnapshot();
        Engine.ReleaseSnapshot(view);
        CommitOutcome outcome = Engine.Commit(Request(Alice, view, Record(NewId(), "x")));
        Assert.That(outcome.Status, Is.EqualTo(CommitStatus.Refused));
    }

    [Test]
    public void Random_bytes_never_do_harm([Range(1, 5)] int seed)
    {
        var random = new Random(seed);
        ulong id = NewId();
        MustCommit(Alice, Record(id, "safe"));
        for (int round = 0; round < 400; round++)
        {
            byte[] request = [.. Record(NewId(), "first", id), .. Record(NewId(), "second", 12)];
            for (int i = random.Next(1, 6); i > 0; i--)
            {
                request[random.Next(request.Length)] = (byte)random.Next(256);
            }
            CommitOutcome outcome = Commit(Alice, request[..random.Next(request.Length + 1)]);
            Assert.That(outcome.Status == CommitStatus.Committed || outcome.Reason.Length > 0 || outcome.Conflicts.Count > 0, Is.True, $"seed {seed}");
        }
        Restart(killed: true);
        Assert.That(Text(id), Is.Not.Null, $"seed {seed}");
    }

    private void AssertRefused(byte[] images, string reason)
    {
        ulong good = NewId();
        ulong before = Engine.Published.CommitId;
        CommitOutcome outcome = Commit(Alice, [.. Record(good, "good"), .. images]);
        Assert.That(outcome.Status, Is.EqualTo(CommitStatus.Refused));
        Assert.That(outcome.Reason, Does.Contain(reason));
        Assert.That(Engine.Published.CommitId, Is.EqualTo(before));
        Assert.That(Text(good), Is.Null, "nothing of the request was committed");
    }
}
