namespace Kernel.Ruby.Tests.Data;

/// <summary>
/// What the data classes answer, line by line from the .rb files beside this one: an expression, <c>#=&gt;</c>, and what MRI
/// 3.4 shows for it (inspected, or "Class: message" of an exception).
/// </summary>
public sealed class DataClassTests
{
    /// <summary>One case a line.</summary>
    public static IEnumerable<TestCaseData> Cases()
    {
        foreach (string path in Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "Data"), "*.rb").Order())
        {
            string area = Path.GetFileNameWithoutExtension(path);
            int number = 0;
            foreach (string line in File.ReadLines(path))
            {
                number++;
                int mark = line.IndexOf(" #=> ", StringComparison.Ordinal);
                if (mark > 0 && line[0] != '#')
                {
                    yield return new TestCaseData(line[..mark], line[(mark + 5)..]).SetName($"{area} line {number}: {{0}}");
                }
            }
        }
    }

    [TestCaseSource(nameof(Cases))]
    public void AnswersAsMri(string expression, string expected) => Assert.That(KernelMachine.Run(expression), Is.EqualTo(expected));
}
