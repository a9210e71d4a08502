using System.Text;
using Gem.Vm.Values;
using Kernel.Ruby.Regexps;
using Kernel.Ruby.Regexps.Matching;

namespace Kernel.Ruby.Tests.Regexps;

/// <summary>What single patterns match, and what is wrong with others.</summary>
public sealed class MatchTests
{
    private static IEnumerable<TestCaseData> Lines()
    {
        string[] lines = File.ReadAllLines(Path.Combine(TestContext.CurrentContext.TestDirectory, "Regexps", "matches.txt"));
        foreach (string line in lines.Where(static line => line.Length > 0 && line[0] != '#'))
        {
            string[] parts = line.Split('\t');
            yield return new TestCaseData(parts[0], parts[1], parts[2], parts[3]).SetName($"/{parts[0]}/{parts[1]} on {parts[2]}");
        }
    }

    [TestCaseSource(nameof(Lines))]
    public void It_matches_as_MRI_does(string pattern, string options, string text, string expected) =>
        Assert.That(Answer(pattern, options, text.Replace("\\n", "\n")), Is.EqualTo(expected));

    [Test]
    public void A_pattern_that_backtracks_without_end_is_linear_by_memory_of_its_failures()
    {
        RegexpPattern pattern = new("^(?:a?){40}a*(?:a|aa)+$"u8.ToArray(), StringEncoding.Utf8, 0);
        byte[] text = Encoding.ASCII.GetBytes(new string('a', 5000) + "b");
        Assert.That(pattern.IsLinear, Is.True);
        Assert.That(RegexpMatching.Search(pattern.ProgramFor(StringEncoding.UsAscii), text, 0, SearchKind.Forward, null, []), Is.False);
    }

    [Test]
    public void A_long_match_asks_whether_it_may_go_on()
    {
        RegexpPattern pattern = new(@"^(a*)*\1$"u8.ToArray(), StringEncoding.Utf8, 0);
        byte[] text = Encoding.ASCII.GetBytes(new string('a', 40) + "b");
        Assert.Throws<TimeoutException>(() =>
            RegexpMatching.Search(pattern.ProgramFor(StringEncoding.UsAscii), text, 0, SearchKind.Forward, new Impatience(), []));
    }

    /// <summary>Bounds of the groups in bytes, "-" for no match, or what is wrong with the pattern.</summary>
    private static string Answer(string pattern, string options, string text)
    {
        try
        {
            int flags = (options.Contains('i') ? RegexpObject.IgnoreCase : 0) | (options.Contains('x') ? RegexpObject.Extended : 0)
                | (options.Contains('m') ? RegexpObject.MultiLine : 0);
            RegexpPattern regexp = new(Encoding.UTF8.GetBytes(pattern), StringEncoding.Utf8, flags);
            RegexpProgram program = regexp.ProgramFor(StringEncoding.Utf8);
            int[] bounds = new int[2 * program.GroupCount];
            return RegexpMatching.Search(program, Encoding.UTF8.GetBytes(text), 0, SearchKind.Forward, null, bounds) ? string.Join(',', bounds) : "-";
        }
        catch (RegexpSyntaxException error)
        {
            return error.Message;
        }
    }

    private sealed class Impatience : MatchLimits
    {
        public override void Check() => throw new TimeoutException();
    }
}
