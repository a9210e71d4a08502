namespace Kernel.Ruby.Tests.Syntax;

/// <summary>Assignments to targets of all kinds.</summary>
public sealed class AssignmentsTests : ParserTests
{
    [TestCase("a = 1", "(LocalVariableWrite a (Integer 1))")]
    [TestCase("@a = 1", "(InstanceVariableWrite @a (Integer 1))")]
    [TestCase("@@a = 1", "(ClassVariableWrite @@a (Integer 1))")]
    [TestCase("$a = 1", "(GlobalVariableWrite $a (Integer 1))")]
    [TestCase("A = 1", "(ConstantWrite A (Integer 1))")]
    [TestCase("A::B = 1", "(ConstantPathWrite (ConstantPath (ConstantRead A) B) (Integer 1))")]
    [TestCase("::A = 1", "(ConstantPathWrite (ConstantPath A) (Integer 1))")]
    [TestCase("a[1] = 2", "(Call^AttributeWrite (Call^v a) []= (Arguments [(Integer 1) (Integer 2)]))")]
    [TestCase("a.b = 1", "(Call^AttributeWrite (Call^v a) b= (Arguments [(Integer 1)]))")]
    [TestCase("a = b = 1", "(LocalVariableWrite a (LocalVariableWrite b (Integer 1)))")]
    [TestCase("a = 1, 2", "(LocalVariableWrite a (Array [(Integer 1) (Integer 2)]))")]
    [TestCase("a = *b", "(LocalVariableWrite a (Array^ContainsSplat [(Splat (Call^v b))]))")]
    [TestCase("a = *b, 1", "(LocalVariableWrite a (Array^ContainsSplat [(Splat (Call^v b)) (Integer 1)]))")]
    [TestCase("a.b = 1, 2", "(Call^AttributeWrite (Call^v a) b= (Arguments [(Array [(Integer 1) (Integer 2)])]))")]
    public void Simple_assignments_write_every_kind_of_variable(string text, string expected) => Assert.That(Parse(text), Is.EqualTo(expected));

    [TestCase("a += 1", "(LocalVariableOperatorWrite (Integer 1) a +)")]
    [TestCase("a ||= 1", "(LocalVariableOrWrite (Integer 1) a)")]
    [TestCase("a &&= 1", "(LocalVariableAndWrite (Integer 1) a)")]
    [TestCase("@a ||= 1", "(InstanceVariableOrWrite @a (Integer 1))")]
    [TestCase("@@a += 1", "(ClassVariableOperatorWrite @@a (Integer 1) +)")]
    [TestCase("$a &&= 1", "(GlobalVariableAndWrite $a (Integer 1))")]
    [TestCase("A ||= 1", "(ConstantOrWrite A (Integer 1))")]
    [TestCase("A::B ||= 1", "(ConstantPathOrWrite (ConstantPath (ConstantRead A) B) (Integer 1))")]
    [TestCase("a.b += 1", "(CallOperatorWrite (Call^v a) b b= + (Integer 1))")]
    [TestCase("a&.b ||= 1", "(CallOrWrite^SafeNavigation (Call^v a) b b= (Integer 1))")]
    [TestCase("a[1] += 2", "(IndexOperatorWrite (Call^v a) (Arguments [(Integer 1)]) + (Integer 2))")]
    [TestCase("a[] ||= 1", "(IndexOrWrite (Call^v a) (Integer 1))")]
    [TestCase("a.b::c **= 2", "(CallOperatorWrite (Call (Call^v a) b) c c= ** (Integer 2))")]
    [TestCase("a <<= 1", "(LocalVariableOperatorWrite (Integer 1) a <<)")]
    public void Operator_assignments_have_nodes_of_their_own(string text, string expected) => Assert.That(Parse(text), Is.EqualTo(expected));

    [TestCase("a, b = 1, 2", "(MultiWrite [(LocalVariableTarget a) (LocalVariableTarget b)] (Array [(Integer 1) (Integer 2)]))")]
    [TestCase("a, b = c", "(MultiWrite [(LocalVariableTarget a) (LocalVariableTarget b)] (Call^v c))")]
    [TestCase("a, = b", "(MultiWrite [(LocalVariableTarget a)] (ImplicitRest) (Call^v b))")]
    [TestCase("*a = b", "(MultiWrite (Splat (LocalVariableTarget a)) (Call^v b))")]
    [TestCase("*a, b = c", "(MultiWrite (Splat (LocalVariableTarget a)) [(LocalVariableTarget b)] (Call^v c))")]
    [TestCase("a, *, b = c", "(MultiWrite [(LocalVariableTarget a)] (Splat) [(LocalVariableTarget b)] (Call^v c))")]
    [TestCase("(a, b), c = d", "(MultiWrite [(MultiTarget [(LocalVariableTarget a) (LocalVariableTarget b)]) (LocalVariableTarget c)] (Call^v d))")]
    [TestCase(
        "(a, (b, *c)), d = e",
        "(MultiWrite [(MultiTarget [(LocalVariableTarget a) (MultiTarget [(LocalVariableTarget b)] (Splat (LocalVariableTarget c)))]) (LocalVariableTarget d)] (Call^v e))")]
    [TestCase(
        "a.b, c[1], D, $e, @f, @@g, H::I = 1",
        "(MultiWrite [(CallTarget (Call^v a) b=) (IndexTarget^AttributeWrite (Call^v c) (Arguments [(Integer 1)])) (ConstantTarget D) (GlobalVariableTarget $e) (InstanceVariableTarget @f) (ClassVariableTarget @@g) (ConstantPathTarget (ConstantRead H) I)] (Integer 1))")]
    [TestCase("a, b = *c", "(MultiWrite [(LocalVariableTarget a) (LocalVariableTarget b)] (Array^ContainsSplat [(Splat (Call^v c))]))")]
    [TestCase("a, b = c = d", "(MultiWrite [(LocalVariableTarget a) (LocalVariableTarget b)] (LocalVariableWrite c (Call^v d)))")]
    [TestCase("((a, b)) = c", "(MultiWrite [(MultiTarget [(LocalVariableTarget a) (LocalVariableTarget b)])] (Call^v c))")]
    public void Multiple_assignments_nest_and_splat(string text, string expected) => Assert.That(Parse(text), Is.EqualTo(expected));

    [TestCase("a = b rescue c", "(LocalVariableWrite a (RescueModifier (Call^v b) (Call^v c)))")]
    [TestCase("a += b rescue c", "(LocalVariableOperatorWrite (RescueModifier (Call^v b) (Call^v c)) a +)")]
    [TestCase("a, b = c rescue d", "(MultiWrite [(LocalVariableTarget a) (LocalVariableTarget b)] (RescueModifier (Call^v c) (Call^v d)))")]
    [TestCase("a.b = c rescue d", "(Call^AttributeWrite (Call^v a) b= (Arguments [(RescueModifier (Call^v c) (Call^v d))]))")]
    public void Rescue_binds_to_the_value(string text, string expected) => Assert.That(Parse(text), Is.EqualTo(expected));

    [TestCase("a && b = c", "(And (Call^v a) (LocalVariableWrite b (Call^v c)))")]
    [TestCase("a + b = 1", "(Call (Call^v a) + (Arguments [(LocalVariableWrite b (Integer 1))]))")]
    [TestCase("a ? b = 1 : c = 2", "(If (Call^v a) [(LocalVariableWrite b (Integer 1))] (Else [(LocalVariableWrite c (Integer 2))]))")]
    [TestCase("!a = b", "(Call (LocalVariableWrite a (Call^v b)) !)")]
    [TestCase("foo a = 1", "(Call foo (Arguments [(LocalVariableWrite a (Integer 1))]))")]
    public void Assignments_bind_to_the_right_in_operators(string text, string expected) => Assert.That(Parse(text), Is.EqualTo(expected));

    [TestCase("a; a = 1; a", "(Call^v a) (LocalVariableWrite a (Integer 1)) (LocalVariableRead a)")]
    [TestCase("a = 1 if a", "(If (LocalVariableRead a) [(LocalVariableWrite a (Integer 1))])")]
    [TestCase("if a = 1 then a end", "(If (LocalVariableWrite a (Integer 1)) [(LocalVariableRead a)])")]
    [TestCase("a, b = b, a", "(MultiWrite [(LocalVariableTarget a) (LocalVariableTarget b)] (Array [(LocalVariableRead b) (LocalVariableRead a)]))")]
    public void A_name_is_a_variable_from_its_assignment_on(string text, string expected) => Assert.That(Parse(text), Is.EqualTo(expected));
}
