using System.Text;
using Kernel.Smalltalk.Syntax;
using Kernel.Smalltalk.Syntax.Nodes;

namespace Kernel.Smalltalk.Tests.Syntax;

public sealed class ParserTests
{
    [TestCase("3 + 4 * 2", "((3 + 4) * 2)")]
    [TestCase("3 + 4 factorial max: 7 - 1", "((3 + (4 factorial)) max: (7 - 1))")]
    [TestCase("d at: 1 put: 2", "(d at:put: 1 2)")]
    [TestCase("3-5", "(3 - 5)")]
    [TestCase("3 -5", "(3 - 5)")]
    [TestCase("3 - -5", "(3 - -5)")]
    [TestCase("x--5", "(x - -5)")]
    [TestCase("-5 abs", "(-5 abs)")]
    [TestCase("3 max: -5", "(3 max: -5)")]
    [TestCase("a -> b -> c", "((a -> b) -> c)")]
    [TestCase("(a b: c) d", "((a b: c) d)")]
    [TestCase("a | b & c", "((a | b) & c)")]
    public void Unary_binds_before_binary_before_keyword(string text, string expected) => Assert.That(TreeText.OfDoIt(text), Is.EqualTo(expected));

    [TestCase("Transcript show: 'a'; cr; show: 'b'", "(Transcript show: 'a'; cr; show: 'b')")]
    [TestCase("a b c: 1; d", "((a b) c: 1; d)")]
    [TestCase("a + 1; * 2; yourself", "(a + 1; * 2; yourself)")]
    [TestCase("x := y := 3", "x := y := 3")]
    [TestCase("| a b | a := 1. b := 2. ^ a + b", "|a b| a := 1. b := 2. ^(a + b)")]
    [TestCase("| | 3", "3")]
    [TestCase("|| 3", "3")]
    [TestCase("", "")]
    [TestCase(". 1 .. 2 .", "1. 2")]
    [TestCase("^ self. 3", "^self. 3")]
    public void Statements_assignments_and_cascades(string text, string expected) => Assert.That(TreeText.OfDoIt(text), Is.EqualTo(expected));

    [TestCase("[]", "[: ]")]
    [TestCase("[:x | x]", "[x: x]")]
    [TestCase("[:x :y | | t | t := x. t + y]", "[x y: |t| t := x. (t + y)]")]
    [TestCase("[:x || t | t]", "[x: |t| t]")]
    [TestCase("[:x]", "[x: ]")]
    [TestCase("[:x | ]", "[x: ]")]
    [TestCase("[| t | ^ t]", "[: |t| ^t]")]
    [TestCase("[:x | x | 3]", "[x: (x | 3)]")]
    public void Blocks(string text, string expected) => Assert.That(TreeText.OfDoIt(text), Is.EqualTo(expected));

    [TestCase("#(1 -2 3.5 $a 'b' #c d e:f: + #(g) (h) #[1] [2] nil true false self {)", null)]
    [TestCase("#(1 -2 3.5 $a 'b' #c d e:f: + #(g) (h) #[1] [2] nil true false self)", "#(1 -2 3.5f $a 'b' #c #d #e:f: #+ #(#g) #(#h) #[1] #[2] nil true false #self)")]
    [TestCase("#(a: b:)", "#(#a: #b:)")]
    [TestCase("#(- 1)", "#(#- 1)")]
    [TestCase("#[0 255]", "#[0 255]")]
    [TestCase("{1. 2 + 3. a := 4}", "{1. (2 + 3). a := 4}")]
    [TestCase("{}", "{}")]
    [TestCase("-1.5s2", "-15/10^1s2")]
    [TestCase("-1.5e2", "-150f")]
    [TestCase("{nil. true. false. self. thisContext}", "{nil. true. false. self. thiscontext}")]
    public void Literals(string text, string? expected)
    {
        if (expected is null)
        {
            Assert.Throws<SmalltalkSyntaxException>(() => TreeText.OfDoIt(text));
            return;
        }

        Assert.That(TreeText.OfDoIt(text), Is.EqualTo(expected));
    }

    [TestCase("'a' @ruby1:ljust: 20 _: 'X'", "('a' ruby1:ljust 20 'X')")]
    [TestCase("'a' @ruby1:upcase size", "(('a' ruby1:upcase) size)")]
    [TestCase("'a' @ruby1:empty?", "('a' ruby1:empty?)")]
    [TestCase("3 @ruby1:+ 4 * 2", "((3 ruby1:+ 4) * 2)")]
    [TestCase("a @ruby1:[]=: 1 _: 2; @ruby1:size", "(a ruby1:[]= 1 2; ruby1:size)")]
    [TestCase("a @ruby1:inject: 0 __BLOCK: [:x | x]", "(a ruby1:inject& 0 [x: x])")]
    [TestCase("a @ruby1:each__BLOCK: [:x | x]", "(a ruby1:each& [x: x])")]
    [TestCase("a @env1:foo: 1 bar: 2", "(a env1:foo:bar: 1 2)")]
    public void Messages_to_another_environment(string text, string expected) => Assert.That(TreeText.OfDoIt(text), Is.EqualTo(expected));

    [TestCase("size ^ 3", "size() ^3")]
    [TestCase("+ other ^ other", "+(other) ^other")]
    [TestCase("| other ^ other", "|(other) ^other")]
    [TestCase("at: i put: v | t | t := v", "at:put:(i v) |t| t := v")]
    [TestCase("at: i <primitive: #arrayAt> ^ self fail", "at:(i) <primitive: #arrayAt> ^(self fail)")]
    [TestCase("foo <primitive: bar> <inline> | t | <note: 'x' level: -1> t", "foo() <primitive: #bar>  <inline>  <note:level: 'x' -1> |t| t")]
    [TestCase("foo ^ super foo", "foo() ^(super foo)")]
    [TestCase("foo super a; b", "foo() (super a; b)")]
    public void Methods(string text, string expected) => Assert.That(TreeText.OfMethod(text), Is.EqualTo(expected));

    [Test]
    public void A_method_knows_its_primitive_and_pragmas()
    {
        MethodNode method = Parser.ParseMethod(new SourceText("test.st", "foo\n\t<primitive: #bar>\n\t<marked>\n\t^ nil"));
        Assert.That((method.PrimitiveName, method.HasPragma("marked"), method.HasPragma("other")), Is.EqualTo(("bar", true, false)));
    }

    [Test]
    public void Spans_cover_the_text_of_their_node()
    {
        const string Text = "x := (a foo: 3) bar";
        var body = Parser.ParseDoIt(new SourceText("test.st", Text)).Body;
        var assignment = (AssignmentNode)body.Statements[0];
        var bar = (SendNode)assignment.Value;
        Assert.That(Text[assignment.Span.Start..assignment.Span.End], Is.EqualTo(Text));
        Assert.That(Text[bar.Receiver.Span.Start..bar.Receiver.Span.End], Is.EqualTo("a foo: 3"));
    }

    [TestCase("3 + ", "expected an expression, found the end of the text")]
    [TestCase("(3 + 4", "expected ')', found the end of the text")]
    [TestCase("[3", "expected ']', found the end of the text")]
    [TestCase("3 4", "expected the end of the statement, found '4'")]
    [TestCase("3; foo", "a cascade needs a message before ';'")]
    [TestCase("a foo; 3", "expected a message behind ';', found '3'")]
    [TestCase("nil := 3", "'nil' cannot be assigned")]
    [TestCase("| a a | 3", "'a' is declared twice")]
    [TestCase("| self | 3", "'self' is reserved and cannot be a temporary")]
    [TestCase("| a 3", "expected '|' at the end of the temporaries, found '3'")]
    [TestCase("[:x x]", "expected '|' behind the block's arguments, found 'x'")]
    [TestCase("super", "super needs a message")]
    [TestCase("3 + super", "super needs a message")]
    [TestCase("#[1 256]", "256 is not a byte, 0 to 255")]
    [TestCase("#[1 a]", "expected a byte or ']', found 'a'")]
    [TestCase("#(1", "expected a literal or ')', found the end of the text")]
    [TestCase("3 ]", "expected the end of the statement, found ']'")]
    [TestCase("a @ruby1:foo: 1 bar: 2", "further arguments of a Ruby message are written '_:'")]
    public void A_bad_doit_is_refused(string text, string description)
    {
        var error = Assert.Throws<SmalltalkSyntaxException>(() => TreeText.OfDoIt(text));
        Assert.That(error!.Description, Is.EqualTo(description));
    }

    [TestCase("3 foo", "expected a method's name, found '3'")]
    [TestCase("foo: 3", "expected the argument of foo:, found '3'")]
    [TestCase("foo: a bar: a", "'a' is declared twice")]
    [TestCase("foo <primitive: 60>", "primitives are bound by name, not by number")]
    [TestCase("foo <primitive: #a", "expected '>' at the end of the pragma, found the end of the text")]
    [TestCase("foo ^", "expected an expression, found the end of the text")]
    public void A_bad_method_is_refused(string text, string description)
    {
        var error = Assert.Throws<SmalltalkSyntaxException>(() => TreeText.OfMethod(text));
        Assert.That(error!.Description, Is.EqualTo(description));
    }

    [Test]
    public void An_error_shows_file_line_column_and_the_line()
    {
        var source = new SourceText("Foo.st", "foo\n\t^ 3 +\n\t\t]", firstLine: 40);
        var error = Assert.Throws<SmalltalkSyntaxException>(() => Parser.ParseMethod(source));
        Assert.That(error!.Message, Is.EqualTo("Foo.st:42:3: expected an expression, found ']'"));
        Assert.That(error.Report(), Is.EqualTo("Foo.st:42:3: expected an expression, found ']'\n\t\t]\n\t\t^"));
    }

    [TestCase("(")]
    [TestCase("[")]
    [TestCase("#(")]
    [TestCase("{")]
    [TestCase("x := ")]
    public void Nesting_without_end_is_refused_instead_of_overflowing_the_stack(string opening)
    {
        string text = new StringBuilder().Insert(0, opening, 100_000).ToString();
        var error = Assert.Throws<SmalltalkSyntaxException>(() => TreeText.OfDoIt(text));
        Assert.That(error!.Description, Does.StartWith("nested more than"));
    }

    [Test]
    public void Arbitrary_text_is_parsed_or_refused_but_never_breaks_the_parser()
    {
        int seed = Environment.TickCount;
        TestContext.Out.WriteLine($"seed {seed}");
        var random = new Random(seed);
        string[] parts = ["a", "b:", " ", "3", "-", "+", "(", ")", "[", "]", "{", "}", "#", "#(", "'", "\"", "$", ".", ";", "^", ":=", ":", "|", "<", ">", "@ruby1:", "16r", "super", "\n", "1.5e", "_:"];
        for (int round = 0; round < 5_000; round++)
        {
            var text = new StringBuilder();
            for (int length = random.Next(12); length >= 0; length--)
            {
                text.Append(parts[random.Next(parts.Length)]);
            }

            try
            {
                Parser.ParseMethod(new SourceText("test.st", "m " + text));
            }
            catch (SmalltalkSyntaxException error)
            {
                Assert.That(error.Message, Does.StartWith("test.st:"));
            }
        }
    }
}
