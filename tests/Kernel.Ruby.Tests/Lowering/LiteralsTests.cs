namespace Kernel.Ruby.Tests.Lowering;

/// <summary>Literals, strings, collections, by running them.</summary>
public sealed class LiteralsTests
{
    [TestCase("42", "42")]
    [TestCase("-7", "-7")]
    [TestCase("1.5", "1.5")]
    [TestCase("nil", "nil")]
    [TestCase("true", "true")]
    [TestCase(":sym", ":sym")]
    [TestCase(":\"a b\"", ":a b")]
    [TestCase("12345678901234567890", "12345678901234567890")]
    [TestCase("\"abc\"", "\"abc\"")]
    [TestCase("'a' 'b'", "\"ab\"")]
    [TestCase("1..3", "1..3")]
    [TestCase("(1...)", "1...nil")]
    [TestCase("[1, [2, 3]]", "[1, [2, 3]]")]
    [TestCase("{a: 1, \"b\" => 2}", "{a: 1, \"b\" => 2}")]
    [TestCase("__LINE__", "1")]
    [TestCase("__FILE__", "\"test.rb\"")]
    [TestCase("self.equal?(self)", "true")]
    [TestCase("%w[a b]", "[\"a\", \"b\"]")]
    [TestCase("x = 1; y = 2; {x:, y:}", "{x: 1, y: 2}")]
    public void Literals_have_their_values(string source, string expected) => Assert.That(BareMachine.Run(source), Is.EqualTo(expected));

    [TestCase("\"a#{1 + 1}b#{:c}\"", "\"a2bc\"")]
    [TestCase("x = \"s\"; \"#{x}#{nil}!\"", "\"s!\"")]
    [TestCase(":\"a#{1}\"", ":a1")]
    [TestCase("`echo #{1}`", "\"echo 1\"")]
    [TestCase("$x = 5; \"v=#$x\"", "\"v=5\"")]
    [TestCase("\"#{}\"", "\"\"")]
    public void Interpolation_calls_to_s(string source, string expected) => Assert.That(BareMachine.Run(source), Is.EqualTo(expected));

    [TestCase("a = [2, 3]; [1, *a, 4]", "[1, 2, 3, 4]")]
    [TestCase("a = [1]; b = [*a]; b << 2; [a, b]", "[[1], [1, 2]]")]
    [TestCase("[*nil, *1]", "[1]")]
    [TestCase("h = {b: 2}; {a: 1, **h, c: 3}", "{a: 1, b: 2, c: 3}")]
    [TestCase("[1, b: 2]", "[1, {b: 2}]")]
    [TestCase("x = [1]; x = [*x, x.length]; x", "[1, 1]")]
    public void Splats_in_arrays_and_hashes_are_spread(string source, string expected) => Assert.That(BareMachine.Run(source), Is.EqualTo(expected));

    [TestCase("def s = \"a\"; s.equal?(s)", "false")]
    [TestCase("# frozen_string_literal: true\ndef s = \"a\"; s.equal?(s)", "true")]
    public void String_literals_are_new_unless_frozen(string source, string expected) => Assert.That(BareMachine.Run(source), Is.EqualTo(expected));

    [TestCase("a = 1; b = 4; a..b", "1..4")]
    [TestCase("x = 2; (x...)", "2...nil")]
    [TestCase("n = 3; (..n)", "nil..3")]
    public void Ranges_are_built_at_run_time_when_they_must(string source, string expected) => Assert.That(BareMachine.Run(source), Is.EqualTo(expected));
}
