namespace Kernel.Ruby.Tests.Syntax;

/// <summary>Pattern matching.</summary>
public sealed class PatternsTests : ParserTests
{
    [TestCase("case a; in 1 then b; end", "(CaseMatch (Call^v a) [(In (Integer 1) [(Call^v b)])])")]
    [TestCase("case a; in 1.. then b; end", "(CaseMatch (Call^v a) [(In (Range (Integer 1)) [(Call^v b)])])")]
    [TestCase("case a; in ..1 | nil then b; end", "(CaseMatch (Call^v a) [(In (AlternationPattern (Range (Integer 1)) (Nil)) [(Call^v b)])])")]
    [TestCase("case a; in \"b\" | :c then d; end", "(CaseMatch (Call^v a) [(In (AlternationPattern (String \"b\") (Symbol \"c\")) [(Call^v d)])])")]
    [TestCase("case a; in A::B then c; end", "(CaseMatch (Call^v a) [(In (ConstantPath (ConstantRead A) B) [(Call^v c)])])")]
    [TestCase("case a; in -1 then b; end", "(CaseMatch (Call^v a) [(In (Integer -1) [(Call^v b)])])")]
    [TestCase("case a; in %w[b c] then d; end", "(CaseMatch (Call^v a) [(In (Array [(String \"b\") (String \"c\")]) [(Call^v d)])])")]
    [TestCase(
        "case a; in ->(b) { b } then c; end",
        "(CaseMatch (Call^v a) [(In (Lambda [b] (BlockParameters (Parameters [(RequiredParameter b)])) [(LocalVariableRead b)]) [(Call^v c)])])")]
    [TestCase("case a; in /b/ then c; end", "(CaseMatch (Call^v a) [(In (RegularExpression^ForcedUSAsciiEncoding \"b\") [(Call^v c)])])")]
    [TestCase(
        "case a; in (1 | 2) => b then b; end",
        "(CaseMatch (Call^v a) [(In (CapturePattern (Parentheses (AlternationPattern (Integer 1) (Integer 2))) (LocalVariableTarget b)) [(LocalVariableRead b)])])")]
    public void Values_match_by_case_equality(string text, string expected) => Assert.That(Parse(text), Is.EqualTo(expected));

    [TestCase("case a; in [] then b; end", "(CaseMatch (Call^v a) [(In (ArrayPattern) [(Call^v b)])])")]
    [TestCase(
        "case a; in [b, *c, d] then e; end",
        "(CaseMatch (Call^v a) [(In (ArrayPattern [(LocalVariableTarget b)] (Splat (LocalVariableTarget c)) [(LocalVariableTarget d)]) [(Call^v e)])])")]
    [TestCase(
        "case a; in b, c then d; end",
        "(CaseMatch (Call^v a) [(In (ArrayPattern [(LocalVariableTarget b) (LocalVariableTarget c)]) [(Call^v d)])])")]
    [TestCase(
        "case a; in *b, c then d; end",
        "(CaseMatch (Call^v a) [(In (ArrayPattern (Splat (LocalVariableTarget b)) [(LocalVariableTarget c)]) [(Call^v d)])])")]
    [TestCase(
        "case a; in [*, b, *c] then d; end",
        "(CaseMatch (Call^v a) [(In (FindPattern (Splat) [(LocalVariableTarget b)] (Splat (LocalVariableTarget c))) [(Call^v d)])])")]
    [TestCase(
        "case a; in A(b, c) then d; end",
        "(CaseMatch (Call^v a) [(In (ArrayPattern (ConstantRead A) [(LocalVariableTarget b) (LocalVariableTarget c)]) [(Call^v d)])])")]
    [TestCase("case a; in A[b] then c; end", "(CaseMatch (Call^v a) [(In (ArrayPattern (ConstantRead A) [(LocalVariableTarget b)]) [(Call^v c)])])")]
    [TestCase("case a; in A() then b; end", "(CaseMatch (Call^v a) [(In (ArrayPattern (ConstantRead A)) [(Call^v b)])])")]
    [TestCase(
        "case a; in [Integer => b, [c, *]] then d; end",
        "(CaseMatch (Call^v a) [(In (ArrayPattern [(CapturePattern (ConstantRead Integer) (LocalVariableTarget b)) (ArrayPattern [(LocalVariableTarget c)] (Splat))]) [(Call^v d)])])")]
    [TestCase("case a\nin b,\nc\nend", "(CaseMatch (Call^v a) [(In (ArrayPattern [(LocalVariableTarget b) (LocalVariableTarget c)]))])")]
    public void Arrays_are_taken_apart(string text, string expected) => Assert.That(Parse(text), Is.EqualTo(expected));

    [TestCase(
        "case a; in {b:, c: Integer => d} then e; end",
        "(CaseMatch (Call^v a) [(In (HashPattern [(Assoc (Symbol \"b\") (Implicit (LocalVariableTarget b))) (Assoc (Symbol \"c\") (CapturePattern (ConstantRead Integer) (LocalVariableTarget d)))]) [(Call^v e)])])")]
    [TestCase(
        "case a; in b: 1, c: then d; end",
        "(CaseMatch (Call^v a) [(In (HashPattern [(Assoc (Symbol \"b\") (Integer 1)) (Assoc (Symbol \"c\") (Implicit (LocalVariableTarget c)))]) [(Call^v d)])])")]
    [TestCase(
        "case a; in {b: 1, **c} then d; end",
        "(CaseMatch (Call^v a) [(In (HashPattern [(Assoc (Symbol \"b\") (Integer 1))] (AssocSplat (LocalVariableTarget c))) [(Call^v d)])])")]
    [TestCase(
        "case a; in {b: 1, **nil} then c; end",
        "(CaseMatch (Call^v a) [(In (HashPattern [(Assoc (Symbol \"b\") (Integer 1))] (NoKeywordsParameter)) [(Call^v c)])])")]
    [TestCase("case a; in {} then b; end", "(CaseMatch (Call^v a) [(In (HashPattern) [(Call^v b)])])")]
    [TestCase(
        "case a; in A(b:, c: 1) then d; end",
        "(CaseMatch (Call^v a) [(In (HashPattern (ConstantRead A) [(Assoc (Symbol \"b\") (Implicit (LocalVariableTarget b))) (Assoc (Symbol \"c\") (Integer 1))]) [(Call^v d)])])")]
    [TestCase(
        "case a; in \"b\": c then d; end",
        "(CaseMatch (Call^v a) [(In (HashPattern [(Assoc (Symbol \"b\") (LocalVariableTarget c))]) [(Call^v d)])])")]
    [TestCase(
        "case a\nin b:\nc\nend",
        "(CaseMatch (Call^v a) [(In (HashPattern [(Assoc (Symbol \"b\") (Implicit (LocalVariableTarget b)))]) [(Call^v c)])])")]
    public void Hashes_are_taken_apart(string text, string expected) => Assert.That(Parse(text), Is.EqualTo(expected));

    [TestCase(
        "b = 1; case a; in ^b then c; end",
        "(LocalVariableWrite b (Integer 1)) (CaseMatch (Call^v a) [(In (PinnedVariable (LocalVariableRead b)) [(Call^v c)])])")]
    [TestCase(
        "case a; in ^(b + 1) then c; end",
        "(CaseMatch (Call^v a) [(In (PinnedExpression (Call (Call^v b) + (Arguments [(Integer 1)]))) [(Call^v c)])])")]
    [TestCase("case a; in ^@b then c; end", "(CaseMatch (Call^v a) [(In (PinnedVariable (InstanceVariableRead @b)) [(Call^v c)])])")]
    [TestCase(
        "case a; in [b, ^b] then c; end",
        "(CaseMatch (Call^v a) [(In (ArrayPattern [(LocalVariableTarget b) (PinnedVariable (LocalVariableRead b))]) [(Call^v c)])])")]
    public void Pins_compare(string text, string expected) => Assert.That(Parse(text), Is.EqualTo(expected));

    [TestCase(
        "case a; in b if b > 1 then c; end",
        "(CaseMatch (Call^v a) [(In (If (Call (LocalVariableRead b) > (Arguments [(Integer 1)])) [(LocalVariableTarget b)]) [(Call^v c)])])")]
    [TestCase("case a; in b unless c then d; end", "(CaseMatch (Call^v a) [(In (Unless (Call^v c) [(LocalVariableTarget b)]) [(Call^v d)])])")]
    [TestCase("case a; in 1 then b; else c; end", "(CaseMatch (Call^v a) [(In (Integer 1) [(Call^v b)])] (Else [(Call^v c)]))")]
    public void Guards_wrap_the_pattern(string text, string expected) => Assert.That(Parse(text), Is.EqualTo(expected));

    [TestCase("a => {b:}", "(MatchRequired (Call^v a) (HashPattern [(Assoc (Symbol \"b\") (Implicit (LocalVariableTarget b)))]))")]
    [TestCase("a in Integer | Float", "(MatchPredicate (Call^v a) (AlternationPattern (ConstantRead Integer) (ConstantRead Float)))")]
    [TestCase("a => [b, *]", "(MatchRequired (Call^v a) (ArrayPattern [(LocalVariableTarget b)] (Splat)))")]
    [TestCase("a in {b: 1}", "(MatchPredicate (Call^v a) (HashPattern [(Assoc (Symbol \"b\") (Integer 1))]))")]
    [TestCase("if a in [b] then b end", "(If (MatchPredicate (Call^v a) (ArrayPattern [(LocalVariableTarget b)])) [(LocalVariableRead b)])")]
    [TestCase("a => b, c", "(MatchRequired (Call^v a) (ArrayPattern [(LocalVariableTarget b) (LocalVariableTarget c)]))")]
    public void Single_patterns_need_no_case(string text, string expected) => Assert.That(Parse(text), Is.EqualTo(expected));
}
