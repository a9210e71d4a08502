namespace EndToEnd;

/// <summary><c>install.sh</c>.</summary>
public sealed class InstallTests
{
    [Test]
    public void On_a_machine_that_is_ready_it_says_what_is_next_and_builds_nothing_again()
    {
        using SeparateHome home = new();
        CommandResult result = home.Run("install.sh", "0.1.0");
        Assert.That(result.ExitStatus, Is.Zero, result.ToString());
        Assert.That(result.Errors, Is.Empty);
        Assert.That(result.Output, Does.Contain($"MagLev.NET is built in {home.Folder}. Next:").And.Contain("scripts/maglev start"));
    }

    [TestCase("99.9", "'99.9'")]
    [TestCase("--frob", "'--frob'")]
    public void A_version_that_is_none_and_an_unknown_option_are_named(string argument, string named)
    {
        CommandResult result = Installation.Run(Installation.Script("install.sh"), [argument]);
        Assert.That(result.ExitStatus, Is.EqualTo(1));
        Assert.That(result.Errors.TrimEnd().Split('\n'), Has.Length.EqualTo(1), result.ToString());
        Assert.That(result.Errors, Does.Contain(named));
    }

    [TestCase("install.sh")]
    [TestCase("maglev")]
    [TestCase("maglev-ruby", "-e", "1")]
    public void Without_the_SDK_one_line_tells_what_to_install(string command, params string[] arguments)
    {
        string folder = Directory.CreateTempSubdirectory("mag").FullName;
        try
        {
            // An SDK too old to be of use; without any the command is not found, which comes to the same.
            string dotnet = Path.Combine(folder, "dotnet");
            File.WriteAllText(dotnet, "#!/bin/sh\necho '8.0.100 [/usr/share/dotnet/sdk]'\n");
            Installation.Run("/bin/chmod", ["+x", dotnet]);
            Dictionary<string, string> environment = new()
            {
                ["PATH"] = folder + ":" + Environment.GetEnvironmentVariable("PATH"),
                ["MAGLEV_HOME"] = Path.Combine(folder, "home"),
            };
            CommandResult result = Installation.Run(Installation.Script(command), arguments, environment: environment);
            Assert.That(result.ExitStatus, Is.EqualTo(1));
            Assert.That(result.Output, Is.Empty);
            Assert.That(result.Errors.TrimEnd().Split('\n'), Has.Length.EqualTo(1), result.ToString());
            Assert.That(result.Errors, Does.Contain("dotnet-sdk-10.0"));
            Assert.That(Directory.Exists(Path.Combine(folder, "home")), Is.False);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
