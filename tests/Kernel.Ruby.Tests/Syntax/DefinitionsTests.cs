namespace Kernel.Ruby.Tests.Syntax;

/// <summary>Definitions of methods, classes and modules.</summary>
public sealed class DefinitionsTests : ParserTests
{
    [TestCase("def a; end", "(Def a)")]
    [TestCase("def a? = 1", "(Def a? [(Integer 1)])")]
    [TestCase("def a!; end", "(Def a!)")]
    [TestCase("def a=(b); end", "(Def a= (Parameters [(RequiredParameter b)]) [b])")]
    [TestCase("def [](b); end", "(Def [] (Parameters [(RequiredParameter b)]) [b])")]
    [TestCase("def []=(b, c); end", "(Def []= (Parameters [(RequiredParameter b) (RequiredParameter c)]) [b c])")]
    [TestCase("def +(b); end", "(Def + (Parameters [(RequiredParameter b)]) [b])")]
    [TestCase("def +@; end", "(Def +@)")]
    [TestCase("def !; end", "(Def !)")]
    [TestCase("def `(b); end", "(Def ` (Parameters [(RequiredParameter b)]) [b])")]
    [TestCase("def if; end", "(Def if)")]
    [TestCase("def A; end", "(Def A)")]
    [TestCase("def ==(b); end", "(Def == (Parameters [(RequiredParameter b)]) [b])")]
    [TestCase("def <=>(b) = 0", "(Def <=> (Parameters [(RequiredParameter b)]) [(Integer 0)] [b])")]
    public void Methods_have_names_of_all_kinds(string text, string expected) => Assert.That(Parse(text), Is.EqualTo(expected));

    [TestCase("def self.a; end", "(Def a (Self))")]
    [TestCase("def A.b; end", "(Def b (ConstantRead A))")]
    [TestCase("def a.b; end", "(Def b (Call^v a))")]
    [TestCase("a = 1; def a.b; end", "(LocalVariableWrite a (Integer 1)) (Def b (LocalVariableRead a))")]
    [TestCase("def (a.b).c; end", "(Def c (Parentheses (Call (Call^v a) b)))")]
    [TestCase("def @a.b; end", "(Def b (InstanceVariableRead @a))")]
    [TestCase("def self.a=(b); end", "(Def a= (Self) (Parameters [(RequiredParameter b)]) [b])")]
    [TestCase("def nil.a; end", "(Def a (Nil))")]
    public void Singleton_methods_have_receivers(string text, string expected) => Assert.That(Parse(text), Is.EqualTo(expected));

    [TestCase(
        "def a(b, c = 1, *d, e, f:, g: 2, **h, &i); end",
        "(Def a (Parameters [(RequiredParameter b)] [(OptionalParameter c (Integer 1))] (RestParameter d) [(RequiredParameter e)] [(RequiredKeywordParameter f) (OptionalKeywordParameter g (Integer 2))] (KeywordRestParameter h) (BlockParameter i)) [b c d e f g h i])")]
    [TestCase("def a b, c = 1\nend", "(Def a (Parameters [(RequiredParameter b)] [(OptionalParameter c (Integer 1))]) [b c])")]
    [TestCase("def a(*); end", "(Def a (Parameters (RestParameter)))")]
    [TestCase("def a(**nil); end", "(Def a (Parameters (NoKeywordsParameter)))")]
    [TestCase(
        "def a((b, *c), d); end",
        "(Def a (Parameters [(MultiTarget [(RequiredParameter b)] (Splat (RequiredParameter c))) (RequiredParameter d)]) [b c d])")]
    [TestCase("def a(b:, c: 1); end", "(Def a (Parameters [(RequiredKeywordParameter b) (OptionalKeywordParameter c (Integer 1))]) [b c])")]
    [TestCase("def a b:, c: 1\nend", "(Def a (Parameters [(RequiredKeywordParameter b) (OptionalKeywordParameter c (Integer 1))]) [b c])")]
    [TestCase("def a(_, _); end", "(Def a (Parameters [(RequiredParameter _) (RequiredParameter^RepeatedParameter _)]) [_])")]
    [TestCase("def a(...); end", "(Def a (Parameters (ForwardingParameter)))")]
    public void Parameters_fall_into_groups(string text, string expected) => Assert.That(Parse(text), Is.EqualTo(expected));

    [TestCase("def a = b", "(Def a [(Call^v b)])")]
    [TestCase("def a() = b", "(Def a [(Call^v b)])")]
    [TestCase("def a(b) = b + 1", "(Def a (Parameters [(RequiredParameter b)]) [(Call (LocalVariableRead b) + (Arguments [(Integer 1)]))] [b])")]
    [TestCase("def a = b rescue c", "(Def a [(RescueModifier (Call^v b) (Call^v c))])")]
    [TestCase("def a = puts \"x\"", "(Def a [(Call puts (Arguments [(String \"x\")]))])")]
    public void Endless_methods_have_one_expression(string text, string expected) => Assert.That(Parse(text), Is.EqualTo(expected));

    [TestCase("class A; end", "(Class (ConstantRead A) A)")]
    [TestCase("class A < B; end", "(Class (ConstantRead A) (ConstantRead B) A)")]
    [TestCase("class A::B < C.d(1); end", "(Class (ConstantPath (ConstantRead A) B) (Call (ConstantRead C) d (Arguments [(Integer 1)])) B)")]
    [TestCase("class ::A; end", "(Class (ConstantPath A) A)")]
    [TestCase("class << self; end", "(SingletonClass (Self))")]
    [TestCase("module A; end", "(Module (ConstantRead A) A)")]
    [TestCase("module A::B; end", "(Module (ConstantPath (ConstantRead A) B) B)")]
    [TestCase(
        "class A; x = 1; def b; y = 2; end; end",
        "(Class [x] (ConstantRead A) [(LocalVariableWrite x (Integer 1)) (Def b [(LocalVariableWrite y (Integer 2))] [y])] A)")]
    public void Classes_and_modules_open_scopes(string text, string expected) => Assert.That(Parse(text), Is.EqualTo(expected));

    [TestCase(
        "def a; b; rescue C => e; d; else; f; ensure; g; end",
        "(Def a (Begin [(Call^v b)] (Rescue [(ConstantRead C)] (LocalVariableTarget e) [(Call^v d)]) (Else [(Call^v f)]) (Ensure [(Call^v g)])) [e])")]
    [TestCase("class A; b; rescue; c; end", "(Class (ConstantRead A) (Begin [(Call^v b)] (Rescue [(Call^v c)])) A)")]
    public void Bodies_may_rescue_and_ensure(string text, string expected) => Assert.That(Parse(text), Is.EqualTo(expected));

    [TestCase("private def a; end", "(Call private (Arguments [(Def a)]))")]
    [TestCase("private def a = 1", "(Call private (Arguments [(Def a [(Integer 1)])]))")]
    [TestCase("x = def a; end", "(LocalVariableWrite x (Def a))")]
    public void A_definition_is_an_argument(string text, string expected) => Assert.That(Parse(text), Is.EqualTo(expected));
}
