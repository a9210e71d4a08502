using Gem.Vm.Values;

namespace Kernel.Smalltalk;

/// <summary>A VM without a repository: commits have nothing to do.</summary>
internal sealed class NoSession : ISmalltalkSession
{
    public int SessionId => 0;

    public string UserId => "nobody";

    public bool NeedsCommit => false;

    public IReadOnlyList<Value> Conflicts => [];

    public bool Commit() => true;

    public void Abort()
    {
    }
}
