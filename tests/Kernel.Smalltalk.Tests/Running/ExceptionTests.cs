namespace Kernel.Smalltalk.Tests.Running;

public sealed class ExceptionTests
{
    [TestCase("[1/0] on: ZeroDivide do: [:e | e messageText]", "'1 divided by 0'")]
    [TestCase("[1/0. 5] on: ZeroDivide do: [:e | e return: 7]", "7")]
    [TestCase("[1/0. 5] on: ZeroDivide do: [:e | 8]", "8")]
    [TestCase("[1/0] on: Error do: [:e | e class]", "ZeroDivide")]
    [TestCase("[nil foo] on: MessageNotUnderstood do: [:e | e message selector]", "#foo")]
    [TestCase("[nil foo. 4] on: MessageNotUnderstood do: [:e | e resume: 3]", "4")]
    [TestCase("[nil foo + 1] on: MessageNotUnderstood do: [:e | e resume: 3]", "4")]
    [TestCase("[Error signal: 'x'. 5] on: Error do: [:e | e resume: 3]", "IllegalResume: Error cannot be resumed")]
    [TestCase("[(Warning signal: 'x') + 5] on: Warning do: [:e | e resume: 3]", "8")]
    [TestCase("[Notification signal] value", "nil")]
    [TestCase("| n | n := 0. [n := n + 1. n < 3 ifTrue: [Error signal]. n] on: Error do: [:e | e retry]", "3")]
    [TestCase("[Error signal: 'a'] on: Error do: [:e | e retryUsing: ['other']]", "'other'")]
    [TestCase("[[Error signal: 'a'] on: Error do: [:e | e pass. 3]] on: Error do: [:e | e return: 9]", "9")]
    [TestCase("[[Warning signal: 'a'] on: Warning do: [:e | e outer + 1]] on: Warning do: [:e | e resume: 5]", "6")]
    [TestCase("[[Error signal: 'inner'] on: ZeroDivide do: [:e | 1]] on: Error do: [:e | e messageText]", "'inner'")]
    [TestCase("[[Error signal: 'a'] on: Error do: [:e | Error signal: 'b']] on: Error do: [:e | e messageText]", "'b'")]
    [TestCase("| log | log := OrderedCollection new. [[log add: 1. Error signal. log add: 2] ensure: [log add: 3]] on: Error do: [:e | log add: 4]. log", "an OrderedCollection( 1, 4, 3)")]
    [TestCase("| log | log := OrderedCollection new. [[1] ensure: [log add: 3]] value. log", "an OrderedCollection( 3)")]
    [TestCase("| log | log := OrderedCollection new. [[Error signal] ifCurtailed: [log add: 3]] on: Error do: [:e | log add: 4]. log", "an OrderedCollection( 4, 3)")]
    [TestCase("| log | log := OrderedCollection new. [[5] ifCurtailed: [log add: 3]] value. log", "an OrderedCollection( )")]
    [TestCase("| log | log := OrderedCollection new. [(Warning signal: 'w') ifNil: [log add: #nil]. log add: #after] on: Warning do: [:e | log add: #handler. e resume]. log", "an OrderedCollection( #handler, #nil, #after)")]
    [TestCase("[Error new signal: 'x'] on: Error, ZeroDivide do: [:e | e description]", "'x'")]
    [TestCase("[ZeroDivide new signal] on: ZeroDivide do: [:e | e description]", "'ZeroDivide'")]
    [TestCase("[Error signal: 'x'] on: ZeroDivide, Warning do: [:e | 1]", "StandardError: x")]
    [TestCase("[#(1 2) at: 5] on: IndexOutOfRange do: [:e | e messageText]", "'index 5 is out of the range of Array'")]
    [TestCase("[Dictionary new at: 3] on: KeyNotFound do: [:e | e return: 'none']", "'none'")]
    [TestCase("[3 error: 'custom'] on: Error do: [:e | e messageText]", "'custom'")]
    [TestCase("[Error signal: 'x'] on: Error do: [:e | e signal]", "StandardError: x")]
    [TestCase("[Error signal: 'x'] on: Error do: [:e | e]", "an Error: x")]
    [TestCase("[[1/0] ensure: [nil foo]] on: ZeroDivide do: [:e | 3]", "NoMethodError: UndefinedObject does not understand #foo")]
    [TestCase("[^ 3] ensure: [4]", "3")]
    [TestCase("| x | x := [Error signal. 1] on: Error do: [:e | ]. x", "nil")]
    [TestCase("[[Error signal: 'a'] on: Error do: [:e | e return: 5]] on: Error do: [:e | 6]", "5")]
    [TestCase("[Halt signal] on: Halt do: [:e | e resume: 4]", "4")]
    [TestCase("[3 halt] on: Halt do: [:e | 4]", "4")]
    [TestCase("'3 +' evaluate", "CompileError: ")]
    [TestCase("['3 + zork' evaluate] on: CompileError do: [:e | e line -> e column -> e messageText]", "1->5->'undefined variable zork'")]
    [TestCase("[(Array new: 3) at: 'x'] on: Error do: [:e | e messageText]", "'''x'' is not an index'")]
    [TestCase("[[Warning signal: 'a'. 7] on: Warning do: [:e | e pass]] on: Warning do: [:e | e resume]", "7")]
    [TestCase("[Error signal: 'x'] on: Error do: [:e | [1/0] on: ZeroDivide do: [:z | z return: e messageText]]", "'x'")]
    [TestCase("| e2 | [Error signal: 'x'] on: Error do: [:e | e2 := e]. [e2 return: 3] on: Error do: [:e | e messageText]", "'the on:do: of this handler has already ended'")]
    public void Exceptions_follow_ANSI(string text, string printed)
    {
        Assert.That(SmalltalkMachine.Print(text), printed.EndsWith(": ", StringComparison.Ordinal) ? Does.StartWith(printed) : Is.EqualTo(printed));
    }

    [Test]
    public void An_unhandled_warning_is_shown_and_answers_nil() =>
        Assert.That(SmalltalkMachine.Shared.OutputOf("(Warning signal: 'careful') isNil ifTrue: [Transcript show: 'nil']"), Is.EqualTo("Warning: careful\nnil"));

    [Test]
    public void What_the_vm_raises_arrives_at_on_do()
    {
        Assert.That(SmalltalkMachine.Print("[#(1 2) at: 1 put: 3] on: Error do: [:e | e return: 'frozen']"), Is.EqualTo("'frozen'"));
        Assert.That(SmalltalkMachine.Print("| n | n := 0. [n := n + 1. n < 3 ifTrue: [#(1) at: 1 put: 3]. n] on: Error do: [:e | e retry]"), Is.EqualTo("3"));
        Assert.That(SmalltalkMachine.Print("[[#(1) at: 1 put: 3] ensure: [nil]] on: ZeroDivide do: [:e | 'no']"), Does.StartWith("FrozenError"));
    }
}
