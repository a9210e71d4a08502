namespace Kernel.Ruby.Tests.Lowering;

/// <summary>case/in, =>, in.</summary>
public sealed class PatternTests
{
    [TestCase("case 5\nin 0..3 then :low\nin 4.. then :high end", ":high")]
    [TestCase("case [1, [2, 3]]\nin [a, [b, c]] then [a, b, c] end", "[1, 2, 3]")]
    [TestCase("case [1, 2, 3, 4]\nin [a, *b, c] then [a, b, c] end", "[1, [2, 3], 4]")]
    [TestCase("case {a: 1, b: 2}\nin {a:, b: 2 => x} then [a, x] end", "[1, 2]")]
    [TestCase("case {a: 1, b: 2, c: 3}\nin {a:, **rest} then rest end", "{b: 2, c: 3}")]
    [TestCase("case 7\nin 1 | 7 => x then x end", "7")]
    [TestCase("case [1, 5, 9, 2]\nin [*, 9 => a, *post] then [a, post] end", "[9, [2]]")]
    [TestCase("x = 3; case 3\nin ^x then :pin end", ":pin")]
    [TestCase("case 4\nin Integer => n if n > 5 then 1\nin n unless n > 5 then 2 end", "2")]
    [TestCase("case {}\nin {} then :empty end", ":empty")]
    [TestCase("case {a: 1}\nin {} then 1 else 2 end", "2")]
    [TestCase("case {a: 1, b: 1}\nin {a: 1, **nil} then 1 else 2 end", "2")]
    [TestCase("case []\nin [] then 1 end", "1")]
    [TestCase("case [1]\nin [a, *] then a end", "1")]
    [TestCase("5 in Integer", "true")]
    [TestCase("5 in String", "false")]
    [TestCase("{a: [1, {b: 2}]} => {a: [_, {b:}]}; b", "2")]
    [TestCase("case 5\nin ^(2 + 3) then 1 end", "1")]
    [TestCase("case nil\nin nil then 1 end", "1")]
    [TestCase("case [1, 2]\nin Array(a, b) then a + b end", "3")]
    [TestCase("case {n: 1}\nin Hash[n:] then n end", "1")]
    [TestCase("case [1, [2]]\nin Integer, [x] then x end", "2")]
    [TestCase("case {a: nil}\nin {a: nil} then 1 end", "1")]
    [TestCase("case 3\nin Integer | String => y then y end", "3")]
    [TestCase("class Pt; def deconstruct = [1, 2]; def deconstruct_keys(k) = {x: 1, y: 2}; end; case Pt.new\nin [a, b] then a + b end", "3")]
    [TestCase("class Pt; def deconstruct_keys(k) = {x: 1, y: k}; end; case Pt.new\nin Pt(x:, y:) then [x, y] end", "[1, [:x, :y]]")]
    [TestCase("case [1, [2, 3]]\nin [Integer => a, [b, *]] if a < b then [a, b] end", "[1, 2]")]
    [TestCase("in_ = 0; [[1, 2], [3]].each { |v| case v\nin [x] then in_ += x\nin [x, y] then in_ += y end }; in_", "5")]
    public void Patterns_match_by_value_and_shape(string source, string expected) => Assert.That(BareMachine.Run(source), Is.EqualTo(expected));

    [TestCase("case 5\nin 1 then 2\nin 2 then 3 end", "NoMatchingPatternError: 5")]
    [TestCase("5 => String", "NoMatchingPatternError: 5: String === 5 does not return true")]
    [TestCase("{a: 1} => {b:}", "NoMatchingPatternKeyError: {a: 1}: key not found: :b")]
    [TestCase("[1] => [a, b]", "NoMatchingPatternError: [1]: [1] length mismatch (given 1, expected 2)")]
    [TestCase("begin; {a: 1} => {b:}; rescue NoMatchingPatternKeyError => e; e.key; end", ":b")]
    public void A_missing_match_raises(string source, string expected) => Assert.That(BareMachine.Run(source), Is.EqualTo(expected));
}
