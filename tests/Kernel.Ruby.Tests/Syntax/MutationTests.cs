using System.Globalization;
using System.Text;
using Gem.Vm.Interpreter;
using Kernel.Ruby.Syntax;

namespace Kernel.Ruby.Tests.Syntax;

/// <summary>
/// Damaged snippets of Ruby: the parser neither fails nor hangs, and its errors stand inside of the text. <c>MUTATIONS</c> says how
/// many, <c>MUTATION_SEED</c> from which seed, <c>MUTATION_LIST</c> names a file with the paths of sources, one a line.
/// </summary>
public sealed class MutationTests
{
    private const int DefaultCount = 5_000;

    // A snippet takes some microseconds: this only tells a parser that stands still.
    private static readonly TimeSpan HangLimit = TimeSpan.FromSeconds(20);

    private volatile byte[] _current = [];
    private long _done;
    private string? _fault;

    [Test]
    public void Damaged_snippets_are_parsed_or_refused_at_a_place_inside()
    {
        int count = Setting("MUTATIONS", DefaultCount);
        int seed = Setting("MUTATION_SEED", Environment.TickCount);
        TestContext.Out.WriteLine($"seed {seed}");
        SnippetMutator mutator = new(Sources(), seed);
        Thread parsing = new(() => ParseAll(mutator, count), NativeStack.SizeBytes) { IsBackground = true };
        parsing.Start();
        WaitFor(parsing);
        Assert.That(_fault, Is.Null, () => $"seed {seed}, snippet {_done}: {_fault}\n{Encoding.UTF8.GetString(_current)}");
        Assert.That(_done, Is.EqualTo(count));
    }

    /// <summary>Waits for the end of all, as long as there is progress.</summary>
    private void WaitFor(Thread parsing)
    {
        long before = -1;
        while (!parsing.Join(HangLimit))
        {
            long done = Interlocked.Read(ref _done);
            if (done == before)
            {
                _fault = "it hangs";
                return;
            }

            before = done;
        }
    }

    private void ParseAll(SnippetMutator mutator, int count)
    {
        while (_done < count && _fault is null)
        {
            _current = mutator.Next();
            _fault = FaultOf(_current);
            if (_fault is null)
            {
                Interlocked.Increment(ref _done);
            }
        }
    }

    private static string? FaultOf(byte[] text)
    {
        try
        {
            ParseResult result = RubyParser.Parse(new Source(text, "snippet"));
            return result.Errors.Count == 0 ? (result.Program is null ? "neither a tree nor an error" : null)
                : result.ErrorText.Length == 0 ? "errors without a text"
                : result.Errors.Select(error => FaultOf(error, text)).FirstOrDefault(fault => fault is not null);
        }
        catch (Exception error)
        {
            return error.ToString();
        }
    }

    private static string? FaultOf(SyntaxError error, byte[] text)
    {
        int lines = text.Count(letter => letter == '\n') + 1;
        if (error.Line < 1 || error.Line > lines)
        {
            return $"an error in line {error.Line} of {lines}: {error.Message}";
        }

        int start = 0;
        for (int line = 1; line < error.Line; line++)
        {
            start = Array.IndexOf(text, (byte)'\n', start) + 1;
        }

        int end = Array.IndexOf(text, (byte)'\n', start);
        int width = (end < 0 ? text.Length : end) - start;
        return error.Column < 1 || error.Column > width + 1 ? $"an error in column {error.Column} of {width}: {error.Message}"
            : error.Message.Length == 0 ? "an error that says nothing" : null;
    }

    private static IEnumerable<byte[]> Sources()
    {
        IEnumerable<string> files = Environment.GetEnvironmentVariable("MUTATION_LIST") is { Length: > 0 } list
            ? File.ReadAllLines(list)
            : Directory.EnumerateFiles(AppContext.BaseDirectory, "*.rb", SearchOption.AllDirectories).Order(StringComparer.Ordinal);
        return files.Select(File.ReadAllBytes);
    }

    private static int Setting(string name, int value) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : value;
}
