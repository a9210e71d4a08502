using Gem.Client.Commands.Irb.Editing;

namespace Gem.Client.Tests.Irb.Editing;

/// <summary>The editor by its keys: moving, cutting, putting in, undoing.</summary>
public sealed class LineEditorTests
{
    [TestCase("abc", "abc|")]
    [TestCase("abc<C-a>x", "x|abc")]
    [TestCase("abc<C-a><C-f>x", "ax|bc")]
    [TestCase("abc<C-b><C-b>x", "ax|bc")]
    [TestCase("abc<Left><Left><Right>x", "abx|c")]
    [TestCase("abc<Home>x<End>y", "xabcy|")]
    [TestCase("one two three<M-b><M-b>", "one |two three")]
    [TestCase("one two<C-a><M-f>", "one| two")]
    [TestCase("one two<C-a><C-Right><C-Right>", "one two|")]
    [TestCase("one.two<C-Left>", "one.|two")]
    [TestCase("日本é<C-b><C-b>x", "日x|本é")]
    [TestCase("e\u0301x<C-b><C-b>y", "y|e\u0301x")]
    [TestCase("👍🏽x<Left><Left>", "|👍🏽x")]
    public void The_cursor_moves_by_characters_and_words(string keys, string shown) => Assert.That(Typist.After(keys), Is.EqualTo(shown));

    [TestCase("abc<Backspace>", "ab|")]
    [TestCase("abc<C-a><Delete>", "|bc")]
    [TestCase("abc<C-a><C-d>", "|bc")]
    [TestCase("one two<C-w>", "one |")]
    [TestCase("foo.bar(1)<C-w>", "|")]
    [TestCase("foo.bar<M-Backspace>", "foo.|")]
    [TestCase("one two<C-a><M-d>", "| two")]
    [TestCase("abc<C-b><C-k>", "ab|")]
    [TestCase("abc<C-b><C-u>", "|c")]
    [TestCase("e\u0301<Backspace>", "|")]
    [TestCase("a👍🏽<Backspace>", "a|")]
    public void Text_is_deleted_by_characters_words_and_lines(string keys, string shown) => Assert.That(Typist.After(keys), Is.EqualTo(shown));

    [TestCase("one two<C-w><C-y><C-y>", "one twotwo|")]
    [TestCase("one two three<C-w><C-w><C-y>", "one two three|")]
    [TestCase("abc<C-a><C-k><C-y>", "abc|")]
    [TestCase("one<C-u>two<C-u><C-y>", "two|")]
    [TestCase("one<C-u>two<C-u><C-y><M-y>", "one|")]
    [TestCase("a b<C-a><M-d><M-d><C-y>", "a b|")]
    public void What_was_cut_comes_back(string keys, string shown) => Assert.That(Typist.After(keys), Is.EqualTo(shown));

    [TestCase("abc<C-t>", "acb|")]
    [TestCase("abc<C-b><C-t>", "acb|")]
    [TestCase("abc<C-a><C-t>", "|abc")]
    [TestCase("one two<C-a><M-u>", "ONE| two")]
    [TestCase("ONE<C-a><M-l>", "one|")]
    [TestCase("one<C-a><M-c>", "One|")]
    [TestCase("a<C-v><C-a>b", "a\u0001b|")]
    public void Characters_and_words_are_changed(string keys, string shown) => Assert.That(Typist.After(keys), Is.EqualTo(shown));

    [TestCase("abc<C-_>", "|")]
    [TestCase("abc def<C-_>", "abc|")]
    [TestCase("abc<C-u><C-_>", "abc|")]
    [TestCase("abc<C-w>x<C-_><C-_>", "abc|")]
    public void Changes_are_undone(string keys, string shown) => Assert.That(Typist.After(keys), Is.EqualTo(shown));

    [TestCase("1 + 1<Enter>", nameof(EditOutcome.Accepted))]
    [TestCase("1 +<Enter>", nameof(EditOutcome.Continue))]
    [TestCase("1 + )<Enter>", nameof(EditOutcome.Accepted))]
    [TestCase("<C-d>", nameof(EditOutcome.EndOfInput))]
    [TestCase("a<C-d>", nameof(EditOutcome.Continue))]
    [TestCase("abc<C-c>", nameof(EditOutcome.Interrupted))]
    [TestCase("<C-l>", nameof(EditOutcome.ClearScreen))]
    [TestCase("<C-z>", nameof(EditOutcome.Suspend))]
    public void Some_keys_end_the_editing(string keys, string outcome) =>
        Assert.That(new Typist().Type(keys).Outcome, Is.EqualTo(Enum.Parse<EditOutcome>(outcome)));

    [Test]
    public void Unknown_keys_do_nothing() => Assert.That(Typist.After("ab<Unknown><Insert><M-z><C-g>c"), Is.EqualTo("abc|"));

    [Test]
    public void A_paste_is_taken_as_it_is_without_control_characters() =>
        Assert.That(new Typist().Paste("def f\r\n\t1\u0007\r\nend\r\n").Shown, Is.EqualTo("def f\n\t1\nend|"));

    [Test]
    public void Random_keys_never_break_the_buffer()
    {
        string[] keys =
        [
            "a", "日", "e\u0301", "<C-a>", "<C-e>", "<C-b>", "<C-f>", "<C-k>", "<C-u>", "<C-w>", "<C-y>", "<M-y>", "<C-t>", "<M-d>", "<M-b>", "<M-f>", "<C-_>",
            "<Up>", "<Down>", "<M-Enter>", "<Backspace>", "<Delete>", "<Tab>", "end", "if x", "\"", "{", "}", " ", "<C-r>", "<Enter>", "<M-p>", "<C-g>", "<S-Tab>",
        ];
        int seed = Random.Shared.Next();
        TestContext.Out.WriteLine($"seed {seed}");
        Random random = new(seed);
        for (int round = 0; round < 200; round++)
        {
            Typist typist = new(["one", "def x\n  1\nend", "two"], ["alpha", "alps", "日本"]);
            for (int i = 0; i < 60; i++)
            {
                typist.Type(keys[random.Next(keys.Length)]);
                int cursor = typist.Editor.Buffer.Cursor;
                string text = typist.Editor.Buffer.Text;
                Assert.That(cursor, Is.InRange(0, text.Length));
                Assert.That(cursor == text.Length || !char.IsLowSurrogate(text[cursor]), Is.True, "the cursor stands within a character");
            }
        }
    }
}
