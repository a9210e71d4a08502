using Kernel.Ruby.Interactive;

namespace Kernel.Ruby.Tests.Interactive;

/// <summary>Workspaces for tests.</summary>
internal static class Places
{
    private static bool _isPrepared;

    /// <summary>The one at top level.</summary>
    public static Workspace TopLevel(RubyRuntime runtime)
    {
        if (!_isPrepared)
        {
            _isPrepared = true;
            runtime.Prepare(new RubyProgram { Source = [], File = Workspace.FileName });
        }

        return Workspace.TopLevel(runtime);
    }
}
