namespace Kernel.Ruby.Tests.Syntax;

/// <summary>Blocks and lambdas.</summary>
public sealed class BlocksTests : ParserTests
{
    [TestCase("a b { }", "(Call a (Arguments [(Call b (Block))]))")]
    [TestCase("a(b) { }", "(Call a (Arguments [(Call^v b)]) (Block))")]
    [TestCase("a { }", "(Call a (Block))")]
    [TestCase("a.b { }", "(Call (Call^v a) b (Block))")]
    [TestCase("A { }", "(Call A (Block))")]
    [TestCase("a (1) { }", "(Call a (Arguments [(Parentheses [(Integer 1)])]) (Block))")]
    public void Braces_belong_to_the_nearest_call(string text, string expected) => Assert.That(Parse(text), Is.EqualTo(expected));

    [TestCase("a b do end", "(Call a (Arguments [(Call^v b)]) (Block))")]
    [TestCase(
        "a [1].b do |x| x end",
        "(Call a (Arguments [(Call (Array [(Integer 1)]) b)]) (Block [x] (BlockParameters (Parameters [(RequiredParameter x)])) [(LocalVariableRead x)]))")]
    [TestCase("a b, c.d do end", "(Call a (Arguments [(Call^v b) (Call (Call^v c) d)]) (Block))")]
    [TestCase("x = a b do end", "(LocalVariableWrite x (Call a (Arguments [(Call^v b)]) (Block)))")]
    [TestCase("a(b do end)", "(Call a (Arguments [(Call b (Block))]))")]
    [TestCase("a b do end.c", "(Call (Call a (Arguments [(Call^v b)]) (Block)) c)")]
    public void Do_belongs_to_the_outermost_call(string text, string expected) => Assert.That(Parse(text), Is.EqualTo(expected));

    [TestCase("while a b do c end", "(While (Call a (Arguments [(Call^v b)])) [(Call^v c)])")]
    [TestCase("until a do b end", "(Until (Call^v a) [(Call^v b)])")]
    [TestCase("for a in b do c end", "(For (LocalVariableTarget a) (Call^v b) [(Call^v c)])")]
    [TestCase("while a(b do end) do c end", "(While (Call a (Arguments [(Call b (Block))])) [(Call^v c)])")]
    public void Do_of_a_loop_is_not_a_block(string text, string expected) => Assert.That(Parse(text), Is.EqualTo(expected));

    [TestCase("a { |b| }", "(Call a (Block [b] (BlockParameters (Parameters [(RequiredParameter b)]))))")]
    [TestCase(
        "a { |b, *c, d| }",
        "(Call a (Block [b c d] (BlockParameters (Parameters [(RequiredParameter b)] (RestParameter c) [(RequiredParameter d)]))))")]
    [TestCase(
        "a { |b = 1, c: 2, **d, &e| }",
        "(Call a (Block [b c d e] (BlockParameters (Parameters [(OptionalParameter b (Integer 1))] [(OptionalKeywordParameter c (Integer 2))] (KeywordRestParameter d) (BlockParameter e)))))")]
    [TestCase(
        "a { |(b, (c, *d)), e| }",
        "(Call a (Block [b c d e] (BlockParameters (Parameters [(MultiTarget [(RequiredParameter b) (MultiTarget [(RequiredParameter c)] (Splat (RequiredParameter d)))]) (RequiredParameter e)]))))")]
    [TestCase("a { |b,| }", "(Call a (Block [b] (BlockParameters (Parameters [(RequiredParameter b)] (ImplicitRest)))))")]
    [TestCase(
        "a { |b; c, d| }",
        "(Call a (Block [b c d] (BlockParameters (Parameters [(RequiredParameter b)]) [(BlockLocalVariable c) (BlockLocalVariable d)])))")]
    [TestCase("a { || }", "(Call a (Block (BlockParameters)))")]
    [TestCase("a { |*| }", "(Call a (Block (BlockParameters (Parameters (RestParameter)))))")]
    [TestCase(
        "a { |b = (1 | 2)| }",
        "(Call a (Block [b] (BlockParameters (Parameters [(OptionalParameter b (Parentheses [(Call (Integer 1) | (Arguments [(Integer 2)]))]))]))))")]
    public void Parameters_of_a_block_fall_into_groups(string text, string expected) => Assert.That(Parse(text), Is.EqualTo(expected));

    [TestCase(
        "a { _1 + _2 }",
        "(Call a (Block [_1 _2] (NumberedParameters 2) [(Call (LocalVariableRead _1) + (Arguments [(LocalVariableRead _2)]))]))")]
    [TestCase("a { it }", "(Call a (Block (ItParameters) [(ItLocalVariableRead)]))")]
    [TestCase("a { it; it() }", "(Call a (Block (ItParameters) [(ItLocalVariableRead) (Call it)]))")]
    [TestCase("a { it = 1 }", "(Call a (Block [it] [(LocalVariableWrite it (Integer 1))]))")]
    [TestCase("-> { _1 }", "(Lambda [_1] (NumberedParameters 1) [(LocalVariableRead _1)])")]
    [TestCase("-> { it }", "(Lambda (ItParameters) [(ItLocalVariableRead)])")]
    public void Implicit_parameters_mark_the_block(string text, string expected) => Assert.That(Parse(text), Is.EqualTo(expected));

    [TestCase("-> { 1 }", "(Lambda [(Integer 1)])")]
    [TestCase("->(a) { a }", "(Lambda [a] (BlockParameters (Parameters [(RequiredParameter a)])) [(LocalVariableRead a)])")]
    [TestCase(
        "->(a, b = 1; c) { }",
        "(Lambda [a b c] (BlockParameters (Parameters [(RequiredParameter a)] [(OptionalParameter b (Integer 1))]) [(BlockLocalVariable c)]))")]
    [TestCase("-> a, b { }", "(Lambda [a b] (BlockParameters (Parameters [(RequiredParameter a) (RequiredParameter b)])))")]
    [TestCase("-> do end", "(Lambda)")]
    [TestCase("a -> do end", "(Call a (Arguments [(Lambda)]))")]
    [TestCase(
        "->(a) do a end.call 1",
        "(Call (Lambda [a] (BlockParameters (Parameters [(RequiredParameter a)])) [(LocalVariableRead a)]) call (Arguments [(Integer 1)]))")]
    [TestCase("-> a = b { }", "(Lambda [a] (BlockParameters (Parameters [(OptionalParameter a (Call^v b))])))")]
    public void Lambdas_take_parameters_with_or_without_parentheses(string text, string expected) => Assert.That(Parse(text), Is.EqualTo(expected));

    [TestCase("x = 1; a { x }", "(LocalVariableWrite x (Integer 1)) (Call a (Block [(LocalVariableRead x 1)]))")]
    [TestCase(
        "x = 1; a { b { x = 2 } }",
        "(LocalVariableWrite x (Integer 1)) (Call a (Block [(Call b (Block [(LocalVariableWrite x 2 (Integer 2))]))]))")]
    [TestCase("a { x = 1 }; x", "(Call a (Block [x] [(LocalVariableWrite x (Integer 1))])) (Call^v x)")]
    [TestCase("x = 1; def a = x", "(LocalVariableWrite x (Integer 1)) (Def a [(Call^v x)])")]
    public void Inner_scopes_see_outer_variables(string text, string expected) => Assert.That(Parse(text), Is.EqualTo(expected));

    [TestCase("a do b; rescue; c; ensure; d; end", "(Call a (Block (Begin [(Call^v b)] (Rescue [(Call^v c)]) (Ensure [(Call^v d)]))))")]
    [TestCase("-> do a; rescue B; end", "(Lambda (Begin [(Call^v a)] (Rescue [(ConstantRead B)])))")]
    public void Bodies_may_rescue(string text, string expected) => Assert.That(Parse(text), Is.EqualTo(expected));
}
