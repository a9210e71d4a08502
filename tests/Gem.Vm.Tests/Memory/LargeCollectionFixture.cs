namespace Gem.Vm.Tests.Memory;

/// <summary>A stone, and a VM on it that commits what the others read.</summary>
public abstract class LargeCollectionFixture
{
    protected const int Million = 1_000_000;

    internal TestStone Stone { get; private set; } = null!;

    protected VirtualMachine Vm { get; private set; } = null!;

    [SetUp]
    public void StartAVm()
    {
        Stone = Machines.NewStone();
        Vm = Machines.Start(Stone);
    }

    [TearDown]
    public void StopTheStone() => Stone.Dispose();
}
