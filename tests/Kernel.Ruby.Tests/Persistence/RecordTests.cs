namespace Kernel.Ruby.Tests.Persistence;

/// <summary>
/// What one VM commits is what a fresh VM reads. The cases are lines of the .txt files beside this one; in them <c>x</c> is
/// the committed object.
/// </summary>
public sealed class RecordTests
{
    private static int _lastKey;

    /// <summary>Lines of objects.txt: <c>object ==> question #=> answer</c>.</summary>
    public static IEnumerable<TestCaseData> Objects() => Lines("objects.txt");

    /// <summary>Lines of changes.txt: <c>object ==> change ==> question #=> answer</c>.</summary>
    public static IEnumerable<TestCaseData> Changes() => Lines("changes.txt");

    [TestCaseSource(nameof(Objects))]
    public void A_fresh_VM_answers_for_a_committed_object(string made, string question, string answer)
    {
        string key = NewKey();
        Assert.That(Commit(key, made), Is.EqualTo("true"));
        Assert.That(Ask(key, question), Is.EqualTo(answer));
    }

    [TestCaseSource(nameof(Changes))]
    public void A_change_of_a_committed_object_is_committed(string made, string change, string question, string answer)
    {
        string key = NewKey();
        Assert.That(Commit(key, made), Is.EqualTo("true"));
        Assert.That(Ask(key, $"{change}; Maglev.commit_transaction"), Is.EqualTo("true"));
        Assert.That(Ask(key, question), Is.EqualTo(answer));
    }

    [TestCaseSource(nameof(Changes))]
    public void An_abort_takes_a_change_back(string made, string change, string question, string answer)
    {
        // Classes of its own: the other test has changed those of the line.
        (made, change, question) = (made.Replace("Rt", "Ra"), change.Replace("Rt", "Ra"), question.Replace("Rt", "Ra"));
        string key = NewKey();
        string answered = $"(begin; {question}; rescue NameError => e; e.message; end).inspect";
        Assert.That(Commit(key, made), Is.EqualTo("true"));
        string before = Ask(key, $"{answered}.tap {{ Maglev.abort_transaction }}");
        Assert.That(Ask(key, $"begin; {change}; ensure; Maglev.abort_transaction; end; {answered}"), Is.EqualTo(before), answer);
    }

    private static string Commit(string key, string made) =>
        RubyStone.InNewVm($"Maglev::PERSISTENT_ROOT[{key}] = ({made}); Maglev.commit_transaction");

    private static string Ask(string key, string question) => RubyStone.InNewVm($"x = Maglev::PERSISTENT_ROOT[{key}]; {question}");

    private static string NewKey() => $":key{Interlocked.Increment(ref _lastKey)}";

    private static IEnumerable<TestCaseData> Lines(string file)
    {
        int parameters = file == "changes.txt" ? 4 : 3;
        int number = 0;
        foreach (string line in File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Persistence", file)))
        {
            number++;
            string[] parts = line.Split([" ==> ", " #=> "], StringSplitOptions.None);
            if (parts.Length == parameters && line[0] != '#')
            {
                yield return new TestCaseData(parts).SetName($"{file} line {number}: {{0}}");
            }
        }
    }
}
