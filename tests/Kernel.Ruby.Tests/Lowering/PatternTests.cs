namespace Kernel.Ruby.Tests.Lowering;

/// <summary>case/in, =>, in.</summary>
public sealed class PatternTests
{
    [TestCase("case 5 in 0..3 then :low in 4.. then :high end", ":high")]
    [TestCase("case [1, [2, 3]] in [a, [b, c]] then [a, b, c] end", "[1, 2, 3]")]
    [TestCase("case [1, 2, 3, 4] in [a, *b, c] then [a, b, c] end", "[1, [2, 3], 4]")]
    [TestCase("case {a: 1, b: 2} in {a:, b: 2 => x} then [a, x] end", "[1, 2]")]
    [TestCase("case {a: 1, b: 2, c: 3} in {a:, **rest} then rest end", "{b: 2, c: 3}")]
    [TestCase("case 7 in 1 | 7 => x then x end", "7")]
    [TestCase("case [1, 5, 9, 2] in [*, 9 => a, *post] then [a, post] end", "[9, [2]]")]
    [TestCase("x = 3; case 3 in ^x then :pin end", ":pin")]
    [TestCase("case 4 in Integer => n if n > 5 then 1 in n unless n > 5 then 2 end", "2")]
    [TestCase("case {} in {} then :empty end", ":empty")]
    [TestCase("case {a: 1} in {} then 1 else 2 end", "2")]
    [TestCase("case {a: 1, b: 1} in {a: 1, **nil} then 1 else 2 end", "2")]
    [TestCase("case [] in [] then 1 end", "1")]
    [TestCase("case [1] in [a, *] then a end", "1")]
    [TestCase("5 in Integer", "true")]
    [TestCase("5 in String", "false")]
    [TestCase("{a: [1, {b: 2}]} => {a: [_, {b:}]}; b", "2")]
    [TestCase("case 5 in ^(2 + 3) then 1 end", "1")]
    [TestCase("case nil in nil then 1 end", "1")]
    [TestCase("case [1, 2] in Array(a, b) then a + b end", "3")]
    [TestCase("case {n: 1} in Hash[n:] then n end", "1")]
    [TestCase("case [1, [2]] in Integer, [x] then x end", "2")]
    [TestCase("case {a: nil} in {a: nil} then 1 end", "1")]
    [TestCase("case 3 in Integer | String => y then y end", "3")]
    [TestCase("class Pt; def deconstruct = [1, 2]; def deconstruct_keys(k) = {x: 1, y: 2}; end; case Pt.new in [a, b] then a + b end", "3")]
    [TestCase("class Pt; def deconstruct_keys(k) = {x: 1, y: k}; end; case Pt.new in Pt(x:, y:) then [x, y] end", "[1, [:x, :y]]")]
    [TestCase("case [1, [2, 3]] in [Integer => a, [b, *]] if a < b then [a, b] end", "[1, 2]")]
    [TestCase("in_ = 0; [[1, 2], [3]].each { |v| case v in [x] then in_ += x in [x, y] then in_ += y end }; in_", "5")]
    public void Patterns_match_by_value_and_shape(string source, string expected) => Assert.That(BareMachine.Run(source), Is.EqualTo(expected));

    [TestCase("case 5 in 1 then 2 in 2 then 3 end", "NoMatchingPatternError: 5")]
    [TestCase("5 => String", "NoMatchingPatternError: 5: String === 5 does not return true")]
    [TestCase("{a: 1} => {b:}", "NoMatchingPatternKeyError: {a: 1}: key not found: :b")]
    [TestCase("[1] => [a, b]", "NoMatchingPatternError: [1]: [1] length mismatch (given 1, expected 2)")]
    [TestCase("begin; {a: 1} => {b:}; rescue NoMatchingPatternKeyError => e; e.key; end", ":b")]
    public void A_missing_match_raises(string source, string expected) => Assert.That(BareMachine.Run(source), Is.EqualTo(expected));
}
