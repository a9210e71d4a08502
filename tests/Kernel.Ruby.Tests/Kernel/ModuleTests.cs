namespace Kernel.Ruby.Tests.Kernel;

/// <summary>Module and Class.</summary>
public class ModuleTests
{
    [TestCase("class MtV; def a = b; private; def b = 1; public; def c = 2; protected def d = 3; end; [MtV.new.a, MtV.public_instance_methods(false).sort, MtV.private_instance_methods(false), MtV.protected_instance_methods(false)]", "[1, [:a, :c], [:b], [:d]]")]
    [TestCase("module MtF; module_function; def x = 1; end; [MtF.x, MtF.private_instance_methods]", "[1, [:x]]")]
    [TestCase("class MtP; attr_accessor :v; private :v; end; MtP.new.v", "NoMethodError: private method 'v' called for an instance of MtP")]
    [TestCase("class MtN; def self.make = new; private_class_method :new; end; [MtN.make.class, (MtN.new rescue 'no')]", "[MtN, \"no\"]")]
    [TestCase("class MtU; def a = 1; undef_method :a; end; MtU.new.a", "NoMethodError: undefined method 'a' for an instance of MtU")]
    [TestCase("class MtRm; end; MtRm.remove_method(:zip)", "NameError: method 'zip' not defined in MtRm")]
    public void Visibility_and_removal(string source, string expected) => Assert.That(RubyMachine.Inspect(source), Is.EqualTo(expected));

    [TestCase("module MtA; def who = 'A' + super; end; class MtB; def who = 'B'; end; class MtC < MtB; include MtA; def who = 'C' + super; end; MtC.new.who", "\"CAB\"")]
    [TestCase("module MtPre; def x = 'p' + super; end; class MtX; prepend MtPre; def x = 'x'; end; [MtX.new.x, MtX.ancestors.first(2)]", "[\"px\", [MtPre, MtX]]")]
    [TestCase("module MtH; def self.included(b) = (@in = b); def self.seen = @in; end; class MtI; include MtH; end; MtH.seen", "MtI")]
    [TestCase("class MtSup; def self.inherited(k) = ((@k ||= []) << k.name; super); def self.k = @k; end; class MtSub < MtSup; end; [MtSup.k, MtSup.subclasses]", "[[\"MtSub\"], [MtSub]]")]
    [TestCase("o = Object.new; o.extend(Module.new { def e = 1 }); o.e", "1")]
    [TestCase("Object.new.extend(Class.new)", "TypeError: wrong argument type Class (expected Module)")]
    [TestCase("[Integer <= Numeric, Numeric < Integer, Integer <=> String, Comparable > Integer]", "[true, false, nil, true]")]
    public void Ancestry(string source, string expected) => Assert.That(RubyMachine.Inspect(source), Is.EqualTo(expected));

    [TestCase("module MtD; class In; X = 1; end; end; [Object.const_get('MtD::In::X'), MtD.const_defined?(:In), MtD.constants]", "[1, true, [:In]]")]
    [TestCase("Object.const_get(:lower)", "NameError: wrong constant name lower")]
    [TestCase("String::MtNope", "NameError: uninitialized constant String::MtNope")]
    [TestCase("module MtPc; A = 1; private_constant :A; def self.a = A; end; [MtPc.a, (MtPc::A rescue $!.message)]", "[1, \"private constant MtPc::A referenced\"]")]
    [TestCase("Object.const_set(:MtSet, 5); [MtSet, Object.send(:remove_const, :MtSet), Object.const_defined?(:MtSet)]", "[5, 5, false]")]
    [TestCase("class MtCm; def self.const_missing(n) = n; end; MtCm::Gone", ":Gone")]
    [TestCase("c = Class.new; [c.name, (MtNamed = c).name]", "[nil, \"MtNamed\"]")]
    [TestCase("class MtCv; @@a = 1; def self.a = @@a; end; MtCv.class_variable_set(:@@a, 4); [MtCv.a, MtCv.class_variables, MtCv.class_variable_defined?(:@@z)]", "[4, [:@@a], false]")]
    public void Constants_and_class_variables(string source, string expected) => Assert.That(RubyMachine.Inspect(source), Is.EqualTo(expected));

    [TestCase("class MtDm; define_method(:a) { |x, y = 2| [x, y, self.class] }; end; [MtDm.new.a(1), MtDm.instance_method(:a).arity]", "[[1, 2, MtDm], -2]")]
    [TestCase("class MtDr; define_method(:r) { return 3; 4 }; end; MtDr.new.r", "3")]
    [TestCase("MtCe = Class.new; MtCe.class_eval('def q = 1'); MtCe.class_eval { def z = 2 }; [MtCe.new.q, MtCe.new.z]", "[1, 2]")]
    [TestCase("c = Class.new(Array) { def twice = self + self }; c.new([1]).twice", "[1, 1]")]
    [TestCase("Class.new(3)", "TypeError: superclass must be an instance of Class (given an instance of Integer)")]
    [TestCase("class MtAl; def a = 1; alias_method :b, :a; end; [MtAl.new.b, MtAl.instance_method(:b).name]", "[1, :b]")]
    [TestCase("class MtNew; def initialize(a, k: 0, &b) = @v = [a, k, b&.call]; attr_reader :v; end; MtNew.new(1, k: 2) { 3 }.v", "[1, 2, 3]")]
    [TestCase("Object.new(1)", "ArgumentError: wrong number of arguments (given 1, expected 0)")]
    public void Methods_and_classes_are_made(string source, string expected) => Assert.That(RubyMachine.Inspect(source), Is.EqualTo(expected));
}
