namespace EndToEnd;

/// <summary>A gem works on a repository far larger than the memory for its objects.</summary>
public sealed class LargeRepositoryTests : StoneFixture
{
    private const string Space = "64000";

    private const string Loading = """
        root = Maglev::PERSISTENT_ROOT
        last = nil
        40.times do |commit|
          10_000.times { |i| last = [commit * 10_000 + i, "text #{i}" * 4, last] }
          root[:last] = last
          Maglev.commit_transaction
        end
        puts last[0]
        """;

    private const string Walking = """
        link = first = Maglev::PERSISTENT_ROOT[:last]
        middle = nil
        count = sum = 0
        while link
          number, text, link = link
          raise number.to_s unless text == "text #{number % 10_000}" * 4
          middle = link if number == 200_000
          count += 1
          sum += number
        end
        p count, sum, first.equal?(Maglev::PERSISTENT_ROOT[:last]), middle[0]
        depth = ->(l, n) { l && n > 0 ? 1 + depth.(l[2], n - 1) : 0 }
        found = first
        found = found[2] until found[0] == 199_999
        p middle.equal?(found), depth.(middle, 1000)
        middle[1] << "!"
        p Maglev.commit_transaction
        """;

    private const string Writing = """
        list = Maglev::PERSISTENT_ROOT[:list] = []
        Maglev.commit_transaction
        2.times do
          begin
            loop { list << "x" * 1000 }
          rescue NoMemoryError => e
            puts e.message[/\Afailed to allocate memory/]
          end
          p list.size > 20_000
          Maglev.abort_transaction
          p list.size
        end
        list << 1
        p Maglev.commit_transaction, list
        """;

    [Test]
    public void It_is_loaded_walked_and_changed_by_programs_with_little_space()
    {
        Assert.That(Output("--tocsz", Space, "-Mpersistent", "-e", Loading), Is.EqualTo("399999\n"));
        Assert.That(Output("--tocsz", Space, "-e", Walking), Is.EqualTo("400000\n79999800000\ntrue\n199999\ntrue\n1000\ntrue\n"));
        Assert.That(Output("-e", "l = Maglev::PERSISTENT_ROOT[:last]; l = l[2] until l[0] == 199_999; p l[1][-3..]"), Is.EqualTo("\"99!\"\n"));
    }

    [Test]
    public void More_than_fits_in_one_transaction_is_an_error_after_which_an_abort_makes_room() =>
        Assert.That(
            Output("--tocsz", Space, "-e", Writing),
            Is.EqualTo("failed to allocate memory\ntrue\n0\nfailed to allocate memory\ntrue\n0\ntrue\n[1]\n"));

    private string Output(params string[] arguments)
    {
        CommandResult result = Ruby(arguments);
        Assert.That(result.ExitStatus, Is.Zero, result.ToString());
        return result.Output;
    }
}
