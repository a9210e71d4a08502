using Gem.Vm;
using Gem.Vm.Interpreter;
using Gem.Vm.Values;
using Kernel.Ruby.Tests.Lowering;

namespace Kernel.Ruby.Tests.Kernel;

/// <summary>
/// The contracts of the kernel's stages: a kernel that is cut after a stage runs what the stage leaves, and has nothing of
/// what later ones bring.
/// </summary>
public sealed class StageTests
{
    private static readonly string[] Stages = ["vm", "alpha", "bootstrap", "platform", "common", "delta", "loader"];

    /// <summary>Each stage: a program that it makes possible, what that answers, and what only the next stage brings.</summary>
    private static readonly object[][] Contracts =
    [
        ["vm", "class Object; def add(x) = x + 2; end; add(40)", "42", "Object.new"],
        ["alpha", "class Object; attr_accessor :a; end; o = Object.new; o.a = 5; o.send(:a)", "5", "Object.new.frozen?"],
        ["bootstrap", "o = Object.new; def o.to_s = 'o'; catch(:done) { throw :done, [o.to_s, nil.to_s, proc { |x| x }.call(1)] }", "[\"o\", \"\", 1]", "File.exist?('/')"],
        ["platform", "[File.exist?('/'), Process.pid > 0, Errno::ENOENT::Errno]", "[true, true, 2]", "[].map { }"],
        ["common", "[3, 1].sort.map { |x| x.to_s * 2 }.join('-')", "\"11-33\"", "Maglev.persistent?"],
        ["delta", "Maglev.persistent?", "false", "RUBY_VERSION"],
        ["loader", "RUBY_VERSION", "\"3.4.9\"", "NothingComesAfterLoader"],
    ];

    [TestCaseSource(nameof(Contracts))]
    public void A_kernel_cut_after_a_stage_runs_what_the_stage_leaves(string stage, string program, string answer, string later)
    {
        Assert.That(Run(stage, program), Is.EqualTo(answer));
        Assert.That(Run(stage, $"defined?({later}) ? 1 : 0"), Is.EqualTo("0"), $"{later} is there already");
    }

    [TestCaseSource(nameof(Contracts))]
    public void What_a_stage_leaves_stays_to_the_end(string stage, string program, string answer, string later)
    {
        Assert.That(Run("loader", program), Is.EqualTo(answer), $"stage {stage} before {later}");
    }

    [Test]
    public void Every_stage_opens_with_its_contract()
    {
        foreach (string stage in Stages[1..])
        {
            string path = Path.Combine(KernelSources.DefaultFolder, stage);
            string opening = File.ReadAllText(Directory.Exists(path) ? Path.Combine(path, "load_order.txt") : path + ".rb");
            Assert.That(opening, Does.StartWith($"# Stage {stage}").And.Match("(?i)may use").And.Match("(?i)leaves"), stage);
        }
    }

    private static string Run(string stage, string program) => NativeStack.Run(() =>
    {
        int last = Array.IndexOf(Stages, stage);
        VirtualMachine vm = new();
        vm.BootCoreClasses();
        RubyRuntime runtime = RubyRuntime.Install(vm, new RubyLanguage(vm));
        runtime.LoadKernel(KernelSources.Default, file => Array.IndexOf(Stages, KernelSources.StageOf(file)) <= last);
        string answer = "";
        Value error = RubyRuntime.Guard(vm.MainThread, () =>
        {
            Value value = runtime.RunSource(vm.MainThread, System.Text.Encoding.UTF8.GetBytes(program), "test.rb", null);
            answer = BareMachine.Inspect(vm, value);
        });
        return error.Ref is ExceptionObject exception ? $"{vm.Hierarchy.RealClass(vm.ClassOf(error))}: {exception.Message}" : answer;
    });
}
