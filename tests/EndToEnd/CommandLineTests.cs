namespace EndToEnd;

/// <summary>The command lines: what goes well, and what bad input gets.</summary>
public sealed class CommandLineTests : StoneFixture
{
    [Test]
    public void The_engine_says_its_name() =>
        Assert.That(Ruby("-e", "puts \"Hello from #{RUBY_ENGINE}\"").Output, Is.EqualTo("Hello from maglev\n"));

    [Test]
    public void A_program_may_come_from_standard_input() =>
        Assert.That(Installation.Run(Installation.Script("maglev-ruby"), ["--stone", Stone], "puts 6 * 7").Output, Is.EqualTo("42\n"));

    [Test]
    public void A_script_gets_its_arguments_and_its_exit_status_is_handed_on()
    {
        CommandResult result = Ruby(Write("arguments.rb", "p ARGV\nexit 44"), "a", "-b");
        Assert.That(result.Output, Is.EqualTo("[\"a\", \"-b\"]\n"));
        Assert.That(result.ExitStatus, Is.EqualTo(44));
    }

    [Test]
    public void A_syntax_error_names_file_line_and_column_and_shows_the_line()
    {
        CommandResult result = Ruby(Write("bad.rb", "puts 1\nx = = 2\n"));
        Assert.That(result.ExitStatus, Is.EqualTo(1));
        Assert.That(result.Output, Is.Empty);
        Assert.That(result.Errors, Does.Contain("bad.rb:2:").And.Contain("x = = 2"));
        Assert.That(result.Errors, Does.Not.Contain("   at "));
    }

    [TestCase("nowhere.rb", "nowhere.rb")]
    [TestCase("--frobnicate", "--frobnicate")]
    [TestCase("-Z", "-Z")]
    public void A_missing_file_or_unknown_option_is_one_line_that_names_it(string argument, string named)
    {
        CommandResult result = Ruby(argument);
        Assert.That(result.ExitStatus, Is.EqualTo(1));
        Assert.That(result.Errors.TrimEnd().Split('\n'), Has.Length.EqualTo(1), result.ToString());
        Assert.That(result.Errors, Does.Contain(named));
    }

    [Test]
    public void Messages_of_several_commands_into_one_file_follow_each_other()
    {
        string ruby = Installation.Script("maglev-ruby");
        string log = Path.Combine(Folder, "log.txt");
        Installation.Run("/bin/sh", ["-c", $"({ruby} one.rb; {ruby} two.rb) 2>{log}"]);
        string[] lines = File.ReadAllLines(log);
        Assert.That(lines, Has.Length.EqualTo(2));
        Assert.That(lines[0], Does.Contain("one.rb"));
        Assert.That(lines[1], Does.Contain("two.rb"));
    }

    [Test]
    public void A_stone_that_does_not_run_is_one_line_that_names_it()
    {
        CommandResult result = Installation.Run(Installation.Script("maglev-ruby"), ["--stone", "nosuchstone", "-e", "1"]);
        Assert.That(result.ExitStatus, Is.EqualTo(1));
        Assert.That(result.Errors.TrimEnd().Split('\n'), Has.Length.EqualTo(1), result.ToString());
        Assert.That(result.Errors, Does.Contain("nosuchstone"));
    }

    [Test]
    public void An_uncaught_exception_prints_place_message_and_class_and_exits_with_1()
    {
        CommandResult result = Ruby(Write("raises.rb", "def f\n  raise ArgumentError, 'too bad'\nend\nf\n"));
        Assert.That(result.ExitStatus, Is.EqualTo(1));
        Assert.That(result.Errors, Does.Contain("raises.rb:2:in 'Object#f': too bad (ArgumentError)"));
        Assert.That(result.Errors, Does.Contain("raises.rb:4:in '<main>'"));
    }

    [TestCase("$stderr = $stdout; raise 'heard'")]
    [TestCase("o = Object.new; def o.write(*texts) = $stdout.write(*texts); $stderr = o; raise 'heard'")]
    [TestCase("at_exit { $stderr = $stdout; raise 'heard' }")]
    public void An_uncaught_exception_is_told_where_the_program_told_errors_to_go(string program)
    {
        CommandResult result = Ruby("-e", program);
        Assert.That(result.Output, Does.Match("^-e:1:in '[a-z <>]+': heard \\(RuntimeError\\)\n$"));
        Assert.That((result.Errors, result.ExitStatus), Is.EqualTo(("", 1)));
    }

    [Test]
    public void Deep_recursion_is_a_SystemStackError_that_can_be_rescued() =>
        Assert.That(Ruby("-e", "def f = f()\nbegin; f; rescue SystemStackError => e; puts e.message; end").Output, Is.EqualTo("stack level too deep\n"));

    [Test]
    public void Finalizers_run_when_their_objects_are_gone_and_the_rest_at_the_end()
    {
        const string Program = """
            def drop = 1000.times { ObjectSpace.define_finalizer(Object.new, ->(id) { $gone = id }) }
            kept = "kept"
            ObjectSpace.define_finalizer(kept, proc { |id| puts "end of kept: #{id == $kept}" })
            ObjectSpace.define_finalizer(kept, proc { raise "not heard" })
            $kept = kept.object_id
            drop
            GC.start
            sleep 0.01 until $gone
            puts "gone: #{Integer === $gone}"
            $VERBOSE = nil
            at_exit { puts "at exit" }
            ObjectSpace.undefine_finalizer(other = Object.new.tap { |o| ObjectSpace.define_finalizer(o, proc { puts "never" }) })
            begin; ObjectSpace.define_finalizer(other, 5); rescue ArgumentError => e; puts e.message; end
            begin; ObjectSpace.define_finalizer(5, proc { }); rescue ArgumentError => e; puts e.message; end
            """;
        Assert.That(Ruby("-e", Program).ToString(), Is.EqualTo(new CommandResult(0, """
            gone: true
            wrong type argument Integer (should be callable)
            cannot define finalizer for Integer
            at exit
            end of kept: true

            """, "").ToString()));
    }

    [TestCase("")]
    [TestCase("trap '' INT; ")]
    public void An_interrupt_raises_Interrupt_as_a_background_job_too(string before)
    {
        const string Program = "begin; $stdout.sync = true; puts :ready; loop { }; rescue Interrupt; puts :interrupted; end";
        using System.Diagnostics.Process process = Installation.Start(
            "/bin/sh", ["-c", before + "exec \"$@\"", "sh", Installation.Script("maglev-ruby"), "--stone", Stone, "-e", Program]);
        Assert.That(process.StandardOutput.ReadLine(), Is.EqualTo("ready"));
        Installation.Run("/bin/kill", ["-INT", process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        Assert.That(process.StandardOutput.ReadLine(), Is.EqualTo("interrupted"));
        process.WaitForExit();
        Assert.That(process.ExitCode, Is.Zero);
    }
}
