using System.Text;

namespace Gem.Client.Commands;

/// <summary>
/// Arguments as the bytes they were given: .NET decodes them as UTF-8, and what is not becomes U+FFFD.
/// </summary>
internal static class ArgumentBytes
{
    private const byte End = 0;

    /// <summary>The bytes of an argument, found again in the process's command line when the text has lost some.</summary>
    public static byte[] Of(string argument)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(argument);
        if (!argument.Contains('\uFFFD', StringComparison.Ordinal))
        {
            return bytes;
        }

        byte[] line = File.ReadAllBytes("/proc/self/cmdline");
        for (int start = 0; start < line.Length;)
        {
            int length = line.AsSpan(start).IndexOf(End) is var end and >= 0 ? end : line.Length - start;
            byte[] given = line[start..(start + length)];
            if (Encoding.UTF8.GetString(given) is var text && text.EndsWith(argument, StringComparison.Ordinal))
            {
                return text.Length == argument.Length ? given : given[(given.Length - Suffix(given, argument))..];
            }

            start += length + 1;
        }

        return bytes;
    }

    /// <summary>Length in bytes of the end of an argument that decodes to a text (-e and its code may be one word).</summary>
    private static int Suffix(ReadOnlySpan<byte> given, string text)
    {
        int length = text.Length;
        while (length < given.Length && Encoding.UTF8.GetString(given[^length..]) != text)
        {
            length++;
        }

        return length;
    }
}
