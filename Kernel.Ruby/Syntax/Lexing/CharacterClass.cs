using System.Runtime.CompilerServices;

namespace Kernel.Ruby.Syntax.Lexing;

/// <summary>Classes of source bytes. Bytes above 0x7f count as letters, as in Ruby.</summary>
internal static class CharacterClass
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static bool IsDigit(byte c) => (uint)(c - '0') <= 9;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static bool IsUpper(byte c) => (uint)(c - 'A') <= 25;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static bool IsLetter(byte c) => (uint)((c | 0x20) - 'a') <= 25;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static bool IsNameStart(byte c) => IsLetter(c) || c == '_' || c >= 0x80;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static bool IsName(byte c) => IsLetter(c) || IsDigit(c) || c == '_' || c >= 0x80;

    /// <summary>Any white space, newlines included.</summary>
    internal static bool IsSpace(byte c) => c == ' ' || (uint)(c - '\t') <= 4;

    /// <summary>White space within a line.</summary>
    internal static bool IsBlank(byte c) => c is (byte)' ' or (byte)'\t' or (byte)'\f' or (byte)'\v' or (byte)'\r';

    /// <summary>The value of a digit in bases up to 36, or 99.</summary>
    internal static int DigitValue(byte c) =>
        IsDigit(c) ? c - '0' : IsLetter(c) ? (c | 0x20) - 'a' + 10 : 99;
}
