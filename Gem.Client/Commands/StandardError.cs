using System.Text;
using Gem.Vm;

namespace Gem.Client.Commands;

/// <summary>Standard error of the commands.</summary>
internal static class StandardError
{
    private static readonly DescriptorOutput Descriptor = new(2);

    /// <summary>Writes a line.</summary>
    public static void WriteLine(string line) => Descriptor.Write(Encoding.UTF8.GetBytes(line + "\n"));
}
