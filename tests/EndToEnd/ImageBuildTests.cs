using System.Diagnostics;
using System.Globalization;

namespace EndToEnd;

/// <summary>Building images: what goes wrong is named by file and line, and the images that are there stay.</summary>
public sealed class ImageBuildTests
{
    private SeparateHome _home = null!;
    private string _kernels = "";

    [SetUp]
    public void MakeHomeAndKernels()
    {
        _home = new SeparateHome();
        _kernels = _home.Under("kernels");
        foreach (string file in (string[])["Kernel.Ruby", "Kernel.Smalltalk"])
        {
            CopySources(Path.Combine(Installation.Checkout, file), Path.Combine(_kernels, file));
        }
    }

    [TearDown]
    public void RemoveHome() => _home.Dispose();

    [Test]
    public void A_kernel_file_that_does_not_compile_is_named_with_its_line()
    {
        Append("Kernel.Ruby/common/set.rb", "\nx = = 1\n");
        Refused($"{_kernels}/Kernel.Ruby/common/set.rb:{Lines("Kernel.Ruby/common/set.rb")}:");
        Refused("SyntaxError");
    }

    [Test]
    public void A_kernel_file_that_raises_is_named_with_its_line_and_message()
    {
        Append("Kernel.Ruby/common/set.rb", "\n\nraise ArgumentError, 'not today'\n");
        Refused($"{_kernels}/Kernel.Ruby/common/set.rb:{Lines("Kernel.Ruby/common/set.rb")}: not today (ArgumentError)");
    }

    [Test]
    public void A_Smalltalk_kernel_file_that_does_not_compile_is_named_with_its_line()
    {
        Append("Kernel.Smalltalk/kernel/Bag.st", "\n\nbroken\n\t^ ) 3\n");
        Refused($"{_kernels}/Kernel.Smalltalk/kernel/Bag.st:");
    }

    [Test]
    public void A_load_order_that_does_not_fit_its_folder_is_named_fault_by_fault()
    {
        Append("Kernel.Ruby/common/load_order.txt", "\nnowhere.rb\n");
        Refused($"{_kernels}/Kernel.Ruby/common/load_order.txt: nowhere.rb is listed but missing");
        File.WriteAllText(Path.Combine(_kernels, "Kernel.Ruby/common/nowhere.rb"), "");
        File.WriteAllText(Path.Combine(_kernels, "Kernel.Ruby/delta/stray.rb"), "");
        Refused($"{_kernels}/Kernel.Ruby/delta/load_order.txt: stray.rb stands in the folder but is not listed");
        File.Delete(Path.Combine(_kernels, "Kernel.Smalltalk/kernel/Set.st"));
        Refused("load_order.txt:");
        Refused("Set.st is listed but missing");
    }

    [Test]
    public void A_build_that_is_killed_leaves_the_images_and_the_next_one_works()
    {
        Dictionary<string, byte[]> before = Images();
        using Process build = Installation.Start(Installation.Script("maglev"), ["build", "image", "--clean"], _home.Environment);
        string processFile = _home.Under("build", "image", "data", "image", "stone.pid");
        Assert.That(() => File.Exists(processFile), Is.True.After(60_000, 5));
        Kill(build.Id);
        foreach (int gem in _home.Processes().Where(process => File.ReadAllText($"/proc/{process}/cmdline").Contains("build-image", StringComparison.Ordinal)))
        {
            Kill(gem);
        }

        build.WaitForExit();
        Assert.That(Images(), Is.EqualTo(before));
        CommandResult next = _home.Maglev("build", "image", "--clean");
        Assert.That(next.ExitStatus, Is.Zero, next.ToString());
        Assert.That(Directory.Exists(_home.Under("build", "image")), Is.False);
        Assert.That(() => _home.Processes(), Is.Empty.After(10_000, 50), "the stone of the killed build is left");
        Assert.That(Images(), Is.Not.EqualTo(before));
        Assert.That(_home.Run("maglev-ruby", "-e", "puts 1").Output, Is.EqualTo("1\n"));
    }

    [Test]
    public void Of_two_builds_at_once_the_second_waits_and_says_so()
    {
        Task<CommandResult>[] builds = [.. Enumerable.Range(0, 2).Select(_ => Task.Run(() => _home.Maglev("build", "image", "--clean")))];
        Task.WaitAll(builds);
        Assert.That(builds.Select(build => build.Result.ExitStatus), Has.All.Zero);
        Assert.That(builds.Count(build => build.Result.Errors.Contains("another build runs: waiting", StringComparison.Ordinal)), Is.EqualTo(1));
        Assert.That(_home.Run("maglev-ruby", "-e", "puts 1").Output, Is.EqualTo("1\n"));
    }

    [Test]
    public void A_command_that_is_not_typed_at_a_terminal_tells_of_a_build_in_one_line()
    {
        CommandResult result = _home.Maglev("build", "image", "--clean");
        Assert.That(result.Errors, Is.EqualTo("maglev: building the images\n"));
        Assert.That(result.Output, Is.Empty);
        Assert.That(_home.Maglev("build", "image").Errors, Is.EqualTo("maglev: programs and images are up to date\n"));
    }

    [Test]
    public void Progress_is_told_file_by_file_to_who_asks()
    {
        CommandResult result = Installation.Run("/bin/sh", ["-c", $"MAGLEV_PROGRESS=3 {BuildLine()} 3>&1"]);
        string[] lines = result.Output.TrimEnd().Split('\n');
        int total = int.Parse(lines[0].Split(' ')[1], CultureInfo.InvariantCulture);
        Assert.That(lines, Has.Length.EqualTo(total), result.ToString());
        Assert.That(lines[0], Is.EqualTo($"0 {total} Object.st"));
        Assert.That(lines[^1], Is.EqualTo($"{total - 1} {total} loader.rb"));
    }

    /// <summary>Builds out of the copied kernels, which must fail with one line; the images are not touched.</summary>
    private void Refused(string said)
    {
        Dictionary<string, byte[]> before = Images();
        CommandResult result = Installation.Run("/bin/sh", ["-c", BuildLine()]);
        Assert.That(result.ExitStatus, Is.EqualTo(1), result.ToString());
        Assert.That(result.Errors, Does.Contain(said));
        Assert.That(result.Errors, Does.Not.Contain("   at "));
        Assert.That(Images(), Is.EqualTo(before));
        Assert.That(Directory.Exists(_home.Under("build", "image")), Is.False);
        Assert.That(() => _home.Processes(), Is.Empty.After(10_000, 50));
    }

    private string BuildLine() =>
        $"{_home.Folder}/build/gem/gem build-image --home {_home.Folder} --kernels {_kernels} --stone-program {_home.Folder}/build/stone/stone";

    private Dictionary<string, byte[]> Images() =>
        new string[] { "gemstone/bin/extent0.dbf", "bin/extent0.ruby.dbf", "bin/kernel.fingerprints" }.ToDictionary(name => name, name => File.ReadAllBytes(_home.Under(name)));

    private void Append(string file, string text) => File.AppendAllText(Path.Combine(_kernels, file), text);

    private int Lines(string file) => File.ReadAllLines(Path.Combine(_kernels, file)).Length;

    private static void Kill(int process)
    {
        using Process killed = Process.GetProcessById(process);
        killed.Kill();
    }

    private static void CopySources(string from, string to)
    {
        foreach (string file in Directory.GetFiles(from, "*", SearchOption.AllDirectories).Where(file => Path.GetExtension(file) is ".rb" or ".st" or ".txt"))
        {
            string target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }
}
