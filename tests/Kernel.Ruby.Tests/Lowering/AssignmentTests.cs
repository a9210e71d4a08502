namespace Kernel.Ruby.Tests.Lowering;

/// <summary>Assignments of every kind.</summary>
public sealed class AssignmentTests
{
    [TestCase("a = b = 3; [a, b]", "[3, 3]")]
    [TestCase("@a = 1; @a + 1", "2")]
    [TestCase("$a = 4; $a", "4")]
    [TestCase("A = 3; A", "3")]
    [TestCase("class C; @@x = 1; def x = @@x += 1; end; C.new.x", "2")]
    [TestCase("module M; end; M::X = 5; M::X", "5")]
    [TestCase("x = x; x", "nil")]
    [TestCase("x = (y = 1) && y + 1; x", "2")]
    [TestCase("if false then z = 1 end; z", "nil")]
    public void Variables_keep_what_was_assigned(string source, string expected) => Assert.That(BareMachine.Run(source), Is.EqualTo(expected));

    [TestCase("x = 1; x += 2; x *= 5; x", "15")]
    [TestCase("x ||= 4; x &&= x + 1; x", "5")]
    [TestCase("@a ||= 2; @a -= 1; @a", "1")]
    [TestCase("$g ||= 6; $g", "6")]
    [TestCase("B ||= 3; B ||= 4; B", "3")]
    [TestCase("class C; @@y ||= 2; @@y += 1; X = @@y; end; C::X", "3")]
    [TestCase("module M; end; M::Y ||= 3; M::Y ||= 4; M::Y", "3")]
    [TestCase("a = [1, 2]; a[0] += 10; a[1] ||= 5; a[2] ||= 7; a", "[11, 2, 7]")]
    [TestCase("h = {}; h[:a] ||= 1; h[:a] += 1; h", "{a: 2}")]
    [TestCase("x = 2; x **= 3; x", "8")]
    [TestCase("class P; def v = @v; def v=(x)\n @v = x\n end; end; p = P.new; p.v ||= 3; p.v += 4; p.v &&= p.v * 2; p.v", "14")]
    [TestCase("x = nil; x&.foo += 1; x", "nil")]
    [TestCase("x = 1; y = [x, x += 1, x]; y", "[1, 2, 2]")]
    [TestCase("x = 5; x + (x = 1)", "6")]
    [TestCase("x = false; x ||= begin; 3; end; x", "3")]
    [TestCase("a = [[1]]; a[0][0] += 1; a", "[[2]]")]
    [TestCase("class Q; def [](a, b) = @v || 0; def []=(a, b, c)\n @v = a + b + c\n end; end; q = Q.new; q[1, 2] += 3; q[0, 0]", "6")]
    [TestCase("class Q; def [](a, b) = @v || 0; def []=(a, b, c)\n @v = a + b + c\n end; end; q = Q.new; i = [1, 2]; q[*i] += 3; q[*i]", "6")]
    public void Operator_assignments_read_combine_and_store(string source, string expected) => Assert.That(BareMachine.Run(source), Is.EqualTo(expected));

    [TestCase("class P; def v=(x)\n @v = x\n 99\n end; def v = @v; end; p = P.new; r = (p.v = 5); [r, p.v]", "[5, 5]")]
    [TestCase("a = []; r = (a[0] = 7); [r, a]", "[7, [7]]")]
    [TestCase("x = nil; (x&.y = 3).inspect", "\"nil\"")]
    [TestCase("class P; def go = (self.z = 4; @z); private def z=(v)\n @z = v\n end; end; P.new.go", "4")]
    public void Attribute_writes_answer_the_value(string source, string expected) => Assert.That(BareMachine.Run(source), Is.EqualTo(expected));

    [TestCase("a, b = 1, 2; [a, b]", "[1, 2]")]
    [TestCase("a = 1; b = 2; a, b = b, a; [a, b]", "[2, 1]")]
    [TestCase("a, *b = [1, 2, 3]; [a, b]", "[1, [2, 3]]")]
    [TestCase("*a, b = 1, 2, 3; [a, b]", "[[1, 2], 3]")]
    [TestCase("a, (b, *c), d = 1, [2, 3, 4], 5; [a, b, c, d]", "[1, 2, [3, 4], 5]")]
    [TestCase("a, b = 1; [a, b]", "[1, nil]")]
    [TestCase("a, = [9, 8]; a", "9")]
    [TestCase("x = [0, 0]; x[0], x[1] = 1, 2; x", "[1, 2]")]
    [TestCase("@a, $b, C = 1, 2, 3; [@a, $b, C]", "[1, 2, 3]")]
    [TestCase("r = (a, b = 3, 4); r", "[3, 4]")]
    [TestCase("a, b = *[1, 2]; [a, b]", "[1, 2]")]
    [TestCase("a, (b, (c, d)), e = 1, [2, [3, 4]], 5; [a,b,c,d,e]", "[1, 2, 3, 4, 5]")]
    [TestCase("*, a = 1, 2; a", "2")]
    [TestCase("a, b, *c = 1; [a, b, c]", "[1, nil, []]")]
    [TestCase("$o = []; def l(x) = ($o << x; [])\n l(1)[0], l(2)[0] = l(3), l(4); $o", "[1, 2, 3, 4]")]
    [TestCase("class P; def v=(x)\n @v = x\n end; def v = @v; end; p = P.new; p.v, y = 1, 2; [p.v, y]", "[1, 2]")]
    public void Multiple_assignment_spreads(string source, string expected) => Assert.That(BareMachine.Run(source), Is.EqualTo(expected));
}
