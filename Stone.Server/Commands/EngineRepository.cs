using Microsoft.Extensions.Logging;
using Shared.ObjectFormat.Configuration;
using Stone.Server.Monitoring;
using Stone.Server.Sessions;
namespace Stone.Server.Commands;

public sealed class EngineRepository : IRepository, IEngineFigures
{
    public static EngineRepository Open(StoneOptions o, StoneSettings s, SharedPageSet p, ILogger l, Action<Exception> f) => throw new NotImplementedException();
    public ulong RepositoryId => 0; public ulong HashSeed => 0; public IReadOnlyList<string> ExtentPaths => []; public long ExtentLimitBytes => 0; public ulong CommitId => 0;
    public RepositoryView TakeView() => throw new NotImplementedException();
    public void ReleaseView(RepositoryView view) { }
    public int ChangesBetween(RepositoryView from, RepositoryView to, ulong own, Span<ulong> ids) => 0;
    public ulong LeaseObjectIds(int s, int count) => 0; public void EndSession(int s) { }
    public void InternSymbols(IReadOnlyList<SymbolName> names, Span<ulong> ids) { }
    public ulong InternLayout(ReadOnlySpan<ulong> symbolIds) => 0;
    public void CommitBatch(IReadOnlyList<PendingCommit> batch) { }
    public ulong CommitOf(Shared.ObjectFormat.Protocol.CommitRequestId requestId) => 0;
    public long ExtentBytes => 0; public ulong ObjectIdLimit => 0; public ulong LogPosition => 0; public string LogDirectory => "";
    public IEnumerable<(string Name, double Value)> Figures() => [];
    public ulong Checkpoint() => 0; public void Close() { }
}
