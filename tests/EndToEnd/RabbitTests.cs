namespace EndToEnd;

/// <summary>A class comes to live in the repository: the first thing a newcomer tries.</summary>
public sealed class RabbitTests : StoneFixture
{
    private const string Rabbit = """
        class Rabbit
          def inspect
            "(\\_/)"
          end

          def self.breed
            Array.new(3) { new }
          end
        end
        """;

    private const string Patch = """
        class Rabbit
          def self.breed
            Array.new(5) { new }
          end
        end
        """;

    [Test]
    [Order(1)]
    public void A_transient_class_is_gone_with_its_process()
    {
        Assert.That(Ruby(Write("rabbit.rb", Rabbit)).ExitStatus, Is.Zero);
        CommandResult result = Ruby("-e", "puts Rabbit.new.inspect");
        Assert.That(result.Errors.TrimEnd(), Does.EndWith("uninitialized constant Rabbit (NameError)"), result.ToString());
        Assert.That(result.ExitStatus, Is.EqualTo(1));
    }

    [Test]
    [Order(2)]
    public void A_committed_class_is_there_for_a_fresh_VM()
    {
        CommandResult committed = Ruby("-Mcommit", Write("rabbit.rb", Rabbit));
        Assert.That(committed.ExitStatus, Is.Zero, committed.ToString());
        Assert.That(Ruby("-e", "puts Rabbit.new.inspect").Output, Is.EqualTo("(\\_/)\n"));
        Assert.That(Ruby("-e", "puts Rabbit.breed.size").Output, Is.EqualTo("3\n"));
    }

    [Test]
    [Order(3)]
    public void A_persistent_patch_reaches_other_VMs_and_a_transient_one_does_not()
    {
        Assert.That(Ruby("-Mcommit", Write("patch.rb", Patch)).ExitStatus, Is.Zero);
        Assert.That(Ruby("-e", "puts Rabbit.breed.size").Output, Is.EqualTo("5\n"));
        string transient = Patch.Replace("5", "9", StringComparison.Ordinal) + "\nputs Rabbit.breed.size";
        Assert.That(Ruby(Write("transient.rb", transient)).Output, Is.EqualTo("9\n"));
        Assert.That(Ruby("-e", "puts Rabbit.breed.size").Output, Is.EqualTo("5\n"));
    }
}
