using Gem.Vm.Values;
using Kernel.Ruby.Interactive;
using Kernel.Ruby.Tests.Kernel;

namespace Kernel.Ruby.Tests.Interactive;

/// <summary>Evaluating line by line.</summary>
public sealed class WorkspaceTests
{
    [Test]
    public void Variables_stay_from_one_evaluation_to_the_next() =>
        Assert.That(Evaluate("ws_a = 1", "ws_b = ws_a + 1", "[ws_a, ws_b]"), Is.EqualTo("[1, 2]"));

    [Test]
    public void Hundreds_of_new_variables_are_no_burden()
    {
        string[] lines = [.. Enumerable.Range(0, 400).Select(i => $"ws_many{i} = {i}")];
        Assert.That(Evaluate([.. lines, "ws_many0 + ws_many399"]), Is.EqualTo("399"));
    }

    [Test]
    public void Blocks_see_the_variables_and_change_them() =>
        Assert.That(Evaluate("ws_sum = 0", "[1, 2].each { |x| ws_sum += x }", "ws_sum"), Is.EqualTo("3"));

    [Test]
    public void Methods_are_defined_for_every_object() => Assert.That(Evaluate("def ws_method = 42", "ws_method"), Is.EqualTo("42"));

    [Test]
    public void An_exception_is_a_result_with_its_place()
    {
        ExceptionReport report = Report("1\n2 / 0", 7);
        Assert.That(report.Place, Is.EqualTo("(irb):8:in 'Integer#/'"));
        Assert.That(report.Message, Is.EqualTo("divided by 0 (ZeroDivisionError)"));
        Assert.That(report.Callers, Is.EqualTo(new[] { "(irb):8:in '<main>'" }));
    }

    [Test]
    public void What_led_to_an_exception_is_told_with_it()
    {
        ExceptionReport report = Report("begin; raise 'inner'; rescue; raise ArgumentError, 'outer'; end", 1);
        Assert.That(report.Message, Is.EqualTo("outer (ArgumentError)"));
        Assert.That(report.Cause?.Message, Is.EqualTo("inner (RuntimeError)"));
    }

    [Test]
    public void A_syntax_error_names_the_line() =>
        Assert.That(Report("x = )", 3).Message, Does.StartWith("(irb):3: syntax error found (SyntaxError)\n> 3 | x = )\n    |     ^ unexpected ')'"));

    [Test]
    public void Inside_an_object_self_and_def_are_its_own()
    {
        string answer = RubyMachine.With(runtime =>
        {
            Workspace main = Places.TopLevel(runtime);
            Value target = main.Evaluate("ws_target = Object.new", 1).Value;
            Workspace inside = main.Inside(target);
            inside.Evaluate("@inner = 5; def ws_own = @inner", 1);
            return Show(runtime, main.Evaluate("[ws_target.ws_own, Object.new.respond_to?(:ws_own, true)]", 1));
        });
        Assert.That(answer, Is.EqualTo("[5, false]"));
    }

    [Test]
    public void Inside_a_module_its_constants_are_seen_and_def_defines_for_its_instances()
    {
        string answer = RubyMachine.With(runtime =>
        {
            Workspace main = Places.TopLevel(runtime);
            Value target = main.Evaluate("class WsPlace; LIMIT = 9; end; WsPlace", 1).Value;
            Workspace inside = main.Inside(target);
            inside.Evaluate("def limit = LIMIT", 1);
            return Show(runtime, main.Evaluate("WsPlace.new.limit", 1)) + Show(runtime, inside.Evaluate("LIMIT", 1));
        });
        Assert.That(answer, Is.EqualTo("99"));
    }

    [Test]
    public void An_object_that_cannot_inspect_has_a_remark() =>
        Assert.That(Evaluate("BasicObject.new"), Is.EqualTo("(object doesn't support #inspect)"));

    [Test]
    public void Exit_is_known_with_its_status()
    {
        int status = RubyMachine.With(runtime =>
        {
            ExceptionObject? exit = Places.TopLevel(runtime).Evaluate("exit 3", 1).Exception;
            return new Interaction(runtime).IsExit(exit!, out int found) ? found : -1;
        });
        Assert.That(status, Is.EqualTo(3));
    }

    [TestCase("def ws_source(a)\n    # note\n    a\n  end", "ws_source", "def ws_source(a)\n  # note\n  a\nend")]
    [TestCase("class WsSource; def m = 1; attr_reader :r; def self.s; end; end", "WsSource#m", "def m = 1")]
    [TestCase("1", "WsSource.s", "def self.s; end")]
    [TestCase("1", "WsSource.new.m", "def m = 1")]
    [TestCase("1", "WsSource#r", "attr_reader :r")]
    [TestCase("1", "WsSource", "class WsSource\n  def m = 1\n  attr_reader :r\nend")]
    public void Source_is_found_by_name(string definition, string name, string source)
    {
        SourceListing? listing = RubyMachine.With(runtime =>
        {
            Workspace main = Places.TopLevel(runtime);
            main.Evaluate(definition, 1);
            return new SourceLookup(runtime).Find(name, main);
        });
        Assert.That(listing?.Text, Is.EqualTo(source));
        Assert.That(listing?.Place, Is.EqualTo("(irb):1"));
    }

    [TestCase("NoSuchClass#x")]
    [TestCase("no_such_method")]
    [TestCase("raise('x').y")]
    [TestCase("1#x")]
    public void What_is_not_there_has_no_source(string name) =>
        Assert.That(RubyMachine.With(runtime => new SourceLookup(runtime).Find(name, Places.TopLevel(runtime))), Is.Null);

    [Test]
    public void An_object_lists_what_it_has_and_others_have_not()
    {
        string listing = List("class WsListed; A = 1; def a; end; def b; end; private def c; end; end; x = WsListed.new; x.instance_variable_set(:@v, 1); def x.s; end; x");
        Assert.That(listing, Is.EqualTo("object.methods: s | WsListed#methods: a b | instance variables: @v"));
    }

    [Test]
    public void A_class_lists_constants_and_methods_of_both_kinds() => Assert.That(
        List("class WsKind; A = 1; @@c = 1; def a; end; def self.k; end; end; WsKind"),
        Is.EqualTo("constants: A | WsKind.methods: k | WsKind#methods: a | class variables: @@c"));

    private static string List(string source) => RubyMachine.With(runtime =>
    {
        Value target = Places.TopLevel(runtime).Evaluate(source, 1).Value;
        IEnumerable<NameGroup> groups = new ObjectListing(runtime).Of(target).Where(group => !group.Title.StartsWith("Object#", StringComparison.Ordinal) && !group.Title.StartsWith("Kernel#", StringComparison.Ordinal));
        return string.Join(" | ", groups.Select(group => $"{group.Title}: {string.Join(' ', group.Names)}"));
    });

    private static ExceptionReport Report(string source, int line) => RubyMachine.With(runtime =>
        new Interaction(runtime).Report(Places.TopLevel(runtime).Evaluate(source, line).Exception!));

    private static string Evaluate(params string[] lines) => RubyMachine.With(runtime =>
    {
        Workspace workspace = Places.TopLevel(runtime);
        EvaluationResult result = default;
        foreach (string line in lines)
        {
            result = workspace.Evaluate(line, 1);
            if (result.IsFailed)
            {
                return new Interaction(runtime).Report(result.Exception!).Message;
            }
        }

        return Show(runtime, result);
    });

    private static string Show(RubyRuntime runtime, EvaluationResult result)
    {
        new Interaction(runtime).Inspect(result.Value, out string text);
        return text;
    }
}
