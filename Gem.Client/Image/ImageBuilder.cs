using Gem.Client.Commands;
using Gem.Vm;
using Gem.Vm.Session;
using Gem.Vm.Transactions;
using Kernel.Ruby;
using Kernel.Smalltalk;

namespace Gem.Client.Image;

/// <summary>
/// Makes the images by the same means as any commit: a stone on an empty extent, a gem that loads a kernel and commits,
/// a clean stop; the extent is the image. The Ruby image is made on a copy of the Smalltalk one. An image takes its place
/// by a rename, so that nothing half-made is ever seen.
/// </summary>
internal sealed class ImageBuilder(string home, KernelFolders folders, string stoneProgram)
{
    private const string StoneName = "image";

    private readonly string _work = Path.Combine(home, "build", "image");

    /// <summary>Builds <c>gemstone/bin/extent0.dbf</c> and <c>bin/extent0.ruby.dbf</c> under the home.</summary>
    public void Build()
    {
        string baseImage = Path.Combine(home, "gemstone", "bin", "extent0.dbf");
        string rubyImage = Path.Combine(home, "bin", "extent0.ruby.dbf");
        KernelManifest smalltalk = KernelManifest.Smalltalk(folders);
        KernelManifest both = KernelManifest.Both(folders);
        BuildOne(null, baseImage, session => LoadSmalltalk(session, smalltalk));
        BuildOne(baseImage, rubyImage, session => LoadRuby(session, both));
        KernelCheck.Remember(home, smalltalk, both);
    }

    private void BuildOne(string? startsOn, string image, Action<StoneSession> load)
    {
        if (Directory.Exists(_work))
        {
            Directory.Delete(_work, recursive: true);
        }

        Directory.CreateDirectory(_work);
        string[] place = ["--home", _work, "--name", StoneName];
        StoneProcess.RunQuietly(stoneProgram, [.. (string[])["start"], .. place, .. startsOn is null ? Array.Empty<string>() : ["--image", startsOn]]);
        try
        {
            using StoneSession session = StoneSession.Connect(_work, StoneName, "build-image");
            load(session);
        }
        finally
        {
            StoneProcess.RunQuietly(stoneProgram, [.. (string[])["stop"], .. place]);
        }

        Directory.CreateDirectory(Path.GetDirectoryName(image)!);
        File.Move(Path.Combine(_work, "data", StoneName, "extent0.dbf"), image, overwrite: true);
        Directory.Delete(_work, recursive: true);
    }

    private void LoadSmalltalk(StoneSession session, KernelManifest manifest)
    {
        VirtualMachine vm = new();
        vm.Memory.Attach(session);
        vm.BootCoreClasses();
        SmalltalkRuntime.Install(vm);
        KernelLoad load = new(vm, folders);
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
        KernelLoad load = new(vm, folders);
        load.Ruby(RubyRuntime.Install(vm, new RubyLanguage(vm)));
        load.Note(ImageInformation.Of(vm), manifest);
        vm.Transaction.Commit();
    }
}
