using Shared.ObjectFormat.Platform;

namespace Stone.Server.Tests.Storage;

/// <summary>The engine on the portable platform.</summary>
public sealed class PortableEngineTests : EngineFixture
{
    protected override IPlatform Platform => Platforms.Choose(portable: true);

    [Test]
    public void Objects_survive_growth_and_restarts()
    {
        ulong first = Engine.LeaseObjectIds(Alice, 2_000).First;
        for (ulong i = 0; i < 2_000; i += 100)
        {
            MustCommit(Alice, [.. Enumerable.Range(0, 100).Select(j => Record(first + i + (ulong)j, $"{i + (ulong)j} " + new string('x', 3_000)))]);
        }
        foreach (bool killed in new[] { true, false })
        {
            Restart(killed);
            for (ulong i = 0; i < 2_000; i++)
            {
                Assert.That(Text(first + i), Does.StartWith($"{i} "));
            }
        }
    }
}
