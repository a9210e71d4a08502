namespace EndToEnd;

/// <summary>Interactive Ruby: pipes, commands, customisation, sessions in programs, transactions.</summary>
public sealed class IrbSessionTests : IrbFixture
{
    private const string ControlD = "\x04";

    [Test]
    public void Without_a_terminal_inputs_are_repeated_and_values_stand_alone()
    {
        CommandResult result = Piped("1 + 1\ndef f(a)\n  a\nend\nf([1])\n2;\nputs 'x'\n");
        Assert.That(result.Output, Is.EqualTo("1 + 1\n2\ndef f(a)\n  a\nend\n:f\nf([1])\n[1]\n2;\nputs 'x'\nx\nnil\n"));
        Assert.That(result.Errors, Is.Empty);
        Assert.That(result.ExitStatus, Is.Zero);
    }

    [Test]
    public void Without_a_terminal_there_are_no_escape_codes_and_errors_are_told() =>
        Assert.That(Piped("raise 'x'\n1 +").Output, Is.EqualTo("raise 'x'\n(irb):1:in '<main>': x (RuntimeError)\n1 +\n(irb):2: syntax error found (SyntaxError)\n> 2 | 1 +\n    |    ^ unexpected end-of-input\n"));

    [Test]
    public void Prompts_may_be_asked_for() =>
        Assert.That(Piped("[1,\n2]\n", "--prompt", "default").Output, Is.EqualTo("maglev(main):001:0> [1,\nmaglev(main):002:1* 2]\n=> [1, 2]\nmaglev(main):003:0> "));

    [Test]
    public void Switches_do_what_they_say()
    {
        string library = Path.Combine(Folder, "lib");
        Directory.CreateDirectory(library);
        File.WriteAllText(Path.Combine(library, "given.rb"), "GIVEN = 7\n");
        CommandResult result = Piped("GIVEN\n$DEBUG\n$VERBOSE\nARGV\n", "-I", library, "-r", "given", "-d", "-w");
        Assert.That(result.Output, Is.EqualTo("GIVEN\n7\n$DEBUG\ntrue\n$VERBOSE\ntrue\nARGV\n[]\n"));
        Assert.That(Piped("1\nputs 2\n", "--noecho").Output, Is.EqualTo("1\nputs 2\n2\n"));
        Assert.That(Piped("exit 4\n").ExitStatus, Is.EqualTo(4));
        Assert.That(Piped("raise SystemExit\n").ExitStatus, Is.Zero);
    }

    [Test]
    public void A_file_is_evaluated_line_by_line() =>
        Assert.That(Piped("", Write("lines.rb", "a = [1,\n  2]\na.size\n"), "x").Output, Is.EqualTo("a = [1,\n  2]\n[1, 2]\na.size\n2\n"));

    [Test]
    public void What_cannot_be_required_is_told_and_the_session_begins()
    {
        CommandResult result = Piped("1\n", "-r", "no_such_feature");
        Assert.That(result.Errors.TrimEnd().Split('\n'), Has.Length.EqualTo(1));
        Assert.That(result.Errors, Does.StartWith("maglev-irb: ").And.Contain("cannot load such file -- no_such_feature"));
        Assert.That(result.Output, Is.EqualTo("1\n1\n"));
    }

    [TestCase("--frobnicate", "--frobnicate")]
    [TestCase("nowhere.rb", "nowhere.rb")]
    public void Bad_arguments_are_one_line_that_names_them(string argument, string named)
    {
        CommandResult result = Piped("", argument);
        Assert.That(result.ExitStatus, Is.EqualTo(1));
        Assert.That(result.Errors.TrimEnd().Split('\n'), Has.Length.EqualTo(1), result.ToString());
        Assert.That(result.Errors, Does.Contain(named));
    }

    [Test]
    public void The_users_files_are_read_unless_told_otherwise()
    {
        File.WriteAllText(Path.Combine(HomeFolder, ".maglev_irbrc"), "require 'irb/completion'\nIRB.conf[:PROMPT_MODE] = :SIMPLE\ndef from_home = 1\n");
        File.WriteAllText(Path.Combine(Folder, ".irbrc"), "def from_here = 2\nraise 'and a mistake'\n");
        Assert.That(Piped("[from_home, from_here]\n").Output, Does.EndWith("[1, 2]\n"));
        Assert.That(Piped("from_home\n", "-f").Output, Does.Contain("undefined local variable or method 'from_home'"));
        using (PseudoTerminal irb = InTerminal("maglev-irb", 160, 24))
        {
            irb.WaitFor("and a mistake (RuntimeError)\n>>");
            irb.Type("from_home\r");
            irb.WaitFor(">> from_home\n=> 1");
        }
    }

    [Test]
    public void Commands_look_around()
    {
        using PseudoTerminal irb = Irb();
        irb.Type("class Looked\rattr_reader :age\r\rdef initialize(age)\r@age = age\rend\r\rdef older?(other)\rage > other.age\rend\rend\r");
        irb.WaitFor("=> :older?");
        irb.Type("looked = Looked.new(3)\rls looked\r");
        irb.WaitFor("Looked#methods: age older?\ninstance variables: @age\n");
        irb.Type("show_source looked.older?\r");
        irb.WaitFor("From: (irb):8\n\ndef older?(other)\n  age > other.age\nend\n");
        irb.Type("cd looked\r");
        irb.WaitFor("maglev(#<Looked>):016:0>");
        irb.Type("@age + 1\rcd ..\r");
        irb.WaitFor("=> 4\nmaglev(#<Looked>):017:0> cd ..\nmaglev(main):018:0>");
        irb.Type("measure\r:x\r");
        irb.WaitFor("=> :x\nprocessing time: 0.");
        irb.Type("help\r");
        irb.WaitFor("show_source NAME");
    }

    [Test]
    public void A_program_hands_a_place_over_and_goes_on()
    {
        string program = Write("place.rb", "def pay(amount)\n  tax = amount / 10\n  binding.irb\n  puts \"tax is #{tax}\"\nend\npay(50)\nputs 'end of program'\n");
        using PseudoTerminal irb = InTerminal("maglev-ruby", 160, 30, program);
        irb.WaitFor($"From: {program} @ line 3:\n\n       1: def pay(amount)\n       2:   tax = amount / 10\n =>    3:   binding.irb");
        irb.WaitFor(FirstPrompt);
        irb.Type("[amount, tax]\rtax = 9\rundefined_thing\r");
        irb.WaitFor($"(irb):3:in 'Object#pay': undefined local variable or method 'undefined_thing' for main:Object (NameError)");
        irb.WaitFor("=> [50, 5]");
        irb.Type("exit\r");
        Assert.That(irb.WaitForExit(), Is.Zero);
        Assert.That(irb.Screen, Does.EndWith("tax is 9\nend of program"));
    }

    [Test]
    public void Leaving_a_place_with_a_status_ends_the_program()
    {
        using PseudoTerminal irb = InTerminal("maglev-ruby", 80, 24, "-e", "binding.irb; puts 'not reached'");
        irb.WaitFor(FirstPrompt);
        irb.Type("exit 5\r");
        Assert.That(irb.WaitForExit(), Is.EqualTo(5));
        Assert.That(irb.Screen, Does.Not.Contain("not reached"));
    }

    [Test]
    public void Two_sessions_share_a_repository_and_see_each_others_commits_when_they_move_their_view()
    {
        using PseudoTerminal a = Irb();
        using PseudoTerminal b = Irb();
        b.Enter("Maglev::PERSISTENT_ROOT[:irb_hat] = []", "maglev(main)+:002:0>");
        b.Enter("Maglev.commit_transaction", "maglev(main):003:0>");
        a.Enter("Maglev.abort_transaction", "maglev(main):002:0>");
        b.Enter("Maglev::PERSISTENT_ROOT[:irb_hat] << 'rabbit'", "maglev(main)+:004:0>");
        b.Enter("Maglev.commit_transaction", "maglev(main):005:0>");
        a.Enter("Maglev::PERSISTENT_ROOT[:irb_hat]", "maglev(main):003:0>");
        Assert.That(a.Screen, Does.Contain("=> []\nmaglev(main):003:0>"));
        a.Enter("Maglev.abort_transaction", "maglev(main):004:0>");
        a.Enter("Maglev::PERSISTENT_ROOT[:irb_hat]", "maglev(main):005:0>");
        Assert.That(a.Screen, Does.Contain("=> [\"rabbit\"]\nmaglev(main):005:0>"));
    }

    [Test]
    public void In_persistent_mode_a_class_is_committed_and_another_session_shows_its_source()
    {
        using (PseudoTerminal writer = Irb("-Mpersistent"))
        {
            writer.Type("class IrbRabbit\rdef ears\r2\rend\rend\r");
            writer.WaitFor("=> :ears");
            writer.Type("Maglev.commit_transaction\r" + ControlD);
            writer.WaitForExit();
        }

        using PseudoTerminal reader = Irb();
        reader.Type("IrbRabbit.new.ears\rshow_source IrbRabbit#ears\r");
        reader.WaitFor("=> 2");
        reader.WaitFor("From: (irb):2\n\ndef ears\n  2\nend");
    }
}
