using System.Security.Cryptography;
using System.Text;
using Gem.Vm.Bytecode;
using Kernel.Ruby;
using Kernel.Smalltalk.Sources;

namespace Gem.Client.Image;

/// <summary>
/// The files of a kernel in load order, each with a hash of its content. Paths are those of backtraces:
/// <c>Array.st</c>, <c>common/array.rb</c>.
/// </summary>
internal sealed class KernelManifest
{
    private readonly List<(string Path, string Hash)> _files = [];

    /// <summary>Path and hash (SHA-256, hexadecimal) of each file.</summary>
    public IReadOnlyList<(string Path, string Hash)> Files => _files;

    /// <summary>Tells one kernel, as one bytecode version compiles it, from another.</summary>
    public string Fingerprint => HashOf(Encoding.UTF8.GetBytes(
        $"bytecode {CompiledCode.BytecodeVersion}\n" + string.Concat(_files.Select(file => $"{file.Path} {file.Hash}\n"))));

    /// <summary>The Smalltalk kernel alone: what the base image is made from.</summary>
    public static KernelManifest Smalltalk(KernelFolders folders)
    {
        KernelManifest manifest = new();
        manifest.Add(folders.Smalltalk, LoadOrder.Read(folders.Smalltalk).Files);
        return manifest;
    }

    /// <summary>Both kernels: what the Ruby image is made from; of Ruby's only what belongs to a stage and those before it.</summary>
    public static KernelManifest Both(KernelFolders folders, string lastStage = "loader")
    {
        KernelManifest manifest = Smalltalk(folders);
        manifest.Add(folders.Ruby, new KernelSources(folders.Ruby).FilesUntil(lastStage));
        return manifest;
    }

    private void Add(string folder, IEnumerable<string> files)
    {
        foreach (string file in files)
        {
            _files.Add((file, HashOf(File.ReadAllBytes(Path.Combine(folder, file)))));
        }
    }

    private static string HashOf(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}
