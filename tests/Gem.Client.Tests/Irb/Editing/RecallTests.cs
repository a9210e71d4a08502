using Gem.Client.Commands.Irb.Editing;

namespace Gem.Client.Tests.Irb.Editing;

/// <summary>Earlier inputs, and completion.</summary>
public sealed class RecallTests
{
    [TestCase("<Up>", "third|")]
    [TestCase("<Up><Up>", "second|")]
    [TestCase("<Up><Up><Up><Up>", "first|")]
    [TestCase("<Up><Up><Down>", "third|")]
    [TestCase("draft<Up><Down>", "draft|")]
    [TestCase("<C-p><C-p><C-n>", "third|")]
    [TestCase("f<M-p>", "f|irst")]
    [TestCase("<PageUp><PageUp>", "second|")]
    public void Arrows_and_their_like_recall(string keys, string shown) => Assert.That(Typist.After(keys, "first", "second", "third"), Is.EqualTo(shown));

    [Test]
    public void Up_moves_within_an_input_of_several_lines_before_it_leaves_it()
    {
        Typist typist = new(["old", "def f\n  1\nend"]);
        Assert.That(typist.Type("<Up>").Shown, Is.EqualTo("def f\n  1\nend|"));
        Assert.That(typist.Type("<Up><Up>").Shown, Is.EqualTo("def| f\n  1\nend"));
        Assert.That(typist.Type("<Up>").Shown, Is.EqualTo("old|"));
    }

    [TestCase("<C-r>sec", "|second")]
    [TestCase("<C-r>ir", "th|ird")]
    [TestCase("<C-r>ir<C-r>", "f|irst")]
    [TestCase("<C-r>ir<C-r><C-s>", "th|ird")]
    [TestCase("<C-r>irs<Backspace>", "th|ird")]
    [TestCase("<C-r>ir<C-g>", "|")]
    [TestCase("draft<C-r>ir<C-g>", "draft|")]
    [TestCase("<C-r>ir<C-e>!", "third!|")]
    [TestCase("<C-r>ir<Escape><C-a>", "|third")]
    [TestCase("<C-r>xyz", "|")]
    [TestCase("<C-r>second to none", "|second")]
    public void Incremental_search_finds_what_has_the_pattern(string keys, string shown) =>
        Assert.That(Typist.After(keys, "first", "second", "third"), Is.EqualTo(shown));

    [Test]
    public void A_search_shows_its_pattern_and_whether_it_failed()
    {
        Typist typist = new(["first"]);
        Assert.That(typist.Type("<C-r>fi").Editor.Search?.Status, Is.EqualTo("reverse-i-search: fi"));
        Assert.That(typist.Type("x").Editor.Search?.Status, Is.EqualTo("failed reverse-i-search: fix"));
    }

    [Test]
    public void Enter_in_a_search_hands_the_found_input_in()
    {
        Typist typist = new(["def f\n  1\nend"]);
        Assert.That(typist.Type("<C-r>def<Enter>").Outcome, Is.EqualTo(EditOutcome.Accepted));
        Assert.That(typist.Shown, Is.EqualTo("def f\n  1\nend|"));
    }

    [TestCase("fo<Tab>", "foo|")]
    [TestCase("ba<Tab>", "ba|")]
    [TestCase("ba<Tab><Tab>", "bar|")]
    [TestCase("ba<Tab><Tab><Tab>", "baz|")]
    [TestCase("ba<Tab><Tab><Tab><Tab>", "bar|")]
    [TestCase("ba<Tab><S-Tab>", "baz|")]
    [TestCase("ba<Tab><Tab>x", "barx|")]
    [TestCase("x = b<Tab>", "x = ba|")]
    [TestCase("nothing<Tab>", "nothing|")]
    [TestCase("fo(1)<C-a><Right><Right><Tab>", "foo|(1)")]
    public void Tab_completes(string keys, string shown) =>
        Assert.That(new Typist(words: ["foo", "bar", "baz"]).Type(keys).Shown, Is.EqualTo(shown));

    [Test]
    public void Several_candidates_are_listed_until_another_key()
    {
        Typist typist = new(words: ["bar", "baz"]);
        Assert.That(typist.Type("ba<Tab>").Editor.Menu?.Candidates, Is.EqualTo(new[] { "bar", "baz" }));
        Assert.That(typist.Type("r").Editor.Menu, Is.Null);
    }
}
