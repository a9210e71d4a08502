namespace Kernel.Smalltalk.Tests.Running;

public sealed class ClassTests
{
    private const string Counter = """
        | c |
        c := Object subclass: 'Counter' instVarNames: #('count') classVars: #('Total') classInstVars: #('made') poolDictionaries: #() inDictionary: UserGlobals.
        c compileMethod: 'increment count := (count ifNil: [0]) + 1. Total := (Total ifNil: [0]) + 1. ^ count'.
        c compileMethod: 'count ^ count'.
        c class compileMethod: 'total ^ Total'.
        c class compileMethod: 'new made := (made ifNil: [0]) + 1. ^ super new'.
        c class compileMethod: 'made ^ made'.
        """;

    [Test]
    public void A_class_is_defined_with_all_kinds_of_variables()
    {
        using var machine = new SmalltalkMachine();
        machine.Run(Counter);
        Assert.That(machine.Run("Counter new increment; increment; count"), Is.EqualTo("2"));
        Assert.That(machine.Run("Counter total"), Is.EqualTo("2"));
        Assert.That(machine.Run("Counter made"), Is.EqualTo("1"));
        Assert.That(machine.Run("Counter new"), Is.EqualTo("a Counter"));
        Assert.That(machine.Run("Counter class"), Is.EqualTo("Counter class"));
        Assert.That(machine.Run("Counter class class"), Is.EqualTo("Metaclass"));
        Assert.That(machine.Run("Counter superclass"), Is.EqualTo("Object"));
        Assert.That(machine.Run("Counter selectors size"), Is.EqualTo("2"));
        Assert.That(machine.Run("Counter sourceCodeAt: #count"), Is.EqualTo("'count ^ count'"));
        Assert.That(machine.Run("Counter category: 'X'; category"), Is.EqualTo("'X'"));
    }

    [Test]
    public void Instances_keep_their_variables_when_the_class_gets_more()
    {
        using var machine = new SmalltalkMachine();
        machine.Run(Counter);
        machine.Run("(UserGlobals at: #C put: Counter new) increment. Counter addInstVarName: 'name'. Counter compileMethod: 'name ^ name'. Counter compileMethod: 'name: x name := x'");
        Assert.That(machine.Run("C name: 'x'. C name , C count printString"), Is.EqualTo("'x1'"));
        Assert.That(machine.Run("C name: 'y'; instVarAt: 2"), Is.EqualTo("'y'"));
        Assert.That(machine.Run("C copy name: 'z'. C name"), Is.EqualTo("'y'"));
    }

    [Test]
    public void A_subclass_of_an_array_has_elements_and_variables()
    {
        using var machine = new SmalltalkMachine();
        machine.Run("(Array subclass: 'Row' instVarNames: #('title') inDictionary: UserGlobals) compileMethod: 'title: t title := t'; compileMethod: 'title ^ title'");
        Assert.That(machine.Run("| r | r := Row new: 2. r at: 1 put: 5; title: 'x'. {r title. r first. r size. r class}"), Is.EqualTo("an Array( 'x', 5, 2, Row)"));
    }

    [Test]
    public void A_method_replaces_one_that_was_called_before()
    {
        using var machine = new SmalltalkMachine();
        Assert.That(machine.Run("Object compileMethod: 'zork ^ 1'. (UserGlobals at: #B put: [3 zork]) value"), Is.EqualTo("1"));
        Assert.That(machine.Run("Object compileMethod: 'zork ^ 2'. B value"), Is.EqualTo("2"));
        Assert.That(machine.Run("Integer compileMethod: 'zork ^ super zork + 10'. B value"), Is.EqualTo("12"));
        Assert.That(machine.Run("Integer removeSelector: #zork. B value"), Is.EqualTo("2"));
        Assert.That(machine.Run("Integer compileMethod: '+ x ^ 42'. 3 + 4"), Is.EqualTo("42"));
    }

    [Test]
    public void A_return_from_a_method_that_has_ended_is_an_error()
    {
        using var machine = new SmalltalkMachine();
        machine.Run("Object compileMethod: 'escape ^ [:x | ^ x]'");
        Assert.That(machine.Run("3 escape value: 4"), Does.StartWith("LocalJumpError"));
        machine.Run("Object compileMethod: 'find: aBlock #(1 2 3) do: [:x | (aBlock value: x) ifTrue: [^ x]]. ^ nil'");
        Assert.That(machine.Run("3 find: [:x | x > 1]"), Is.EqualTo("2"));
    }

    [TestCase("Integer superclass", "Number")]
    [TestCase("Number superclass", "Magnitude")]
    [TestCase("Object superclass", "nil")]
    [TestCase("Array superclass superclass", "Collection")]
    [TestCase("true class superclass", "Boolean")]
    [TestCase("String superclass == Symbol superclass", "true")]
    [TestCase("3 class", "Integer")]
    [TestCase("3 class class", "Integer class")]
    [TestCase("nil class", "UndefinedObject")]
    [TestCase("[] class", "BlockClosure")]
    [TestCase("Object class superclass", "Class")]
    [TestCase("Class class class", "Metaclass")]
    [TestCase("Metaclass class class", "Metaclass")]
    [TestCase("3 isKindOf: Magnitude", "true")]
    [TestCase("'a' isKindOf: Collection", "true")]
    [TestCase("ZeroDivide inheritsFrom: Error", "true")]
    [TestCase("Smalltalk", "Smalltalk")]
    [TestCase("UserGlobals", "UserGlobals")]
    [TestCase("Smalltalk at: #Object", "Object")]
    [TestCase("UserGlobals at: #Zz put: 3. Zz + 1", "UNDEFINED")]
    [TestCase("(UserGlobals at: #Zz2 put: 3) + 1", "4")]
    [TestCase("Object new printString", "'an Object'")]
    [TestCase("Integer new", "StandardError: instances of Integer are not made by new")]
    [TestCase("(Integer includesSelector: #+) -> (Integer categoryOfSelector: #+)", "true->#arithmetic")]
    [TestCase("Integer whichClassIncludesSelector: #abs", "Number")]
    [TestCase("Object comment isEmpty", "false")]
    [TestCase("SymbolDictionary new at: #a put: 3; at: #a", "3")]
    [TestCase("Collection subclasses size > 0", "true")]
    [TestCase("'abc' copy become: 'xyz' copy", "'xyz'")]
    [TestCase("3 identityHash = 3 identityHash", "true")]
    [TestCase("Object new immediateInvariant isInvariant", "true")]
    [TestCase("Object rubyConstAt: #Integer env: 1", "Integer")]
    public void Classes_know_their_place(string text, string printed) =>
        Assert.That(SmalltalkMachine.Print(text), printed == "UNDEFINED" ? Does.Contain("undefined variable Zz") : Is.EqualTo(printed));

    [Test]
    public void The_kernel_loads_in_persistent_mode_without_overlays()
    {
        using var machine = new SmalltalkMachine(isPersistent: true);
        Assert.That(machine.Run("3 + 4"), Is.EqualTo("7"));
        Assert.That(machine.Do(thread => thread.Vm.Hierarchy.LoadedClasses.Where(loaded => loaded.Overlay is not null).Select(loaded => loaded.ToString()).ToArray()), Is.Empty);
    }
}
