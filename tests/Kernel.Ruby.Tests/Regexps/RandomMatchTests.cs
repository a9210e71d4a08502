using System.Text;
using Gem.Vm.Values;
using Kernel.Ruby.Regexps;
using Kernel.Ruby.Regexps.Matching;

namespace Kernel.Ruby.Tests.Regexps;

/// <summary>The matcher and <see cref="NaiveMatcher"/> agree on random patterns and texts.</summary>
public sealed class RandomMatchTests
{
    private const int Patterns = 3000;

    [Test]
    public void Random_patterns_match_as_the_naive_matcher_says()
    {
        int seed = Environment.TickCount;
        TestContext.Out.WriteLine($"seed {seed}");
        Random random = new(seed);
        for (int i = 0; i < Patterns; i++)
        {
            string text = new([.. Enumerable.Range(0, random.Next(9)).Select(_ => "aabbcé"[random.Next(6)])]);
            NaiveMatcher naive = new(random, text);
            NaiveMatcher.Part part = naive.Alternatives(depth: 3);
            Assert.That(Answer(naive.Pattern, text), Is.EqualTo(naive.Match(part)), $"/{naive.Pattern}/ on '{text}', seed {seed}");
        }
    }

    /// <summary>Bounds in characters, as the naive matcher gives them.</summary>
    private static string Answer(string pattern, string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        RegexpProgram program = new RegexpPattern(Encoding.UTF8.GetBytes(pattern), StringEncoding.Utf8, 0).ProgramFor(StringEncoding.Utf8);
        int[] bounds = new int[2 * program.GroupCount];
        return RegexpMatching.Search(program, bytes, 0, SearchKind.Forward, null, bounds)
            ? string.Join(',', bounds.Select(bound => bound < 0 ? bound : Encoding.UTF8.GetCharCount(bytes, 0, bound))) : "-";
    }
}
