using EndToEnd;
using Gem.Client.Commands.Irb.Display;
using Gem.Client.Commands.Irb.Editing;
using Gem.Client.Tests.Irb.Editing;

namespace Gem.Client.Tests.Irb.Display;

/// <summary>What the editor draws, as the user sees it.</summary>
public sealed class ScreenTests
{
    [Test]
    public void Text_and_cursor_stand_behind_the_prompt()
    {
        VirtualScreen screen = Draw(new Typist().Type("abc<Left>"), 20, 5);
        Assert.That(screen.Lines, Is.EqualTo(new[] { "> abc" }));
        Assert.That((screen.CursorRow, screen.CursorColumn), Is.EqualTo((0, 4)));
    }

    [Test]
    public void A_long_line_wraps_and_the_cursor_with_it()
    {
        VirtualScreen screen = Draw(new Typist().Type("abcdefgh"), 10, 5);
        Assert.That(screen.Lines, Is.EqualTo(new[] { "> abcdefgh" }));
        Assert.That((screen.CursorRow, screen.CursorColumn), Is.EqualTo((1, 0)));
        screen = Draw(new Typist().Type("abcdefghi"), 10, 5);
        Assert.That(screen.Lines, Is.EqualTo(new[] { "> abcdefgh", "i" }));
    }

    [Test]
    public void A_wide_character_that_has_no_room_wraps_whole()
    {
        VirtualScreen screen = Draw(new Typist().Type("abcdefg日x"), 10, 5);
        Assert.That(screen.Lines, Is.EqualTo(new[] { "> abcdefg", "日x" }));
        Assert.That((screen.CursorRow, screen.CursorColumn), Is.EqualTo((1, 3)));
    }

    [Test]
    public void Each_line_has_a_prompt() =>
        Assert.That(Draw(new Typist().Type("def f<Enter>1<Enter>end"), 20, 5).Lines, Is.EqualTo(new[] { "> def f", "*   1", "* end" }));

    [Test]
    public void Candidates_stand_below_in_columns()
    {
        VirtualScreen screen = Draw(new Typist(words: ["bar", "baz", "bat", "bay", "ban"]).Type("ba<Tab>"), 16, 8);
        Assert.That(screen.Lines, Is.EqualTo(new[] { "> ba", "bar  bat  ban", "baz  bay" }));
        Assert.That((screen.CursorRow, screen.CursorColumn), Is.EqualTo((0, 4)));
    }

    [Test]
    public void Control_characters_and_tabs_take_the_room_they_need() =>
        Assert.That(Draw(new Typist().Paste("a\tb").Type("<C-v><C-a>c"), 30, 5).Lines, Is.EqualTo(new[] { "> a     b^Ac" }));

    [Test]
    public void An_input_higher_than_the_screen_shows_the_part_with_the_cursor_and_ends_whole()
    {
        VirtualScreen screen = new(20, 4);
        ScreenRenderer renderer = new(new FakeTerminal(screen));
        Typist typist = new Typist().Paste("a\nb\nc\nd\ne\nf");
        EditorView view = new(typist.Editor, hasColours: false);
        renderer.Draw(view.Frame(20, 4));
        Assert.That(screen.Lines, Is.EqualTo(new[] { "* c", "* d", "* e", "* f" }));
        typist.Type("<C-Home>");
        renderer.Draw(view.Frame(20, 4));
        Assert.That(screen.Lines, Is.EqualTo(new[] { "> a", "* b", "* c", "* d" }));
        renderer.Finish(view.Frame(20, 4));
        Assert.That(screen.AllLines, Is.EqualTo(new[] { "> a", "* b", "* c", "* d", "* e", "* f" }));
    }

    [Test]
    public void What_stood_above_stays()
    {
        VirtualScreen screen = new(10, 6);
        screen.Write("above\r\n");
        ScreenRenderer renderer = new(new FakeTerminal(screen));
        Typist typist = new();
        EditorView view = new(typist.Editor, hasColours: true);
        foreach (string key in (string[])["abcdefghijkl", "<C-a>", "x", "<C-k>", "<C-u>"])
        {
            typist.Type(key);
            renderer.Draw(view.Frame(10, 6));
        }

        Assert.That(screen.Lines, Is.EqualTo(new[] { "above", ">" }));
    }

    [TestCase(false)]
    [TestCase(true)]
    public void However_one_types_the_screen_is_what_a_fresh_drawing_would_be(bool hasColours)
    {
        string[] keys =
        [
            "a", "foo ", "日本", "<C-a>", "<C-e>", "<C-b>", "<C-k>", "<C-u>", "<C-y>", "<Up>", "<Down>", "<M-Enter>", "<Backspace>", "def x", "\"", "{", "}",
            "a fairly long piece of text", "<Enter>", "<C-r>", "<C-g>", "<Tab>",
        ];
        int seed = Random.Shared.Next();
        TestContext.Out.WriteLine($"seed {seed}");
        Random random = new(seed);
        for (int round = 0; round < 60; round++)
        {
            int columns = random.Next(8, 30);
            VirtualScreen screen = new(columns, 40);
            ScreenRenderer renderer = new(new FakeTerminal(screen));
            Typist typist = new(["one", "def y\n  a very long line in the history\nend"], ["foo", "fool", "food"]);
            EditorView view = new(typist.Editor, hasColours);
            for (int i = 0; i < 30; i++)
            {
                typist.Type(keys[random.Next(keys.Length)]);
                ScreenFrame frame = view.Frame(columns, 40);
                if (frame.Rows.Count > 40)
                {
                    break;
                }

                renderer.Draw(frame);
                VirtualScreen fresh = new(columns, 40);
                new ScreenRenderer(new FakeTerminal(fresh)).Draw(frame);
                Assert.That(screen.ToString(), Is.EqualTo(fresh.ToString()), $"after {i} keys");
                Assert.That((screen.CursorRow, screen.CursorColumn), Is.EqualTo((fresh.CursorRow, fresh.CursorColumn)));
            }
        }
    }

    private static VirtualScreen Draw(Typist typist, int columns, int rows)
    {
        VirtualScreen screen = new(columns, rows);
        new ScreenRenderer(new FakeTerminal(screen)).Draw(new EditorView(typist.Editor, hasColours: true).Frame(columns, rows));
        return screen;
    }
}
