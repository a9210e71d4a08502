using Shared.ObjectFormat.Cache;
using Shared.ObjectFormat.Objects;
using Stone.Server.Symbols;
using Stone.Server.Tests.Storage;

namespace Stone.Server.Tests.Symbols;

/// <summary>There is one symbol for a name and one layout for a list, for everybody and for ever.</summary>
public sealed unsafe class InterningTests : EngineFixture
{
    [Test]
    public void The_same_name_is_the_same_symbol_and_another_encoding_is_another()
    {
        ulong foo = Symbol("foo");
        Assert.That(Symbol("foo"), Is.EqualTo(foo));
        Assert.That(Symbol("bar"), Is.Not.EqualTo(foo));
        Assert.That(Engine.InternSymbols([new SymbolName(2, "foo"u8.ToArray())])[0], Is.Not.EqualTo(foo));
        RecordHeader* record = ObjectTableReader.Find(Engine.ExtentBase, Engine.Published.RootFrame, Engine.Published.Depth, foo);
        Assert.That((record->Format, record->ClassId), Is.EqualTo((RecordFormat.Symbol, 10UL)));
        Assert.That(ObjectRecord.Bytes(record).ToArray(), Is.EqualTo("\u0001foo"u8.ToArray()));
    }

    [Test]
    public void A_name_that_comes_twice_in_one_call_is_one_symbol()
    {
        SymbolName name = new(1, "twice"u8.ToArray());
        ulong[] ids = Engine.InternSymbols([name, new SymbolName(1, "other"u8.ToArray()), name]);
        Assert.That(ids[0], Is.EqualTo(ids[2]));
        Assert.That(Engine.Statistics().SymbolCount, Is.EqualTo(2));
    }

    [Test]
    public void Thousands_of_symbols_and_layouts_are_found_again_after_restarts()
    {
        List<SymbolName> names = [.. Enumerable.Range(0, 3_000).Select(i => new SymbolName(1, System.Text.Encoding.UTF8.GetBytes($"name{i}")))];
        ulong[] ids = Engine.InternSymbols(names);
        List<IReadOnlyList<ulong>> lists = [.. Enumerable.Range(0, 600).Select(i => (IReadOnlyList<ulong>)[ids[i], ids[i + 1], ids[i * 2]])];
        ulong[] layouts = Engine.InternLayouts(lists);
        ulong last = Symbol("one more");
        MustCommit(Alice, Record(NewId(), "makes them durable", ids[0], layouts[0]));
        foreach (bool killed in new[] { true, false })
        {
            Restart(killed);
            Assert.That(Engine.InternSymbols(names), Is.EqualTo(ids));
            Assert.That(Engine.InternLayouts(lists), Is.EqualTo(layouts));
            Assert.That(Symbol("one more"), Is.EqualTo(last));
        }
        Assert.That(layouts, Is.Unique);
    }

    [Test]
    public void The_empty_layout_and_the_empty_symbol_are_ordinary()
    {
        ulong layout = Engine.InternLayouts([[]])[0];
        ulong symbol = Symbol("");
        Assert.That(Engine.InternLayouts([[]]), Is.EqualTo(new[] { layout }));
        Assert.That(Symbol(""), Is.EqualTo(symbol));
    }

    [Test]
    public void What_is_no_symbol_makes_no_layout()
    {
        ulong id = NewId();
        MustCommit(Alice, Record(id, "no symbol"));
        Assert.That(() => Engine.InternLayouts([[id]]), Throws.ArgumentException.With.Message.Contains($"object {id} in a layout is not a symbol"));
    }

    [Test]
    public void Sessions_that_intern_at_once_get_one_symbol()
    {
        var ids = new System.Collections.Concurrent.ConcurrentBag<ulong>();
        Parallel.For(0, 8, worker =>
        {
            for (int i = 0; i < 50; i++)
            {
                ulong id = Symbol($"shared{i}");
                if (i == 49)
                {
                    ids.Add(id);
                }
            }
        });
        Assert.That(ids.Distinct().Count(), Is.EqualTo(1));
        Assert.That(Engine.Statistics().SymbolCount, Is.EqualTo(50));
    }
}
