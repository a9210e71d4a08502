using System.Security.Cryptography;
using System.Text;
using Gem.Vm.Bytecode;

namespace Gem.Client.Image;

/// <summary>Tells one kernel from another: a hash over the sources of both kernels and the bytecode version.</summary>
internal static class KernelFingerprint
{
    private static readonly string[] Extensions = [".rb", ".st", ".txt"];

    /// <summary>Fingerprint of the kernels under a folder, as hexadecimal text.</summary>
    public static string Of(string kernels)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(BitConverter.GetBytes(CompiledCode.BytecodeVersion));
        foreach (string kernel in (string[])["Kernel.Ruby", "Kernel.Smalltalk"])
        {
            foreach (string file in Sources(Path.Combine(kernels, kernel)))
            {
                hash.AppendData(Encoding.UTF8.GetBytes(Path.GetRelativePath(kernels, file)));
                hash.AppendData(File.ReadAllBytes(file));
            }
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static IEnumerable<string> Sources(string folder) => Directory
        .EnumerateFiles(folder, "*", SearchOption.AllDirectories)
        .Where(file => Extensions.Contains(Path.GetExtension(file)) && !file.Contains("/bin/") && !file.Contains("/obj/"))
        .Order(StringComparer.Ordinal);
}
