using Gem.Vm;
using Gem.Vm.Bytecode;
using Gem.Vm.Interpreter;
using Gem.Vm.Values;
using Kernel.Ruby.Primitives;

namespace Kernel.Ruby;

/// <summary>Running a program: from its source to the exit status.</summary>
public sealed partial class RubyRuntime
{
    /// <summary>
    /// Runs a program, its at_exit blocks, and reports an exception that nobody rescued. Answers the exit status as MRI's
    /// rules have it: 0, the status of exit, 1 for an exception. Must be called on the thread of the VM (see
    /// <see cref="NativeStack"/>).
    /// </summary>
    public int Run(RubyProgram program) => Run(program, thread =>
    {
        Customise(thread, program);
        foreach (string feature in program.Required)
        {
            LoadPrimitives.RequireFeature(thread, feature);
        }

        RunMain(thread, program);
    });

    /// <summary>The same, with something else to do in the program's place.</summary>
    private int Run(RubyProgram program, Action<VmThread> body)
    {
        VmThread thread = Vm.MainThread;
        Prepare(program);
        SignalPrimitives.CatchInterrupt(this);
        Value error = Guard(thread, () => body(thread));
        error = RunExitBlocks(thread, error);
        Value raised = Guard(thread, () => Vm.Threads.EndOthers(thread));
        error = raised.IsNil ? error : raised;
        int status = Report(thread, error);
        Finalizers.RunAll(thread);
        FlushAll(thread);
        return status;
    }

    private void RunMain(VmThread thread, RubyProgram program)
    {
        RubyLanguage language = (RubyLanguage)Vm.Languages[1]!;
        CompiledCode body = language.Compile(thread, program, out int dataOffset);
        if (dataOffset >= 0)
        {
            ProgramData.Define(this, program, dataOffset);
        }

        thread.RunBody(Definitions.Bind(Vm, body, null, null), Vm.Main);
    }

    /// <summary>Sets $0, ARGV and the load path.</summary>
    public void Prepare(RubyProgram program)
    {
        ProgramName = Vm.NewString(program.File);
        ArrayObject arguments = Vm.NewArray([], 0);
        foreach (byte[] argument in program.Arguments)
        {
            arguments.Append(Vm.NewString(argument, Encodings.Locale));
        }

        Vm.Constants.Define(Vm.Classes.Object, Vm.Symbols.Intern("ARGV"), arguments, persistent: false);
        DefineInputFiles();
        Vm.Constants.Define(Vm.Classes.Object, Vm.Symbols.Intern("TOPLEVEL_BINDING"), TopLevelBinding(program.File), persistent: false);
        foreach (string folder in program.LoadPath)
        {
            LoadPath.Append(Vm.NewString(Path.GetFullPath(folder)));
        }

        LoadPath.Append(Vm.NewString(LibraryFolder));
    }

    /// <summary>Puts switches and the user's own file into effect.</summary>
    private void Customise(VmThread thread, RubyProgram program) => Transiently(thread, () =>
    {
        if (program.Prelude.Length > 0)
        {
            RunSource(thread, System.Text.Encoding.UTF8.GetBytes(program.Prelude), "switches", null);
        }

        if (program.Customisation is { } file && File.Exists(file))
        {
            LoadPrimitives.LoadFile(thread, file);
        }
    });

    /// <summary>Does what is for this process alone, whatever mode the program runs in.</summary>
    private static void Transiently(VmThread thread, Action action)
    {
        bool isPersistent = thread.IsPersistentMode;
        thread.IsPersistentMode = false;
        try
        {
            action();
        }
        finally
        {
            thread.IsPersistentMode = isPersistent;
        }
    }

    /// <summary>What gets reads; this process's alone, so nothing of it is the repository's.</summary>
    private void DefineInputFiles()
    {
        if (Vm.Constants.TryOwn(Vm.Classes.IO, Vm.Symbols.Intern("InputFiles"), out Value found) && found.Ref is ClassObject inputFiles)
        {
            Vm.Constants.Define(Vm.Classes.Object, Vm.Symbols.Intern("ARGF"), Vm.NewObject(inputFiles), persistent: false);
        }
    }

    /// <summary>A binding of main; variables that evals in it make are seen by later ones.</summary>
    private Value TopLevelBinding(string file)
    {
        CompiledCode body = Vm.Languages[1]!.Compile(new CompilationRequest { Source = [], File = file });
        return BindingPrimitives.New(Vm.MainThread, new BindingState
        {
            Self = Vm.Main,
            Names = [],
            Method = Definitions.Bind(Vm, body, null, null),
            File = file,
            Line = 1,
        });
    }

    /// <summary>Runs an action of the guest program; answers the exception it ended with, or nil. <c>$!</c> stays as it was.</summary>
    internal static Value Guard(VmThread thread, Action action)
    {
        try
        {
            return GuardExceptions(thread, action);
        }
        catch (UnwindException)
        {
            return Value.Nil;
        }
    }

    /// <summary>The same, but a return or throw to a frame outside of the action passes through.</summary>
    internal static Value GuardExceptions(VmThread thread, Action action)
    {
        Value errorInfo = thread.ErrorInfo;
        try
        {
            action();
            return Value.Nil;
        }
        catch (GuestException error)
        {
            return Unwinder.Raise(thread, error.Exception, isFromPrimitive: true).Exception;
        }
        catch (UnwindException error) when (error.Unwinding.IsException)
        {
            return error.Unwinding.Exception;
        }
        finally
        {
            thread.ErrorInfo = errorInfo;
        }
    }

    /// <summary>Runs the at_exit blocks, last first; one may register more. An exception replaces the one before.</summary>
    private Value RunExitBlocks(VmThread thread, Value error)
    {
        while (ExitBlocks.Count > 0)
        {
            ProcObject block = ExitBlocks[^1];
            ExitBlocks.RemoveAt(ExitBlocks.Count - 1);
            thread.ErrorInfo = error;
            Value raised = Guard(thread, () => thread.Yield(block));
            if (!raised.IsNil)
            {
                if (!IsExit(error) && !error.IsNil)
                {
                    Report(thread, error);
                }

                error = raised;
            }
        }

        return error;
    }

    private bool IsExit(Value error) => error.Ref is ExceptionObject && Vm.Hierarchy.IsKindOf(Vm.ClassOf(error), Vm.Classes.SystemExit);

    /// <summary>Prints an exception unless it is SystemExit; answers the exit status.</summary>
    private int Report(VmThread thread, Value error)
    {
        if (error.Ref is not ExceptionObject exception)
        {
            return 0;
        }

        if (IsExit(error))
        {
            return exception.Subject.IsFixnum ? (int)exception.Subject.Bits & 0xFF : 0;
        }

        thread.ErrorInfo = Value.Nil;
        FlushAll(thread);
        bool isSignal = Vm.Hierarchy.IsKindOf(Vm.ClassOf(error), Vm.Classes.SignalException);
        if (!isSignal || Vm.Hierarchy.IsKindOf(Vm.ClassOf(error), Vm.Classes.Interrupt))
        {
            WriteError(thread, ErrorReport.Text(thread, exception));
        }

        return isSignal && exception.Subject.IsFixnum ? 128 + (int)exception.Subject.Bits : 1;
    }
}
