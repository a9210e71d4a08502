using System.Globalization;
using Gem.Client.Commands;
using Gem.Vm;
using Gem.Vm.Session;
using Gem.Vm.Transactions;
using Kernel.Ruby;
using Kernel.Smalltalk;
using Shared.ObjectFormat.Configuration;
using Shared.ObjectFormat.Diagnostics;
using Shared.ObjectFormat.Platform;

namespace Gem.Client.Image;

/// <summary>
/// Makes the images by the same means as any commit: a stone on an empty extent, a gem that loads a kernel and commits,
/// a clean stop; the extent is the image. The Ruby image is made on a copy of the Smalltalk one. Both take their places by
/// renames when both are whole, so that nothing half-made is ever seen and an error leaves the images that are there.
/// </summary>
internal sealed class ImageBuilder(string home, KernelFolders folders, string stoneProgram)
{
    private const string StoneName = "image";

    /// <summary>A builder that is killed cannot stop its stone: it goes by itself, or the next builder ends it.</summary>
    private const string IdleMinutes = "1";

    private readonly string _work = Path.Combine(home, "build", "image");

    private ProgressOutput _progress = new(0);

    /// <summary>Builds <c>gemstone/bin/extent0.dbf</c> and <c>bin/extent0.ruby.dbf</c> under the home.</summary>
    /// <exception cref="KernelException">A kernel source is wrong.</exception>
    public void Build()
    {
        KernelManifest smalltalk = KernelManifest.Smalltalk(folders);
        KernelManifest both = KernelManifest.Both(folders);
        _progress = new ProgressOutput(both.Files.Count);
        ClearWork();
        Directory.CreateDirectory(_work);
        try
        {
            string baseImage = BuildOne("extent0.dbf", null, session => LoadSmalltalk(session, smalltalk));
            string rubyImage = BuildOne("extent0.ruby.dbf", baseImage, session => LoadRuby(session, both));
            Publish(baseImage, Path.Combine(home, "gemstone", "bin"));
            Publish(rubyImage, Path.Combine(home, "bin"));
            KernelCheck.Remember(home, smalltalk, both);
        }
        finally
        {
            ClearWork();
        }
    }

    /// <summary>
    /// Builds <c>bin/extent0.ruby.STAGE.dbf</c>, the Ruby image as it is after a stage, on the base image that is there.
    /// </summary>
    /// <exception cref="KernelException">A kernel source is wrong.</exception>
    public void BuildUntil(string stage)
    {
        KernelManifest cut = KernelManifest.Both(folders, stage);
        _progress = new ProgressOutput(cut.Files.Count - KernelManifest.Smalltalk(folders).Files.Count);
        ClearWork();
        Directory.CreateDirectory(_work);
        try
        {
            string image = BuildOne($"extent0.ruby.{stage}.dbf", Path.Combine(home, "gemstone", "bin", "extent0.dbf"), session => LoadRuby(session, cut));
            Publish(image, Path.Combine(home, "bin"));
        }
        finally
        {
            ClearWork();
        }
    }

    /// <summary>Makes one image in the work folder; its path.</summary>
    private string BuildOne(string name, string? startsOn, Action<StoneSession> load)
    {
        StonePaths stone = new(_work, StoneName);
        string[] place = ["--home", _work, "--name", StoneName];
        string[] image = startsOn is null ? [] : ["--image", startsOn];
        StoneProcess.RunQuietly(stoneProgram, ["start", .. place, "--idle-minutes", IdleMinutes, .. image]);
        using (StoneSession session = StoneSession.Connect(_work, StoneName, "build-image"))
        {
            load(session);
        }

        StoneProcess.RunQuietly(stoneProgram, ["stop", .. place]);
        string made = Path.Combine(_work, name);
        File.Move(stone.DefaultExtent, made);
        Directory.Delete(stone.DataDirectory, recursive: true);
        return made;
    }

    private static void Publish(string image, string folder)
    {
        Directory.CreateDirectory(folder);
        File.Move(image, Path.Combine(folder, Path.GetFileName(image)), overwrite: true);
    }

    /// <summary>Removes the work folder, and ends the stone that a failed or interrupted builder left in it.</summary>
    private void ClearWork()
    {
        string processFile = new StonePaths(_work, StoneName).ProcessFile;
        if (File.Exists(processFile) && int.TryParse(File.ReadAllText(processFile), CultureInfo.InvariantCulture, out int process))
        {
            string commandLine = $"/proc/{process}/cmdline";
            // After a crash the number may be another program's.
            if (File.Exists(commandLine) && File.ReadAllText(commandLine).Contains(_work, StringComparison.Ordinal))
            {
                Platforms.Native.Kill(process);
            }
        }

        if (Directory.Exists(_work))
        {
            Directory.Delete(_work, recursive: true);
        }
    }

    private void LoadSmalltalk(StoneSession session, KernelManifest manifest)
    {
        VirtualMachine vm = new();
        vm.Memory.Attach(session);
        vm.BootCoreClasses();
        SmalltalkRuntime.Install(vm);
        KernelLoad load = new(vm, folders) { Loading = _progress.Step };
        load.Smalltalk();
        vm.MainThread.IsPersistentMode = true;
        ImageInformation information = ImageInformation.New(vm);
        load.Note(information, manifest);
        ImageWriter.Write(vm, information.Table);
    }

    private void LoadRuby(StoneSession session, KernelManifest manifest)
    {
        VirtualMachine vm = new();
        SmalltalkRuntime.Install(vm);
        vm.StartOnImage(session);
        KernelLoad load = new(vm, folders) { Loading = _progress.Step };
        load.Ruby(RubyRuntime.Install(vm, new RubyLanguage(vm)), manifest.Files.Select(file => file.Path).ToHashSet());
        load.Note(ImageInformation.Of(vm), manifest);
        vm.Transaction.Commit();
    }
}
