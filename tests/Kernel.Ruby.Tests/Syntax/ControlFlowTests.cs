namespace Kernel.Ruby.Tests.Syntax;

/// <summary>Conditions, loops, case, begin and jumps.</summary>
public sealed class ControlFlowTests : ParserTests
{
    [TestCase("if a then b end", "(If (Call^v a) [(Call^v b)])")]
    [TestCase("if a; b; elsif c; d; else e; end", "(If (Call^v a) [(Call^v b)] (If (Call^v c) [(Call^v d)] (Else [(Call^v e)])))")]
    [TestCase("if a\nb\nend", "(If (Call^v a) [(Call^v b)])")]
    [TestCase("if a\nthen b end", "(If (Call^v a) [(Call^v b)])")]
    [TestCase("unless a then b else c end", "(Unless (Call^v a) [(Call^v b)] (Else [(Call^v c)]))")]
    [TestCase("a if b", "(If (Call^v b) [(Call^v a)])")]
    [TestCase("a unless b", "(Unless (Call^v b) [(Call^v a)])")]
    [TestCase("a ? b : c", "(If (Call^v a) [(Call^v b)] (Else [(Call^v c)]))")]
    [TestCase("a ? b ? c : d : e", "(If (Call^v a) [(If (Call^v b) [(Call^v c)] (Else [(Call^v d)]))] (Else [(Call^v e)]))")]
    [TestCase("a ? \"b\" : c", "(If (Call^v a) [(String \"b\")] (Else [(Call^v c)]))")]
    [TestCase("a ? b : :c", "(If (Call^v a) [(Call^v b)] (Else [(Symbol \"c\")]))")]
    [TestCase("x if a and not b", "(If (And (Call^v a) (Call (Call^v b) !)) [(Call^v x)])")]
    public void Conditions_take_all_spellings(string text, string expected) => Assert.That(Parse(text), Is.EqualTo(expected));

    [TestCase("if /a/ then end", "(If (MatchLastLine^ForcedUSAsciiEncoding \"a\"))")]
    [TestCase("if a..b then end", "(If (FlipFlop (Call^v a) (Call^v b)))")]
    [TestCase("a if /b#{c}/", "(If (InterpolatedMatchLastLine [(String \"b\") (EmbeddedStatements [(Call^v c)])]) [(Call^v a)])")]
    [TestCase("unless a...b then end", "(Unless (FlipFlop^ExcludeEnd (Call^v a) (Call^v b)))")]
    [TestCase("!/a/", "(Call (MatchLastLine^ForcedUSAsciiEncoding \"a\") !)")]
    [TestCase("a if (b..c)", "(If (Parentheses [(FlipFlop (Call^v b) (Call^v c))]) [(Call^v a)])")]
    [TestCase("a if /b/ && c", "(If (And (MatchLastLine^ForcedUSAsciiEncoding \"b\") (Call^v c)) [(Call^v a)])")]
    public void Literals_in_conditions_match(string text, string expected) => Assert.That(Parse(text), Is.EqualTo(expected));

    [TestCase("while a do b end", "(While (Call^v a) [(Call^v b)])")]
    [TestCase("while a; b; end", "(While (Call^v a) [(Call^v b)])")]
    [TestCase("until a do b end", "(Until (Call^v a) [(Call^v b)])")]
    [TestCase("a while b", "(While (Call^v b) [(Call^v a)])")]
    [TestCase("a until b", "(Until (Call^v b) [(Call^v a)])")]
    [TestCase("begin; a; end while b", "(While^BeginModifier (Call^v b) [(Begin [(Call^v a)])])")]
    [TestCase("begin; a; end until b", "(Until^BeginModifier (Call^v b) [(Begin [(Call^v a)])])")]
    [TestCase("for a in b do c end", "(For (LocalVariableTarget a) (Call^v b) [(Call^v c)])")]
    [TestCase("for a, b in c; end", "(For (MultiTarget [(LocalVariableTarget a) (LocalVariableTarget b)]) (Call^v c))")]
    [TestCase("for a, *b in c; end", "(For (MultiTarget [(LocalVariableTarget a)] (Splat (LocalVariableTarget b))) (Call^v c))")]
    [TestCase("for @a in b; end", "(For (InstanceVariableTarget @a) (Call^v b))")]
    [TestCase("loop do break end", "(Call loop (Block [(Break)]))")]
    public void Loops_repeat(string text, string expected) => Assert.That(Parse(text), Is.EqualTo(expected));

    [TestCase("case a when b then c end", "(Case (Call^v a) [(When [(Call^v b)] [(Call^v c)])])")]
    [TestCase("case a\nwhen b, *c\nd\nelse e\nend", "(Case (Call^v a) [(When [(Call^v b) (Splat (Call^v c))] [(Call^v d)])] (Else [(Call^v e)]))")]
    [TestCase("case\nwhen a then b\nend", "(Case [(When [(Call^v a)] [(Call^v b)])])")]
    public void Case_compares(string text, string expected) => Assert.That(Parse(text), Is.EqualTo(expected));

    [TestCase("begin; a; rescue; b; end", "(Begin [(Call^v a)] (Rescue [(Call^v b)]))")]
    [TestCase(
        "begin; a; rescue B, C => e then d; end",
        "(Begin [(Call^v a)] (Rescue [(ConstantRead B) (ConstantRead C)] (LocalVariableTarget e) [(Call^v d)]))")]
    [TestCase(
        "begin; a; rescue *B; c; rescue D; else; e; ensure; f; end",
        "(Begin [(Call^v a)] (Rescue [(Splat (ConstantRead B))] [(Call^v c)] (Rescue [(ConstantRead D)])) (Else [(Call^v e)]) (Ensure [(Call^v f)]))")]
    [TestCase("begin; a; ensure; b; end", "(Begin [(Call^v a)] (Ensure [(Call^v b)]))")]
    [TestCase("begin end", "(Begin)")]
    [TestCase("a rescue b", "(RescueModifier (Call^v a) (Call^v b))")]
    [TestCase("a rescue b if c", "(If (Call^v c) [(RescueModifier (Call^v a) (Call^v b))])")]
    [TestCase("begin; a; rescue => @b; end", "(Begin [(Call^v a)] (Rescue (InstanceVariableTarget @b)))")]
    [TestCase("begin; a; rescue => b[1]; end", "(Begin [(Call^v a)] (Rescue (IndexTarget^AttributeWrite (Call^v b) (Arguments [(Integer 1)]))))")]
    public void Begin_rescues(string text, string expected) => Assert.That(Parse(text), Is.EqualTo(expected));

    [TestCase("return", "(Return)")]
    [TestCase("return 1", "(Return (Arguments [(Integer 1)]))")]
    [TestCase("return 1, 2", "(Return (Arguments [(Integer 1) (Integer 2)]))")]
    [TestCase("return *a", "(Return (Arguments^ContainsSplat [(Splat (Call^v a))]))")]
    [TestCase("return if a", "(If (Call^v a) [(Return)])")]
    [TestCase("a { break 1 }", "(Call a (Block [(Break (Arguments [(Integer 1)]))]))")]
    [TestCase("a { next }", "(Call a (Block [(Next)]))")]
    [TestCase("while a do redo end", "(While (Call^v a) [(Redo)])")]
    [TestCase("begin; rescue; retry; end", "(Begin (Rescue [(Retry)]))")]
    [TestCase("a or return", "(Or (Call^v a) (Return))")]
    public void Jumps_carry_values(string text, string expected) => Assert.That(Parse(text), Is.EqualTo(expected));

    [TestCase("a and b", "(And (Call^v a) (Call^v b))")]
    [TestCase("a or b and c", "(And (Or (Call^v a) (Call^v b)) (Call^v c))")]
    [TestCase("not a", "(Call (Call^v a) !)")]
    [TestCase("a and b = 1", "(And (Call^v a) (LocalVariableWrite b (Integer 1)))")]
    [TestCase("not a == b", "(Call (Call (Call^v a) == (Arguments [(Call^v b)])) !)")]
    public void Low_operators_join_statements(string text, string expected) => Assert.That(Parse(text), Is.EqualTo(expected));

    [TestCase("alias a b", "(AliasMethod (Symbol \"a\") (Symbol \"b\"))")]
    [TestCase("alias :a :b", "(AliasMethod (Symbol \"a\") (Symbol \"b\"))")]
    [TestCase("alias $a $b", "(AliasGlobalVariable (GlobalVariableRead $a) (GlobalVariableRead $b))")]
    [TestCase("alias + -", "(AliasMethod (Symbol \"+\") (Symbol \"-\"))")]
    [TestCase("undef a, :b", "(Undef [(Symbol \"a\") (Symbol \"b\")])")]
    [TestCase("BEGIN { a }", "(PreExecution [(Call^v a)])")]
    [TestCase("END { a }", "(PostExecution [(Call^v a)])")]
    [TestCase("defined? a", "(Defined (Call^v a))")]
    [TestCase("defined?(a)", "(Defined (Call^v a))")]
    [TestCase("defined? a && b", "(Defined (And (Call^v a) (Call^v b)))")]
    [TestCase("a; b\nc", "(Call^v a) (Call^v b) (Call^v c)")]
    [TestCase("()", "(Parentheses)")]
    [TestCase("(a; b)", "(Parentheses^MultipleStatements [(Call^v a) (Call^v b)])")]
    public void Statements_of_their_own(string text, string expected) => Assert.That(Parse(text), Is.EqualTo(expected));
}
