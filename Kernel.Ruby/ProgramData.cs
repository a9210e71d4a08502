using Gem.Vm;
using Gem.Vm.Interpreter;
using Gem.Vm.Values;
using Kernel.Ruby.Primitives;

namespace Kernel.Ruby;

/// <summary>
/// <c>DATA</c>: what stands behind <c>__END__</c> in the main program, as a stream over the source itself: rewound, it begins
/// with the program's first line.
/// </summary>
internal static class ProgramData
{
    /// <summary>Defines DATA in this VM; <paramref name="offset"/> is the first byte behind the line <c>__END__</c>.</summary>
    public static void Define(RubyRuntime runtime, RubyProgram program, int offset)
    {
        if (program.Origin == ProgramOrigin.Expression)
        {
            return;
        }

        VirtualMachine vm = runtime.Vm;
        ReadOnlySpan<byte> data = program.Source.AsSpan(offset);
        int lines = program.Source.AsSpan(0, offset).Count((byte)'\n');
        Value stream = program.Origin == ProgramOrigin.File ? OpenFile(vm, program.File, program.SkippedBytes + offset, data) : runtime.StandardInput;
        DescriptorStream descriptor = IOPrimitives.StreamOf(vm.MainThread, stream);
        descriptor.LineNumber = lines;
        if (program.Origin == ProgramOrigin.StandardInput)
        {
            descriptor.Unread(data);
        }

        vm.Constants.Define(vm.Classes.Object, vm.Symbols.Intern("DATA"), stream, persistent: false);
    }

    /// <summary>The script, opened again behind <c>__END__</c>; of one that can be read only once (a pipe), what was read.</summary>
    private static Value OpenFile(VirtualMachine vm, string path, int offset, ReadOnlySpan<byte> data)
    {
        VmThread thread = vm.MainThread;
        bool isRegular = FileStatus.Read(path) is { IsFile: true };
        int descriptor = isRegular ? Posix.Open(path, Posix.ReadOnly | Posix.CloseOnExec, 0) : -1;
        DescriptorStream stream = new(
            descriptor >= 0 ? descriptor : Posix.Open("/dev/null", Posix.ReadOnly | Posix.CloseOnExec, 0), path, canRead: true, canWrite: false);
        if (descriptor >= 0)
        {
            stream.Seek(thread, offset, 0);
        }
        else
        {
            stream.Unread(data);
        }

        return IOPrimitives.New(vm, vm.Classes.File, stream);
    }
}
