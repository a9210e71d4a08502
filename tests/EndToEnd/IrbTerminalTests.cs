namespace EndToEnd;

/// <summary>Interactive Ruby in a terminal: keys typed, the screen read.</summary>
public sealed class IrbTerminalTests : IrbFixture
{
    private const string Up = "\x1b[A";
    private const string Left = "\x1b[D";
    private const string ControlC = "\x03";
    private const string ControlD = "\x04";

    [Test]
    public void An_expression_is_evaluated_and_its_value_shown()
    {
        using PseudoTerminal irb = Irb();
        irb.Enter("1 + 1", "maglev(main):002:0>");
        irb.Enter("_ * 21", "maglev(main):003:0>");
        irb.Enter("puts 'text'; 5;", "maglev(main):004:0>");
        irb.Enter("x = 日本 = 'wide'", "maglev(main):005:0>");
        Assert.That(irb.AllLines, Is.EqualTo(new[]
        {
            "maglev(main):001:0> 1 + 1",
            "=> 2",
            "maglev(main):002:0> _ * 21",
            "=> 42",
            "maglev(main):003:0> puts 'text'; 5;",
            "text",
            "maglev(main):004:0> x = 日本 = 'wide'",
            "=> \"wide\"",
            "maglev(main):005:0>",
        }));
        irb.Type(ControlD);
        Assert.That(irb.WaitForExit(), Is.Zero);
    }

    [Test]
    public void A_definition_is_one_input_that_indents_itself_and_comes_back_whole()
    {
        using PseudoTerminal irb = Irb();
        irb.Type("def twice(a)\r[1, 2].map do |x|\rx * a\rend\rend\r");
        irb.WaitFor("=> :twice");
        irb.Enter("twice(2)", "maglev(main):007:0>");
        string[] definition = ["def twice(a)", "  [1, 2].map do |x|", "    x * a", "  end", "end"];
        for (int i = 0; i < definition.Length; i++)
        {
            Assert.That(irb.AllLines[i], Does.EndWith(definition[i]).And.StartWith($"maglev(main):{i + 1:000}:"));
        }

        Assert.That(irb.AllLines, Does.Contain("=> [2, 4]"));
        irb.Type(Up + Up + Left + Left + Left + Up + Up);
        irb.WaitFor("maglev(main):008:1*   [1, 2].map do |x|");
        irb.Type(" ; 5\n");
        irb.WaitUntil(screen => screen.EndsWith("maglev(main):012:0>", StringComparison.Ordinal), "the changed definition was taken");
    }

    [Test]
    public void An_exception_is_shown_with_its_place_in_the_session_and_the_session_goes_on()
    {
        using PseudoTerminal irb = Irb();
        irb.Type("def broken = raise(ArgumentError, 'no good')\r");
        irb.Enter("broken", "maglev(main):003:0>");
        Assert.That(irb.Screen, Does.Contain("(irb):1:in 'Object#broken': no good (ArgumentError)\n        from (irb):2:in '<main>'\nmaglev"));
        irb.Enter("_.message", "maglev(main):004:0>");
        Assert.That(irb.Screen, Does.Contain("=> \"no good\""));
        irb.Enter("1 + )", "maglev(main):005:0>");
        Assert.That(irb.Screen, Does.Contain("(irb):4: syntax error found (SyntaxError)\n> 4 | 1 + )\n    |     ^ unexpected ')'"));
    }

    [Test]
    public void Control_c_drops_the_input_and_interrupts_what_runs()
    {
        using PseudoTerminal irb = Irb();
        irb.Type("def half\r" + ControlC);
        irb.WaitFor("^C\nmaglev(main):001:0>");
        irb.Type("begin; $stdout.puts :rea + :dy.to_s; rescue; end; puts 'run' + 'ning'; loop { }\r");
        irb.WaitFor("\nrunning");
        irb.Type(ControlC);
        irb.WaitFor(": Interrupt");
        irb.Enter("1", "maglev(main):003:0>");
    }

    [Test]
    public void A_program_reads_the_terminal_and_gets_what_was_typed_ahead()
    {
        using PseudoTerminal irb = Irb();
        irb.Type("x = gets\rhello\r");
        irb.WaitFor("=> \"hello\\n\"");
        irb.Type("y = gets\r");
        irb.Type("again\r");
        irb.WaitFor("=> \"again\\n\"");
    }

    [Test]
    public void Tab_completes_and_lists()
    {
        using PseudoTerminal irb = Irb();
        irb.Enter("some_text = 'abc'", "maglev(main):002:0>");
        irb.Type("some_t\t.start_w\t('a')\r");
        irb.WaitFor("maglev(main):002:0> some_text.start_with?('a')\n=> true");
        irb.Type("some_text.each_\t");
        irb.WaitFor("each_byte");
        irb.Type("li\t {}\r");
        irb.WaitFor("maglev(main):003:0> some_text.each_line {}\n=> \"abc\"\nmaglev(main):004:0>");
        Assert.That(irb.Screen, Does.Not.Contain("each_byte"));
    }

    [Test]
    public void The_history_is_searched_and_kept_for_the_next_session()
    {
        using (PseudoTerminal first = Irb())
        {
            first.Enter("first = [1]", "maglev(main):002:0>");
            first.Enter("second = 2", "maglev(main):003:0>");
            first.Type(ControlD);
            first.WaitForExit();
        }

        using PseudoTerminal next = Irb();
        next.Type("\x12" + "fir");
        next.WaitFor("reverse-i-search: fir");
        next.Type("\r");
        next.WaitFor("maglev(main):001:0> first = [1]\n=> [1]");
        next.Type(Up + Up);
        next.WaitFor("maglev(main):002:0> second = 2");
    }

    [Test]
    public void Sessions_side_by_side_keep_each_others_history()
    {
        using (PseudoTerminal one = Irb(), other = Irb())
        {
            one.Enter("one = 1", "maglev(main):002:0>");
            other.Enter("other = 2", "maglev(main):002:0>");
            one.Enter("one_more = 3", "maglev(main):003:0>");
        }

        Assert.That(File.ReadAllLines(Path.Combine(HomeFolder, ".maglev_irb_history")), Is.EqualTo(new[] { "one = 1", "other = 2", "one_more = 3" }));
    }

    [Test]
    public void A_paste_of_several_lines_is_one_input()
    {
        using PseudoTerminal irb = Irb();
        irb.Type("\x1b[200~pasted = [\n  1,\n  2\n]\npasted.sum\n\x1b[201~");
        irb.WaitFor("maglev(main):005:0* pasted.sum");
        irb.Enter("", "maglev(main):006:0>");
        Assert.That(irb.Screen, Does.Contain("=> 3"));
        Assert.That(irb.Screen, Does.Contain("maglev(main):002:1*   1,"));
    }

    [Test]
    public void A_long_line_wraps_and_is_drawn_anew_when_the_window_changes()
    {
        using PseudoTerminal irb = Irb(40, 10);
        irb.Type("'a text that is longer than forty columns'");
        irb.WaitFor("maglev(main):001:0> 'a text that is long\ner than forty columns'");
        int before = irb.Raw.Length;
        irb.Resize(60, 10);
        irb.WaitUntil(_ => irb.Raw.Length > before && irb.Raw[before..].Contains("than forty", StringComparison.Ordinal), "a new drawing");
        irb.Type(".size\r");
        irb.WaitFor("=> 40");
    }

    [Test]
    public void Colours_are_used_unless_the_user_wants_none()
    {
        using (PseudoTerminal coloured = Irb())
        {
            coloured.Enter("'text'", "maglev(main):002:0>");
            Assert.That(coloured.Raw, Does.Contain("\x1b[31m\"text\"\x1b[0m"));
        }

        using PseudoTerminal plain = Irb("--nocolor");
        plain.Enter("'text'; raise 'x'", "maglev(main):002:0>");
        Assert.That(plain.Raw, Does.Not.Match("\x1b\\[[0-9;]*m"));
    }

    [Test]
    public void A_result_wider_than_the_window_is_laid_out_and_a_long_one_of_an_assignment_shortened()
    {
        using PseudoTerminal irb = Irb(40, 24);
        irb.Type("{name: 'a' * 20, list: [1] * 5, more: 'b' * 10}\r");
        irb.WaitFor("=>\n{name: \"aaaaaaaaaaaaaaaaaaaa\",\n list: [1, 1, 1, 1, 1],\n more: \"bbbbbbbbbb\"}");
        irb.Type("z = 'c' * 1000\r");
        irb.WaitFor("=> \"ccccccccccccccccccccccccccccccccc...");
    }

    [Test]
    public void Leaving_by_exit_runs_exit_blocks_and_hands_the_status_on()
    {
        using PseudoTerminal irb = Irb();
        irb.Enter("at_exit { puts 'bye' + '!' }", "maglev(main):002:0>");
        irb.Type("exit 3\r");
        Assert.That(irb.WaitForExit(), Is.EqualTo(3));
        Assert.That(irb.Screen, Does.EndWith("\nbye!"));
    }

    [Test]
    public void A_terminal_without_escape_codes_has_prompts_and_lines()
    {
        using PseudoTerminal irb = new(Installation.Script("maglev-irb"), ["--stone", Stone], Environment("dumb"), Folder);
        irb.WaitFor(FirstPrompt);
        irb.Type("[1,\n");
        irb.WaitFor("maglev(main):002:1*");
        irb.Type("2]\n");
        irb.WaitFor("maglev(main):001:0> [1,\nmaglev(main):002:1* 2]\n=> [1, 2]\nmaglev(main):003:0>");
        Assert.That(irb.Raw, Does.Not.Contain("\x1b"));
        irb.Type(ControlD);
        Assert.That(irb.WaitForExit(), Is.Zero);
    }

    [Test]
    public void The_terminal_is_left_as_it_was_found()
    {
        using PseudoTerminal shell = new(
            "/bin/sh", ["-c", $"{Installation.Script("maglev-irb")} --stone {Stone}; stty -a | grep -o ' icanon\\| echo '"], Environment("xterm"), Folder);
        shell.WaitFor(FirstPrompt);
        shell.Type("1\r" + ControlD);
        shell.WaitForExit();
        Assert.That(shell.Screen, Does.EndWith("\n icanon\n echo"));
    }

    [Test]
    public void A_signal_that_ends_the_session_leaves_the_terminal_as_it_was()
    {
        using PseudoTerminal shell = new(
            "/bin/sh", ["-c", $"{Installation.Script("maglev-irb")} --stone {Stone}; stty -a | grep -o ' icanon\\| echo '"], Environment("xterm"), Folder);
        shell.WaitFor(FirstPrompt);
        shell.Enter("$$", "maglev(main):002:0>");
        string process = shell.AllLines[1].Replace("=> ", "", StringComparison.Ordinal);
        Installation.Run("/bin/kill", ["-TERM", process]);
        shell.WaitForExit();
        Assert.That(shell.Screen, Does.EndWith(" icanon\n echo"));
    }
}
