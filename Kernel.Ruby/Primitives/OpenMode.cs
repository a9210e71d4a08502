using Gem.Vm.Interpreter;
using Gem.Vm.Values;

namespace Kernel.Ruby.Primitives;

/// <summary>How a file is opened: flags of open(2), from a mode such as <c>"r+b"</c> or a number.</summary>
/// <param name="Flags">Flags of open(2).</param>
/// <param name="IsBinary">True with <c>b</c>.</param>
internal readonly record struct OpenMode(int Flags, bool IsBinary)
{
    /// <summary>True when reading is allowed.</summary>
    public bool CanRead => (Flags & Posix.AccessMask) != Posix.WriteOnly;

    /// <summary>True when writing is allowed.</summary>
    public bool CanWrite => (Flags & Posix.AccessMask) != Posix.ReadOnly;

    /// <summary>Reads a mode; nil is <c>"r"</c>. An encoding behind a colon is accepted.</summary>
    public static OpenMode Parse(VmThread t, Value mode)
    {
        if (mode.IsNil || mode.IsUndefined)
        {
            return new OpenMode(Posix.ReadOnly, false);
        }

        if (mode.IsFixnum)
        {
            return new OpenMode((int)mode.Bits, false);
        }

        string text = Expect.Text(t, mode);
        string letters = text.Split(':')[0];
        bool isValid = letters.Length > 0 && letters[0] is 'r' or 'w' or 'a';
        bool plus = false, binary = false, exclusive = false;
        foreach (char c in letters.AsSpan(Math.Min(1, letters.Length)))
        {
            plus |= c == '+';
            binary |= c == 'b';
            exclusive |= c == 'x';
            isValid &= c is '+' or 'b' or 't' or 'x';
        }

        if (!isValid || (exclusive && letters[0] != 'w'))
        {
            throw t.Error(t.Vm.Classes.ArgumentError, $"invalid access mode {text}");
        }

        int access = plus ? Posix.ReadWrite : letters[0] == 'r' ? Posix.ReadOnly : Posix.WriteOnly;
        int how = letters[0] switch { 'w' => Posix.Create | Posix.Truncate, 'a' => Posix.Create | Posix.Append, _ => 0 };
        return new OpenMode(access | how | (exclusive ? Posix.Exclusive : 0), binary);
    }
}
