using Kernel.Ruby.Interactive;
using Kernel.Ruby.Tests.Kernel;

namespace Kernel.Ruby.Tests.Interactive;

/// <summary>The word before the cursor.</summary>
public sealed class CompleterTests
{
    [OneTimeSetUp]
    public void Define() => RubyMachine.Inspect("""
        class CompleterSample
          LIMIT = 3
          class Inner; end
          @@count = 0
          def initialize = @thing = 1
          def shown_method = 1
          def shown_other = raise("must not be called")
          def self.make_sample = new
          private def hidden_method = 1
        end
        $completer_global = [1]
        """);

    [TestCase("completer_loc|", "completer_local")]
    [TestCase("completer_local.upc|", "upcase upcase!")]
    [TestCase("completer_local.\n  upc|", "upcase upcase!")]
    [TestCase("\"abc\".upc|", "upcase upcase!")]
    [TestCase("\"a#{1}b\".upc|", "upcase upcase!")]
    [TestCase("'x'.start_w|", "start_with?")]
    [TestCase("[1, 2].each_w|", "each_with_index each_with_object")]
    [TestCase("p [1, 2].each_with_i|", "each_with_index")]
    [TestCase("%w[a b].each_with_i|", "each_with_index")]
    [TestCase("{a: 1}.each_p|", "each_pair")]
    [TestCase("1.5.trunc|", "truncate")]
    [TestCase("12.tim|", "times")]
    [TestCase("/a/.sour|", "source")]
    [TestCase(":sym.to_pr|", "to_proc")]
    [TestCase("nil.to_a|", "to_a")]
    [TestCase("CompleterSam|", "CompleterSample")]
    [TestCase("CompleterSample::|", "Inner LIMIT")]
    [TestCase("CompleterSample::L|", "LIMIT")]
    [TestCase("::CompleterSam|", "CompleterSample")]
    [TestCase("x = ::CompleterSam|", "CompleterSample")]
    [TestCase("CompleterSample.make|", "make_sample")]
    [TestCase("CompleterSample.new.shown|", "shown_method shown_other")]
    [TestCase("completer_sample.shown|", "shown_method shown_other")]
    [TestCase("completer_sample&.shown_m|", "shown_method")]
    [TestCase("completer_sample.hidden|", "")]
    [TestCase("$completer_gl|", "$completer_global")]
    [TestCase("$completer_global.each_with_i|", "each_with_index")]
    [TestCase("@comp|", "@completer_ivar")]
    [TestCase("unle|", "unless")]
    [TestCase("self.instance_variable_s|", "instance_variable_set")]
    [TestCase(":completer_sa|", ":completer_sample")]
    [TestCase("shared_thing = 1; shared_th|", "shared_thing")]
    [TestCase("foo(completer_loc|", "completer_local")]
    [TestCase("wheream|", "whereami")]
    [TestCase("x = wheream|", "")]
    [TestCase("\"completer_loc|", "")]
    [TestCase("# completer_loc|", "")]
    [TestCase("completer_local.gsub(/a/) { }.upc|", "upcase upcase!")]
    public void Is_completed(string text, string candidates) => Assert.That(Complete(text), Is.EqualTo(candidates));

    [Test]
    public void Files_complete_behind_require_and_where_a_string_begins_as_a_path()
    {
        string folder = Directory.CreateTempSubdirectory("maglev-completion").FullName;
        File.WriteAllText(Path.Combine(folder, "library_a.rb"), "");
        File.WriteAllText(Path.Combine(folder, "notes.txt"), "");
        Directory.CreateDirectory(Path.Combine(folder, "inner"));
        Assert.Multiple(() =>
        {
            Assert.That(Complete($"require \"{folder}/li|"), Is.EqualTo($"{folder}/library_a"));
            Assert.That(Complete($"require('{folder}/in|"), Is.EqualTo($"{folder}/inner/"));
            Assert.That(Complete($"load \"{folder}/li|"), Is.EqualTo($"{folder}/library_a.rb"));
            Assert.That(Complete($"File.read(\"{folder}/no|"), Is.EqualTo($"{folder}/notes.txt"));
            Assert.That(Complete("require \"/no/such/folder/x|"), Is.Empty);
        });
        Directory.Delete(folder, recursive: true);
    }

    private static string Complete(string marked) => RubyMachine.With(runtime =>
    {
        Workspace workspace = Places.TopLevel(runtime);
        workspace.Evaluate("completer_local = 'text'; completer_sample = CompleterSample.new; @completer_ivar = 1; :completer_sample", 1);
        int cursor = marked.IndexOf('|');
        Completion? completion = new Completer(runtime, ["whereami"]).Complete(marked.Remove(cursor, 1), cursor, workspace);
        return string.Join(' ', completion?.Candidates ?? []);
    });
}
