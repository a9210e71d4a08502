using System.Text;
using Gem.Vm;

namespace Gem.Client.Commands;

/// <summary>Standard output of the commands.</summary>
internal static class StandardOutput
{
    /// <summary>Its descriptor, written directly.</summary>
    public static readonly DescriptorOutput Descriptor = new(1);

    /// <summary>Writes a line.</summary>
    public static void WriteLine(string line) => Descriptor.Write(Encoding.UTF8.GetBytes(line + "\n"));
}
