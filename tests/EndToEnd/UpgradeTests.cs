namespace EndToEnd;

/// <summary>
/// <c>maglev upgrade</c> on a stone whose image was made from another kernel: one in which Array has no length, says that
/// first is :old, and has a method that this checkout's kernel does not know. Every file of its Ruby kernel differs.
/// </summary>
public sealed class UpgradeTests
{
    /// <summary>Prints each method of the kernel, what it is an alias of, and where it stands.</summary>
    private const string Definitions = """
        Object.constants.sort.map { |name| Object.const_get(name) }.grep(Module).uniq.each do |place|
          { "#" => place, ":" => place.singleton_class }.each do |mark, owner|
            (owner.instance_methods(false) + owner.private_instance_methods(false)).sort.each do |name|
              method = owner.instance_method(name)
              puts "#{place}#{mark}#{name} #{method.original_name} #{method.arity} #{method.source_location}"
            end
          end
        end
        """;

    private string _home = "";

    [OneTimeSetUp]
    public void MakeStoneWithOlderKernel()
    {
        _home = Directory.CreateTempSubdirectory("maglev-upgrade").FullName;
        string kernels = Path.Combine(_home, "kernels");
        Copy(Path.Combine(Installation.Checkout, "Kernel.Smalltalk", "kernel"), Path.Combine(kernels, "Kernel.Smalltalk", "kernel"));
        foreach (string part in (string[])["bootstrap", "platform", "common", "delta"])
        {
            Copy(Path.Combine(Installation.Checkout, "Kernel.Ruby", part), Path.Combine(kernels, "Kernel.Ruby", part));
        }

        foreach (string part in (string[])["alpha.rb", "loader.rb"])
        {
            File.Copy(Path.Combine(Installation.Checkout, "Kernel.Ruby", part), Path.Combine(kernels, "Kernel.Ruby", part));
        }

        foreach (string file in Directory.GetFiles(Path.Combine(kernels, "Kernel.Ruby"), "*.rb", SearchOption.AllDirectories))
        {
            File.AppendAllText(file, "# Older.\n");
        }

        string array = Path.Combine(kernels, "Kernel.Ruby", "common", "array.rb");
        File.WriteAllText(array, File.ReadAllText(array).Replace("  alias length size\n", "  def gone_since = :old\n") + "\nclass Array\n  def first = :old\nend\n");
        ForgetNewerParts(kernels);
        Succeeds(Gem("build-image", "--home", _home, "--kernels", kernels, "--stone-program", Path.Combine(Installation.Home, "build", "stone", "stone")));
        Succeeds(Gem("maglev", "start"));
        // What this checkout has built: a gem compares the repository with it.
        File.Copy(Path.Combine(Installation.Home, "bin", "kernel.fingerprints"), Path.Combine(_home, "bin", "kernel.fingerprints"), overwrite: true);
    }

    /// <summary>Smalltalk does not know Ruby's classes of reduced conflict, and its module has no method of its own yet.</summary>
    private static void ForgetNewerParts(string kernels)
    {
        string smalltalk = Path.Combine(kernels, "Kernel.Smalltalk", "kernel");
        foreach (string file in Directory.GetFiles(smalltalk, "Rc*.st"))
        {
            File.Delete(file);
        }

        string order = Path.Combine(smalltalk, "load_order.txt");
        File.WriteAllLines(order, File.ReadAllLines(order).Where(line => !line.StartsWith("Rc", StringComparison.Ordinal)));
        string bridge = Path.Combine(kernels, "Kernel.Ruby", "delta", "smalltalk.rb");
        File.WriteAllText(bridge, File.ReadAllText(bridge).Split("class << Smalltalk")[0] + "end\n");
    }

    [OneTimeTearDown]
    public void StopStone()
    {
        Gem("maglev", "stop");
        Directory.Delete(_home, recursive: true);
    }

    [Test]
    public void Data_classes_and_patches_survive_and_the_kernel_is_the_new_one()
    {
        const string Program = """
            class Rabbit; def hop = :hop; end
            class Array
              def second = self[1]
              def sum = :mine
            end
            Maglev::PERSISTENT_ROOT[:hat] = [Rabbit.new, { a: 1 }, "text"]
            Maglev::PERSISTENT_ROOT[:count] = RCCounter.new(5)
            """;
        Succeeds(Ruby("-Mcommit", "-e", Program));
        CommandResult before = Ruby("-e", "p [1].first, [].gone_since, [].respond_to?(:length), [1, 2].sum");
        Assert.That(before.Output, Is.EqualTo(":old\n:old\nfalse\n:mine\n"), before.ToString());
        Assert.That(before.Errors, Is.EqualTo("maglev: stone 'maglev' has another kernel than this installation; 'maglev upgrade' brings it up to date\n"));

        CommandResult upgrade = Gem("maglev", "upgrade");
        Succeeds(upgrade);
        Assert.That(upgrade.Output, Does.Match("^stone 'maglev' upgraded: [0-9]{2,} kernel files, [0-9]+ definitions, [0-9]+ methods removed\n").And.Contain("Array#sum (-e:4)"));
        CommandResult after = Ruby("-e", "p [1].first, [].respond_to?(:gone_since), [7].length, [1, 2].sum, [1, 2].second, Maglev::PERSISTENT_ROOT[:hat].map(&:class), Maglev::PERSISTENT_ROOT[:hat][0].hop, Encoding::UTF_8.equal?(''.encoding)");
        Assert.That(after.Output, Is.EqualTo("1\nfalse\n1\n:mine\n2\n[Rabbit, Hash, String]\n:hop\ntrue\n"), after.ToString());
        Assert.That(after.Errors, Is.Empty);
        CommandResult smalltalk = Ruby("-e", "p Smalltalk.evaluate('((Maglev @ruby1:root) @ruby1:fetch: #count) increment'), Smalltalk::RcCounter.equal?(RCCounter)");
        Assert.That(smalltalk.Output, Is.EqualTo("6\ntrue\n"), smalltalk.ToString());
        Assert.That(Gem("maglev", "upgrade").Output, Is.EqualTo("stone 'maglev' has this kernel already\n"));

        using SeparateHome fresh = new();
        string made = fresh.Run("maglev-ruby", "-e", Definitions).Output;
        Assert.That(made, Does.Contain("Struct:new ").And.Contain("Rational#numerator "));
        string[] upgraded = [.. Ruby("-e", Definitions).Output.Split('\n').Where(line => !line.StartsWith("Rabbit", StringComparison.Ordinal) && !line.Contains("-e"))];
        Assert.That(upgraded, Is.EqualTo(made.Split('\n').Where(line => !line.StartsWith("Array#sum ", StringComparison.Ordinal))));
    }

    [Test]
    public void A_stone_that_is_not_there_cannot_be_upgraded()
    {
        CommandResult refused = Gem("maglev", "upgrade", "nowhere");
        Assert.That(refused.ExitStatus, Is.EqualTo(1));
        Assert.That(refused.Errors, Is.EqualTo($"maglev upgrade: there is no stone 'nowhere' in {_home}\n"));
    }

    private static void Succeeds(CommandResult result) => Assert.That(result.ExitStatus, Is.Zero, result.ToString());

    private CommandResult Ruby(params string[] arguments) => Gem(["maglev-ruby", .. arguments]);

    private CommandResult Gem(params string[] arguments) => Installation.Run(
        Path.Combine(Installation.Home, "build", "gem", "gem"), arguments, environment: new Dictionary<string, string> { ["MAGLEV_HOME"] = _home });

    private static void Copy(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (string file in Directory.GetFiles(from))
        {
            File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
        }
    }
}
