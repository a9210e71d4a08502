using Gem.Vm.Interpreter;
using Gem.Vm.Values;
using Kernel.Ruby.Primitives;

namespace Kernel.Ruby;

/// <summary>The process's streams: $stdin, $stdout, $stderr, and everything that must be flushed before the process ends.</summary>
public sealed partial class RubyRuntime
{
    private readonly List<DescriptorStream> _writers = [];

    /// <summary><c>$stdin</c>.</summary>
    public Value StandardInput { get; set; }

    /// <summary><c>$stdout</c>.</summary>
    public Value StandardOutput { get; set; }

    /// <summary><c>$stderr</c>.</summary>
    public Value StandardError { get; set; }

    /// <summary>The streams of descriptors 0, 1 and 2, whatever $stdout and its like are now.</summary>
    internal DescriptorStream[] StandardStreams { get; private set; } = [];

    /// <summary>Makes STDIN, STDOUT and STDERR: objects of this process, so they are constants of this VM alone.</summary>
    private void OpenStandardStreams()
    {
        StandardStreams =
        [
            new DescriptorStream(0, "<STDIN>", true, false),
            new DescriptorStream(1, "<STDOUT>", false, true),
            new DescriptorStream(2, "<STDERR>", false, true) { IsSync = true },
        ];
        StandardInput = OpenStandard(0, "STDIN");
        StandardOutput = OpenStandard(1, "STDOUT");
        StandardError = OpenStandard(2, "STDERR");
    }

    /// <summary>Notes a stream that must be flushed at the end.</summary>
    internal void Remember(DescriptorStream stream) => _writers.Add(stream);

    /// <summary>The stream was closed.</summary>
    internal void Forget(DescriptorStream stream) => _writers.Remove(stream);

    /// <summary>Tells of an error where $stderr now goes; when that fails, the error still reaches the process's own stream.</summary>
    internal void WriteError(VmThread thread, string text)
    {
        if (StandardError.Ref is not null and not ImmediateTag)
        {
            Value failure = Guard(thread, () => thread.Send(StandardError, Vm.Symbols.Intern("write"), Vm.NewString(text)));
            if (failure.IsNil)
            {
                FlushAll(thread);
                return;
            }
        }

        StandardStreams[2].Write(thread, System.Text.Encoding.UTF8.GetBytes(text));
    }

    /// <summary>Sends out what the standard streams have buffered.</summary>
    internal void FlushOutput(VmThread thread) => StandardStreams[1].Flush(thread);

    /// <summary>Sends out what any stream has buffered; errors (a broken pipe) are dropped.</summary>
    public void FlushAll(VmThread thread)
    {
        foreach (DescriptorStream stream in (DescriptorStream[])[.. StandardStreams, .. _writers])
        {
            try
            {
                stream.Flush(thread);
            }
            catch (GuestException)
            {
                // Nobody reads any more.
            }
        }
    }

    private Value OpenStandard(int index, string name)
    {
        Value io = IOPrimitives.New(Vm, Vm.Classes.IO, StandardStreams[index]);
        Vm.Constants.Define(Vm.Classes.Object, Vm.Symbols.Intern(name), io, persistent: false);
        return io;
    }
}
