namespace EndToEnd;

/// <summary>The switches of maglev-ruby, as MRI has them and MagLev's own; what they print is what MRI prints.</summary>
public sealed class SwitchTests : StoneFixture
{
    [TestCase("a b\nc d\n", "b\nd\n", "-ne", "puts $_.split[1]")]
    [TestCase("a\nb\n", "A\nB\n", "-pe", "$_.upcase!")]
    [TestCase("a\nb\n", "b\n", "-pe", "next if /a/ =~ $_")]
    [TestCase("a,b\nc,d\n", "b\nd\n2\n", "-F,", "-lane", "BEGIN { n = 0 }; n += 1; print $F[1]; END { print n }")]
    [TestCase("x;y;z", "x;|y;|z|", "-073", "-ne", "print $_, '|'")]
    [TestCase("p1\np1\n\n\np2\n", "2\n", "-00", "-e", "puts readlines.size")]
    [TestCase("1\n2\n", "4\n", "-0777", "-ne", "puts $_.size")]
    [TestCase("", "[\"a\", \"-b\"]\n", "-e", "p ARGV", "a", "-b")]
    [TestCase("", "1\n2\n", "-e", "puts 1", "-e", "puts 2")]
    [TestCase("", "true\n", "-d", "-e", "p $DEBUG")]
    [TestCase("", "nil\n", "-W0", "-e", "p $VERBOSE")]
    [TestCase("", "true\n", "-w", "-e", "p $VERBOSE")]
    [TestCase("", "true\n", "-W:deprecated", "-e", "p Warning[:deprecated]")]
    [TestCase("", "Syntax OK\n", "-c", "-e", "raise 'not run'")]
    [TestCase("", "true\n", "--enable=frozen-string-literal", "-e", "p 'a'.frozen?")]
    [TestCase("", "#<Encoding:US-ASCII>\n", "-E", "US-ASCII", "-e", "p Encoding.default_external")]
    [TestCase("1\n2\n3\n4\n", "2\n3\n", "-ne", "print if 2..3")]
    [TestCase("", "[true, true]\n", "-d", "-e", "p [$DEBUG, $VERBOSE]")]
    [TestCase("", "[true, \"b\"]\n", "-s", "-e", "p [$a, $_b]", "--", "-a", "--b=b")]
    [TestCase("", "[true, true]\n", "--enable=frozen-string-literal", "-e", "p ['a'.frozen?, eval(\"'b'\").frozen?]")]
    [TestCase("", "false\n", "--disable=frozen-string-literal", "-e", "p eval('\"b\"').frozen?")]
    [TestCase("print 1 + 1", "2", "-")]
    public void A_switch_does_what_it_does_in_MRI(string input, string output, params string[] arguments)
    {
        CommandResult result = Run(input, arguments);
        Assert.That(result.Output, Is.EqualTo(output), result.ToString());
        Assert.That(result.ExitStatus, Is.Zero, result.ToString());
    }

    [Test]
    public void Too_many_objects_for_the_space_given_are_an_error_that_can_be_rescued()
    {
        const string Program = "begin; a = []; loop { a << 'x' * 1000 }; rescue Maglev::AlmostOutOfMemory => e; a = nil; puts e.message; end; puts 1";
        CommandResult result = Run("", "--tocsz", "64000", "-e", Program);
        Assert.That(result.Output, Does.StartWith("failed to allocate memory").And.EndsWith("\n1\n"), result.ToString());
        Assert.That(Run("", "--tocsz", "9", "-e", "1").Errors, Does.Contain("--tocsz 9: the temporary object space has from 32000 to"));
    }

    [Test]
    public void A_program_is_told_that_memory_is_short_and_goes_on()
    {
        const string Ruby = """
            told = 0
            Maglev::System.almost_out_of_memory_threshold = 50
            kept = []
            Maglev::System.on_almost_out_of_memory { |text| told += 1; kept = []; puts text[/\d+ KB for objects/] }
            kept << Array.new(40) while told < 2
            begin
              Maglev::System.almost_out_of_memory_threshold = 96
            rescue ArgumentError
              puts $!.message
            end
            """;
        CommandResult ruby = Run("", "--tocsz", "100000", "-e", Ruby);
        Assert.That(ruby.Output, Is.EqualTo("100000 KB for objects\n100000 KB for objects\na threshold is a percentage from 1 to 95, not 96\n"), ruby.ToString());
        const string Smalltalk = """
            print Smalltalk.evaluate('
              | kept told |
              kept := OrderedCollection new. told := 0.
              AlmostOutOfMemory enableAtThreshold: 50.
              [[told < 2] whileTrue: [kept add: (Array new: 40)]] on: AlmostOutOfMemory do: [:e | told := told + 1. kept := OrderedCollection new. e resume].
              { told. AlmostOutOfMemory enabled. AlmostOutOfMemory threshold. AlmostOutOfMemory disable; enabled } printString')
            """;
        CommandResult smalltalk = Run("", "--tocsz", "100000", "-e", Smalltalk);
        Assert.That(smalltalk.Output, Is.EqualTo("an Array( 2, true, 50, false)"), smalltalk.ToString());
    }

    [Test]
    public void The_space_for_objects_is_told()
    {
        const string Program = "s = Maglev::System; GC.start; p s.temp_obj_space_max, s.temp_obj_space_used.between?(1, 64_000 << 10), s.temp_obj_space_percent_used.between?(0, 100)";
        Assert.That(Run("", "--tocsz", "64000", "-e", Program).Output, Is.EqualTo($"{64000 << 10}\ntrue\ntrue\n"));
    }

    [TestCase("-MlogSexp", "-e", "x = 1", "-e:1 (Program [x] [(LocalVariableWrite x (Integer 1))])\n")]
    [TestCase("-MtraceGlobals", "-e", "$x = [1]; $, = nil", "$x = [1]\n$, = nil\n")]
    public void What_goes_on_is_told_on_standard_error(string mode, string option, string program, string told)
    {
        CommandResult result = Run("", mode, option, program);
        Assert.That(result.Errors, Does.EndWith(told));
        Assert.That(result.ExitStatus, Is.Zero);
    }

    [Test]
    public void Syntax_trees_are_dumped_as_JSON_a_line_for_each_file()
    {
        string folder = Directory.CreateTempSubdirectory().FullName;
        string[] files = [Path.Combine(folder, "right.rb"), Path.Combine(folder, "wrong.rb")];
        File.WriteAllText(files[0], "nil");
        File.WriteAllText(files[1], "1 +");
        CommandResult one = Run("", "--dump=ast", files[0]);
        CommandResult both = Run("", ["--dump=ast", .. files]);
        Directory.Delete(folder, recursive: true);
        const string Tree = "\"errors\":[],\"ast\":{\"type\":\"ProgramNode\",\"flags\":0,\"locals\":[],\"statements\":"
            + "{\"type\":\"StatementsNode\",\"flags\":0,\"body\":[{\"type\":\"NilNode\",\"flags\":0}]}}}\n";
        Assert.That(one.Output, Does.EndWith(Tree));
        Assert.That(one.ExitStatus, Is.Zero);
        Assert.That(both.Output, Does.Contain(Tree).And.Contain("\"errors\":[\"1:").And.EndWith("\"ast\":null}\n"));
        Assert.That(both.Errors, Does.StartWith("2 files, 6 bytes, "));
        Assert.That(both.ExitStatus, Is.EqualTo(1));
        Assert.That(Run("", "--dump=insns", "-e", "1").Errors, Does.Contain("--dump=insns: only ast can be dumped"));
    }

    [Test]
    public void Files_are_edited_in_place_and_kept_under_another_name()
    {
        string first = Write("first.txt", "one\ntwo\n");
        string second = Write("second.txt", "three\n");
        CommandResult result = Run("", "-i.old", "-pe", "$_.upcase!", first, second);
        Assert.That(result.Output, Is.Empty, result.ToString());
        Assert.That(File.ReadAllText(first) + File.ReadAllText(second), Is.EqualTo("ONE\nTWO\nTHREE\n"));
        Assert.That(File.ReadAllText(first + ".old"), Is.EqualTo("one\ntwo\n"));
    }

    [Test]
    public void A_script_may_stand_behind_other_text_and_bring_switches_of_its_own()
    {
        string mail = Write("mail.txt", "Dear reader,\n\n#!/usr/bin/env ruby -l\nprint __LINE__\n__END__\nbye\n");
        Assert.That(Run("", "-x", mail).Output, Is.EqualTo("2\n"));
        CommandResult without = Run("", "-x", Write("plain.txt", "no program\n"));
        Assert.That((without.ExitStatus, without.Errors), Is.EqualTo((1, "maglev-ruby: no Ruby script found in input (LoadError)\n")));
    }

    [Test]
    public void Arguments_with_a_dash_set_globals_when_asked()
    {
        string script = Write("globals.rb", "p $verbose_run, $name, ARGV\n");
        Assert.That(Run("", "-s", script, "-verbose-run", "-name=Alice's", "--", "-x").Output, Is.EqualTo("true\n\"Alice's\"\n[\"-x\"]\n"));
    }

    [Test]
    public void A_script_is_found_in_the_path()
    {
        string folder = Directory.CreateDirectory(Path.Combine(Folder, "programs")).FullName;
        File.WriteAllText(Path.Combine(folder, "inpath.rb"), "puts :found");
        string path = folder + ":" + Environment.GetEnvironmentVariable("PATH");
        Assert.That(RunIn(new() { ["PATH"] = path }, "-S", "inpath.rb").Output, Is.EqualTo("found\n"));
    }

    [Test]
    public void Switches_come_from_MAGLEV_OPTS_the_command_line_and_RUBYOPT()
    {
        Assert.That(RunIn(new() { ["MAGLEV_OPTS"] = "-n" }, "-e", "p $_").Output, Is.EqualTo("\"a\\n\"\n"));
        Assert.That(RunIn(new() { ["RUBYOPT"] = "w" }, "-e", "p $VERBOSE").Output, Is.EqualTo("true\n"));
        CommandResult refused = RunIn(new() { ["RUBYOPT"] = "-n" }, "-e", "1");
        Assert.That((refused.ExitStatus, refused.Errors), Is.EqualTo((1, "maglev-ruby: invalid switch in RUBYOPT: -n (RuntimeError)\n")));
    }

    [Test]
    public void A_users_own_file_is_loaded_first_and_stays_theirs()
    {
        string home = Directory.CreateDirectory(Path.Combine(Folder, "home")).FullName;
        File.WriteAllText(Path.Combine(home, ".maglevrc"), "class Integer; def doubled_for_me = self * 2; end\n");
        Dictionary<string, string> environment = new() { ["HOME"] = home };
        Assert.That(RunIn(environment, "-Mcommit", "-e", "p 4.doubled_for_me").Output, Is.EqualTo("8\n"));
        Assert.That(Run("", "-e", "p 4.respond_to?(:doubled_for_me)").Output, Is.EqualTo("false\n"));
        Assert.That(RunIn(environment, "--disable=rc", "-e", "p 4.respond_to?(:doubled_for_me)").Output, Is.EqualTo("false\n"));
    }

    [Test]
    public void Loads_are_traced_on_standard_error()
    {
        string library = Write("traced_library.rb", "");
        Assert.That(Run("", "-MtraceLoad", "-r", library, "-e", "1").Errors, Is.EqualTo($"load {library}\n"));
    }

    [Test]
    public void What_is_nested_is_committed_at_the_end_and_a_hook_may_refuse_it()
    {
        CommandResult nested = Run("", "-Mcommit", "-e", "Maglev.begin_nested_transaction; Maglev.root[:nested_at_end] = 1");
        Assert.That((nested.Errors, nested.ExitStatus), Is.EqualTo(("", 0)));
        CommandResult refused = Run("", "-Mcommit", "-e", "p Maglev.root[:nested_at_end]; Maglev.before_commit { raise 'not now' }; Maglev.root[:x] = 1");
        Assert.That((refused.Output, refused.ExitStatus), Is.EqualTo(("1\n", 1)));
        Assert.That(refused.Errors, Does.StartWith("maglev-ruby: -Mcommit: a hook raised ").And.Contain("not now"));
    }

    [TestCase("maglev-ruby: no argument given for -e  (-h will show valid options)", "-e")]
    [TestCase("maglev-ruby: invalid option -Z  (-h will show valid options) (RuntimeError)", "-Z")]
    [TestCase("maglev-ruby: invalid option -Mnonsense  (-h will show valid options) (RuntimeError)", "-Mnonsense")]
    [TestCase("maglev-ruby: unknown warning category: 'weather'", "-W:weather")]
    [TestCase("maglev-ruby: --stonehost elsewhere.example: a stone on another machine can't be used yet", "--stonehost", "elsewhere.example", "-e", "1")]
    public void A_bad_switch_is_one_line(string message, params string[] arguments)
    {
        CommandResult result = Run("", arguments);
        Assert.That((result.ExitStatus, result.Errors), Is.EqualTo((1, message + "\n")));
    }

    private CommandResult Run(string input, params string[] arguments) =>
        Installation.Run(Installation.Script("maglev-ruby"), ["--stone", Stone, .. arguments], input, folder: Folder);

    private CommandResult RunIn(Dictionary<string, string> environment, params string[] arguments) =>
        Installation.Run(Installation.Script("maglev-ruby"), ["--stone", Stone, .. arguments], "a\n", environment, Folder);
}
