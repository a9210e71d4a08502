namespace EndToEnd;

/// <summary>A program that an error has ended, gone on by another, and programs that continue others.</summary>
public sealed class FailedProgramTests : StoneFixture
{
    [Test]
    public void Another_program_resumes_one_that_an_error_has_ended()
    {
        string shop = Write("shop.rb", """
            class Shop
              def initialize(prices) = @prices = prices
              def total(names) = names.sum { |name| @prices.fetch(name) }
            end
            DebuggerLogEntry.log_uncaught = true
            shop = Shop.new({ "tea" => 3, "milk" => 2 })
            total = shop.total(%w[tea sugar milk])
            puts "total #{total}"
            """);
        CommandResult failed = Ruby("-Mpersistent", shop);
        Assert.That(failed.ExitStatus, Is.EqualTo(1));
        Assert.That(failed.Errors, Does.Contain("key not found: \"sugar\" (KeyError)"));

        CommandResult told = Ruby("-e", "e = ObjectLog.errors.last; puts e.label, e.frames.map { |f| \"#{f.label} #{f.lineno} #{f.locals.keys}\" }");
        Assert.That(told.Output, Is.EqualTo("""
            KeyError: key not found: "sugar"
            block in Shop#total 3 [:name]
            Shop#total 3 [:names]
            <main> 7 [:shop, :total]

            """));

        Assert.That(Ruby("-Mcommit", "-e", "ObjectLog.errors.last.resume_continuation(10).join").Output, Is.EqualTo("total 15\n"));
        Assert.That(Ruby("-e", "p ObjectLog.errors.last.has_cc?").Output, Is.EqualTo("false\n"));
    }

    [Test]
    public void The_rest_of_a_program_runs_in_another_as_often_as_one_likes()
    {
        string program = Write("rest.rb", """
            require "continuation"
            count = 3
            answer = callcc { |rest| rest }
            if Continuation === answer
              Maglev::PERSISTENT_ROOT[:rest] = answer
              answer = Maglev.commit_transaction
            end
            puts "#{count} #{answer}"
            """);
        Assert.That(Ruby(program).Output, Is.EqualTo("3 true\n"));
        foreach (string answer in new[] { "one", "two" })
        {
            Assert.That(Ruby("-e", $"Maglev::PERSISTENT_ROOT[:rest].call(:{answer}); puts 'not reached'").Output, Is.EqualTo($"3 {answer}\n"));
        }
    }
}
