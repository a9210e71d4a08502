namespace EndToEnd;

/// <summary>DATA: what stands behind __END__ in the main program.</summary>
public sealed class DataTests : StoneFixture
{
    [Test]
    public void DATA_is_the_script_opened_behind_its_END_line()
    {
        string script = Write("data.rb", "p DATA.class, DATA.path == $0, DATA.lineno, DATA.gets, DATA.read, DATA.gets\n__END__\nfirst\nsecond\n");
        Assert.That(Ruby(script).Output, Is.EqualTo("File\ntrue\n2\n\"first\\n\"\n\"second\\n\"\nnil\n"));
    }

    [Test]
    public void Rewound_it_begins_with_the_first_line_of_the_script()
    {
        string script = Write("rewound.rb", "p DATA.pos\nDATA.rewind\np DATA.gets, DATA.lineno, DATA.each_line.to_a.last\n__END__\nlast");
        Assert.That(Ruby(script).Output, Is.EqualTo("82\n\"p DATA.pos\\n\"\n1\n\"last\"\n"));
    }

    [TestCase("\uFEFFp DATA.read\n__END__\nmark\n", "\"mark\\n\"")]
    [TestCase("p DATA.read\r\n__END__\r\nx\r\n", "\"x\\r\\n\"")]
    [TestCase("p DATA.read\n__END__", "\"\"")]
    [TestCase("=begin\n__END__\n=end\np <<A, DATA.read\n__END__\nA\n__END__\nreal\n", "\"__END__\\n\"\n\"real\\n\"")]
    [TestCase("at_exit { p DATA.read }\n__END__\nlate", "\"late\"")]
    [TestCase("p defined?(DATA)\n", "nil")]
    [TestCase("p defined?(DATA), eval(\"1\\n__END__\\n2\")\n", "nil\n1")]
    public void It_begins_behind_the_first_line_that_is_END(string source, string output) =>
        Assert.That(Ruby(Write("source.rb", source)).Output, Is.EqualTo(output + "\n"));

    [Test]
    public void Only_the_main_script_has_it()
    {
        string loaded = Write("loaded.rb", "p [:loaded, defined?(DATA), (DATA.read if defined?(DATA))]\n__END__\nnot this\n");
        string main = Write("main.rb", $"load {Quoted(loaded)}\np DATA.read\n__END__\nmain\n");
        string without = Write("without.rb", $"require {Quoted(loaded)}\np defined?(DATA)\n");
        Assert.That(Ruby(main).Output, Is.EqualTo("[:loaded, \"constant\", \"main\\n\"]\n\"\"\n"));
        Assert.That(Ruby(without).Output, Is.EqualTo("[:loaded, nil, nil]\nnil\n"));
        Assert.That(Ruby("-r", loaded, main).Output, Does.StartWith("[:loaded, nil, nil]\n"));
        Assert.That(Ruby("-e", "p defined?(DATA)\n__END__\nx").Output, Is.EqualTo("nil\n"));
    }

    [Test]
    public void Of_a_program_from_standard_input_it_is_the_rest_of_standard_input()
    {
        const string Program = "p DATA.equal?(STDIN), gets, DATA.read, gets\n__END__\nfirst\nsecond\n";
        CommandResult piped = Installation.Run(Installation.Script("maglev-ruby"), ["--stone", Stone], Program);
        Assert.That(piped.Output, Is.EqualTo("true\n\"first\\n\"\n\"second\\n\"\nnil\n"), piped.ToString());
        string file = Write("input.rb", "p DATA.pos\nDATA.rewind\np DATA.gets\n__END__\nx\n");
        CommandResult redirected = Installation.Run("/bin/sh", ["-c", $"{Installation.Script("maglev-ruby")} --stone {Stone} - <{file}"]);
        Assert.That(redirected.Output, Is.EqualTo("43\n\"p DATA.pos\\n\"\n"), redirected.ToString());
    }

    [Test]
    public void A_script_that_is_a_pipe_has_it_too()
    {
        string script = Write("piped.rb", "p DATA.read\n__END__\nthrough a pipe\n");
        CommandResult result = Installation.Run("/bin/bash", ["-c", $"{Installation.Script("maglev-ruby")} --stone {Stone} <(cat {script})"]);
        Assert.That(result.Output, Is.EqualTo("\"through a pipe\\n\"\n"), result.ToString());
    }

    [Test]
    public void It_never_is_committed()
    {
        string script = Write("commits.rb", "Maglev::PERSISTENT_ROOT[:data] = DATA.read\n__END__\nkept\n");
        Assert.That(Ruby("-Mcommit", script).ExitStatus, Is.Zero);
        Assert.That(Ruby("-e", "p Maglev::PERSISTENT_ROOT[:data], defined?(DATA)").Output, Is.EqualTo("\"kept\\n\"\nnil\n"));
    }

    private static string Quoted(string path) => $"\"{path}\"";
}
