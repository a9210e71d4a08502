namespace Gem.Vm.Session;

/// <summary>What identifies a symbol in the repository: its bytes and the number of their encoding.</summary>
/// <param name="Encoding">The encoding's number, as strings' records hold it.</param>
/// <param name="Bytes">The symbol's bytes in that encoding.</param>
public readonly record struct SymbolKey(byte Encoding, ReadOnlyMemory<byte> Bytes);
