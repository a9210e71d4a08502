namespace Kernel.Ruby.Tests.Syntax;

/// <summary>Arguments of calls.</summary>
public sealed class ArgumentsTests : ParserTests
{
    [TestCase(
        "a(1, *b, c: 2, **d, &e)",
        "(Call a (Arguments^ContainsKeywords+ContainsKeywordSplat+ContainsSplat [(Integer 1) (Splat (Call^v b)) (KeywordHash [(Assoc (Symbol \"c\") (Integer 2)) (AssocSplat (Call^v d))])]) (BlockArgument (Call^v e)))")]
    [TestCase(
        "a 1, *b, c: 2, **d, &e",
        "(Call a (Arguments^ContainsKeywords+ContainsKeywordSplat+ContainsSplat [(Integer 1) (Splat (Call^v b)) (KeywordHash [(Assoc (Symbol \"c\") (Integer 2)) (AssocSplat (Call^v d))])]) (BlockArgument (Call^v e)))")]
    [TestCase("a(b => c)", "(Call a (Arguments^ContainsKeywords [(KeywordHash [(Assoc (Call^v b) (Call^v c))])]))")]
    [TestCase("a(\"b\": 1)", "(Call a (Arguments^ContainsKeywords [(KeywordHash^SymbolKeys [(Assoc (Symbol \"b\") (Integer 1))])]))")]
    [TestCase("a(\"b\" => 1)", "(Call a (Arguments^ContainsKeywords [(KeywordHash [(Assoc (String \"b\") (Integer 1))])]))")]
    [TestCase(
        "a(b: 1, \"c\" => 2)",
        "(Call a (Arguments^ContainsKeywords [(KeywordHash [(Assoc (Symbol \"b\") (Integer 1)) (Assoc (String \"c\") (Integer 2))])]))")]
    [TestCase("a(&:b)", "(Call a (BlockArgument (Symbol \"b\")))")]
    [TestCase("a(*b, *c)", "(Call a (Arguments^ContainsSplat+ContainsMultipleSplats [(Splat (Call^v b)) (Splat (Call^v c))]))")]
    public void Arguments_of_every_kind_are_collected(string text, string expected) => Assert.That(Parse(text), Is.EqualTo(expected));

    [TestCase(
        "def a(*, **, &) = b(*, **, &)",
        "(Def a (Parameters (RestParameter) (KeywordRestParameter) (BlockParameter)) [(Call b (Arguments^ContainsKeywords+ContainsKeywordSplat+ContainsSplat [(Splat) (KeywordHash [(AssocSplat)])]) (BlockArgument))])")]
    [TestCase("def a(...) = b(...)", "(Def a (Parameters (ForwardingParameter)) [(Call b (Arguments^ContainsForwarding [(ForwardingArguments)]))])")]
    [TestCase(
        "def a(x, ...) = b(x, ...)",
        "(Def a (Parameters [(RequiredParameter x)] (ForwardingParameter)) [(Call b (Arguments^ContainsForwarding [(LocalVariableRead x) (ForwardingArguments)]))] [x])")]
    public void Anonymous_and_forwarded_parameters_are_passed_on(string text, string expected) => Assert.That(Parse(text), Is.EqualTo(expected));

    [TestCase(
        "x = 1; a(x:, y:)",
        "(LocalVariableWrite x (Integer 1)) (Call a (Arguments^ContainsKeywords [(KeywordHash^SymbolKeys [(Assoc (Symbol \"x\") (Implicit (LocalVariableRead x))) (Assoc (Symbol \"y\") (Implicit (Call y)))])]))")]
    [TestCase("a(B:)", "(Call a (Arguments^ContainsKeywords [(KeywordHash^SymbolKeys [(Assoc (Symbol \"B\") (Implicit (ConstantRead B)))])]))")]
    [TestCase("{x:, y: 1}", "(Hash [(Assoc (Symbol \"x\") (Implicit (Call x))) (Assoc (Symbol \"y\") (Integer 1))])")]
    [TestCase("a x:\n1", "(Call a (Arguments^ContainsKeywords [(KeywordHash^SymbolKeys [(Assoc (Symbol \"x\") (Integer 1))])]))")]
    public void A_label_without_a_value_reads_a_variable_or_calls(string text, string expected) => Assert.That(Parse(text), Is.EqualTo(expected));

    [TestCase("a(\n1,\n2\n)", "(Call a (Arguments [(Integer 1) (Integer 2)]))")]
    [TestCase("a(1,\n2,\n)", "(Call a (Arguments [(Integer 1) (Integer 2)]))")]
    [TestCase("a 1,\n2", "(Call a (Arguments [(Integer 1) (Integer 2)]))")]
    [TestCase("[\n1,\n2,\n]", "(Array [(Integer 1) (Integer 2)])")]
    [TestCase("{\na: 1,\n}", "(Hash [(Assoc (Symbol \"a\") (Integer 1))])")]
    public void Arguments_may_spread_over_lines(string text, string expected) => Assert.That(Parse(text), Is.EqualTo(expected));

    [TestCase("a if: 1", "(Call a (Arguments^ContainsKeywords [(KeywordHash^SymbolKeys [(Assoc (Symbol \"if\") (Integer 1))])]))")]
    [TestCase(
        "a(do: 1, end: 2)",
        "(Call a (Arguments^ContainsKeywords [(KeywordHash^SymbolKeys [(Assoc (Symbol \"do\") (Integer 1)) (Assoc (Symbol \"end\") (Integer 2))])]))")]
    [TestCase("{if: 1, class: 2}", "(Hash [(Assoc (Symbol \"if\") (Integer 1)) (Assoc (Symbol \"class\") (Integer 2))])")]
    [TestCase("a in: 1", "(Call a (Arguments^ContainsKeywords [(KeywordHash^SymbolKeys [(Assoc (Symbol \"in\") (Integer 1))])]))")]
    public void Keywords_can_be_labels(string text, string expected) => Assert.That(Parse(text), Is.EqualTo(expected));

    [TestCase("a b c", "(Call a (Arguments [(Call b (Arguments [(Call^v c)]))]))")]
    [TestCase("a b, c", "(Call a (Arguments [(Call^v b) (Call^v c)]))")]
    [TestCase("a b.c d", "(Call a (Arguments [(Call (Call^v b) c (Arguments [(Call^v d)]))]))")]
    [TestCase("a b { c }", "(Call a (Arguments [(Call b (Block [(Call^v c)]))]))")]
    [TestCase("a = b c", "(LocalVariableWrite a (Call b (Arguments [(Call^v c)])))")]
    public void Calls_without_parentheses_nest(string text, string expected) => Assert.That(Parse(text), Is.EqualTo(expected));
}
