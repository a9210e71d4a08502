using Gem.Client.Commands.Irb.Editing;

namespace Gem.Client.Tests.Irb.Editing;

/// <summary>The history across sessions.</summary>
public sealed class HistoryFileTests
{
    private readonly List<string> _warnings = [];
    private string _folder = "";

    private string Path => System.IO.Path.Combine(_folder, "history");

    [SetUp]
    public void MakeFolder()
    {
        _folder = Directory.CreateTempSubdirectory("maglev-history").FullName;
        _warnings.Clear();
    }

    [TearDown]
    public void RemoveFolder() => Directory.Delete(_folder, recursive: true);

    [Test]
    public void A_later_session_has_the_inputs_of_an_earlier_one()
    {
        History first = new(File(100));
        string[] inputs = ["1 + 1", "def f\n  \"a\\\\\"\nend", "# ends with a backslash \\", "日本"];
        foreach (string input in inputs)
        {
            first.Add(input);
        }

        Assert.That(new History(File(100)).Entries.Select(entry => entry.TrimEnd()), Is.EqualTo(inputs));
        Assert.That(_warnings, Is.Empty);
    }

    [Test]
    public void Sessions_side_by_side_keep_each_others_inputs()
    {
        History one = new(File(100));
        History other = new(File(100));
        one.Add("one");
        other.Add("other");
        one.Add("one more");
        Assert.That(new History(File(100)).Entries, Is.EqualTo(new[] { "one", "other", "one more" }));
    }

    [Test]
    public void Many_sessions_at_once_lose_nothing_even_while_the_file_is_shortened()
    {
        const int Sessions = 4;
        const int Inputs = 60;
        Parallel.For(0, Sessions, session =>
        {
            for (int i = 0; i < Inputs; i++)
            {
                // Each load may shorten the file.
                new History(File(Sessions * Inputs)).Add($"session {session} input {i}");
            }
        });
        Assert.That(new History(File(Sessions * Inputs)).Entries, Has.Count.EqualTo(Sessions * Inputs));
        Assert.That(_warnings, Is.Empty);
    }

    [Test]
    public void The_file_is_bounded()
    {
        for (int i = 0; i < 25; i++)
        {
            new History(File(10)).Add($"input {i}");
        }

        Assert.That(new History(File(10)).Entries, Is.EqualTo(Enumerable.Range(15, 10).Select(i => $"input {i}")));
        Assert.That(System.IO.File.ReadAllLines(Path), Has.Length.LessThanOrEqualTo(21));
    }

    [Test]
    public void Blank_inputs_and_repetitions_are_not_kept()
    {
        History history = new(File(10));
        foreach (string input in (string[])["a", "a", "  ", "b", "a"])
        {
            history.Add(input);
        }

        Assert.That(history.Entries, Is.EqualTo(new[] { "a", "b", "a" }));
    }

    [Test]
    public void A_file_that_cannot_be_used_is_told_once_and_the_session_goes_on()
    {
        HistoryFile file = new(System.IO.Path.Combine(_folder, "no", "such", "folder", "history"), 10, _warnings.Add);
        History history = new(file);
        history.Add("a");
        history.Add("b");
        Assert.That(history.Entries, Is.EqualTo(new[] { "a", "b" }));
        Assert.That(_warnings, Has.Count.EqualTo(1));
    }

    [Test]
    public void Only_its_owner_reads_the_file()
    {
        new History(File(10)).Add("secret");
        Assert.That(OperatingSystem.IsWindows() || System.IO.File.GetUnixFileMode(Path) == (UnixFileMode.UserRead | UnixFileMode.UserWrite));
    }

    private HistoryFile File(int most) => new(Path, most, _warnings.Add);
}
