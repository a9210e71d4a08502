using System.Diagnostics;
using System.Text;
using Gem.Vm;
using Gem.Vm.Bytecode;
using Gem.Vm.Interpreter;

namespace Kernel.Ruby.Tests.Lowering;

/// <summary>Compiles all Ruby files below the folder that RUBY_CORPUS names and verifies the bytecode.</summary>
public sealed class CorpusTests
{
    [Test]
    [Explicit("needs RUBY_CORPUS")]
    public void Every_file_of_a_corpus_compiles_to_sound_bytecode()
    {
        string folder = Environment.GetEnvironmentVariable("RUBY_CORPUS") ?? throw new IgnoreException("RUBY_CORPUS is not set");
        List<string> faults = NativeStack.Run(() => CompileAll(folder));
        TestContext.Out.WriteLine(string.Join('\n', faults));
        Assert.That(faults, Is.Empty);
    }

    private static List<string> CompileAll(string folder)
    {
        VirtualMachine vm = BareMachine.Boot().Vm;
        RubyLanguage language = new(vm);
        List<string> faults = [];
        Stopwatch watch = Stopwatch.StartNew();
        long bytes = 0;
        foreach (string file in Directory.EnumerateFiles(folder, "*.rb", SearchOption.AllDirectories).Order())
        {
            byte[] source = File.ReadAllBytes(file);
            bytes += source.Length;
            try
            {
                CompiledCode code = language.Compile(new CompilationRequest { Source = source, File = file });
                if (BytecodeVerifier.Fault(code) is { } fault)
                {
                    faults.Add($"{file}: {fault}");
                }
            }
            catch (GuestException error)
            {
                faults.Add($"{file}: {((Gem.Vm.Values.ExceptionObject)error.Exception.Ref!).Message}");
            }
            catch (Exception error)
            {
                faults.Add($"{file}: {error}");
            }
        }

        TestContext.Out.WriteLine($"{bytes / 1024} KiB in {watch.ElapsedMilliseconds} ms");
        return faults;
    }
}
