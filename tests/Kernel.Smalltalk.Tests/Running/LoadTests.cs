namespace Kernel.Smalltalk.Tests.Running;

public sealed class LoadTests
{
    [Test]
    public void The_kernel_loads_into_a_bare_vm() => Assert.That(SmalltalkMachine.Print("3 + 4"), Is.EqualTo("7"));
}
