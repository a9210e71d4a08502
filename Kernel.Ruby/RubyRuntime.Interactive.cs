using Gem.Vm.Interpreter;
using Gem.Vm.Values;
using Kernel.Ruby.Interactive;
using Kernel.Ruby.Primitives;

namespace Kernel.Ruby;

/// <summary>A session with a user in a program's place, or in the middle of one.</summary>
public sealed partial class RubyRuntime
{
    /// <summary>Talks to the user in a workspace until they leave it: what <c>binding.irb</c> runs. Null where nobody can.</summary>
    public Action<Workspace>? Shell { get; set; }

    /// <summary>
    /// Runs a session as a program: its arguments and load path, then the session at top level, then the at_exit blocks.
    /// Features that can't be loaded are handed to <paramref name="onFailure"/>. Answers the exit status.
    /// </summary>
    public int RunInteractive(RubyProgram program, string programName, Action<Workspace> session, Action<ExceptionObject> onFailure) => Run(program, thread =>
    {
        ProgramName = Vm.NewString(programName);
        foreach (string feature in program.Required)
        {
            if (GuardExceptions(thread, () => LoadPrimitives.RequireFeature(thread, feature)).Ref is ExceptionObject error)
            {
                onFailure(error);
            }
        }

        session(Workspace.TopLevel(this));
    });

    /// <summary>Loads a file at top level; answers the exception it ended with.</summary>
    public ExceptionObject? LoadFile(string path)
    {
        VmThread thread = Vm.MainThread;
        return GuardExceptions(thread, () => RunSource(thread, File.ReadAllBytes(path), path, null)).Ref as ExceptionObject;
    }

    /// <summary>Ends the program as the exception says, from within a session.</summary>
    public static Exception Raise(ExceptionObject exception) => new GuestException(exception);
}
