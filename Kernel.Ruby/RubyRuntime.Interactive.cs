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
    /// Runs a session as a program: its switches, arguments and load path, then the session at top level, then the at_exit
    /// blocks. What can't be loaded is handed to <paramref name="onFailure"/>. Answers the exit status.
    /// </summary>
    public int RunInteractive(RubyProgram program, string programName, Action<Workspace> session, Action<ExceptionObject> onFailure) => Run(program, thread =>
    {
        ProgramName = Vm.NewString(programName);
        Attempt(() => Customise(thread, program), onFailure);
        foreach (string feature in program.Required)
        {
            Attempt(() => LoadPrimitives.RequireFeature(thread, feature), onFailure);
        }

        session(Workspace.TopLevel(this));
    });

    /// <summary>Loads the user's files for sessions, in this VM alone; errors are handed over.</summary>
    public void LoadCustomisation(IEnumerable<string> files, Action<ExceptionObject> onFailure)
    {
        VmThread thread = Vm.MainThread;
        Attempt(() => Transiently(thread, () => LoadPrimitives.RequireFeature(thread, "irb")), onFailure);
        foreach (string file in files)
        {
            Attempt(() => Transiently(thread, () => LoadPrimitives.LoadFile(thread, file)), onFailure);
        }
    }

    /// <summary>Runs guest code; an exception other than one that ends the program is handed over.</summary>
    private void Attempt(Action action, Action<ExceptionObject> onFailure)
    {
        if (GuardExceptions(Vm.MainThread, action).Ref is ExceptionObject error)
        {
            if (IsExit(error))
            {
                throw Raise(error);
            }

            onFailure(error);
        }
    }

    /// <summary>Ends the program as the exception says, from within a session.</summary>
    public static Exception Raise(ExceptionObject exception) => new GuestException(exception);
}
