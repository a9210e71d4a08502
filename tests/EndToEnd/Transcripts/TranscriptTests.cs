namespace EndToEnd.Transcripts;

/// <summary>
/// Runs the examples of the texts in this folder. The VMs of an example are started when they are first named; each example has
/// VMs of its own and <c>$home</c>, a hash of its own in the persistent root, which Smalltalk knows as <c>Home</c>.
/// </summary>
public sealed class TranscriptTests : StoneFixture
{
    private static int _examples;

    /// <summary>Every example of every text.</summary>
    public static IEnumerable<TestCaseData> Examples()
    {
        foreach (string file in Directory.EnumerateFiles(FolderOfTexts, "*.txt").Order(StringComparer.Ordinal))
        {
            foreach (Transcript example in Transcript.ReadAll(File.ReadLines(file)))
            {
                yield return new TestCaseData(example).SetName($"{Path.GetFileNameWithoutExtension(file)}: {example.Title}");
            }
        }
    }

    private static string FolderOfTexts => Path.Combine(Installation.Checkout, "tests", "EndToEnd", "Transcripts");

    [TestCaseSource(nameof(Examples))]
    public void What_VMs_answer_is_what_the_text_says(Transcript example)
    {
        string home = $"e{Interlocked.Increment(ref _examples)}";
        Dictionary<string, LiveVm> vms = [];
        try
        {
            foreach (TranscriptStep step in example.Steps)
            {
                if (!vms.TryGetValue(step.Vm, out LiveVm? vm))
                {
                    vm = Vm();
                    vm.Eval(vms.Count == 0 ? $"Maglev.root['{home}'] = {{}}; Maglev.commit" : "nil");
                    vm.Eval($"$home = Maglev.root['{home}']; Smalltalk::UserGlobals.const_set(:Home, $home); nil");
                    vms[step.Vm] = vm;
                }

                string answer = vm.Eval(step.Code);
                if (step.NamesOnlyAClass)
                {
                    Assert.That(answer, Does.StartWith(step.Answer + ": "), () => $"{step.Vm}> {step.Code}");
                }
                else if (step.Answer.Length > 0)
                {
                    Assert.That(answer, Is.EqualTo(step.Answer), () => $"{step.Vm}> {step.Code}");
                }
                else
                {
                    Assert.That(answer, Does.Not.StartWith("!!"), () => $"{step.Vm}> {step.Code}");
                }
            }
        }
        finally
        {
            foreach (LiveVm vm in vms.Values)
            {
                vm.Dispose();
            }
        }
    }
}
