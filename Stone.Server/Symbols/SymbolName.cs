namespace Stone.Server.Symbols;

/// <summary>What identifies a symbol.</summary>
/// <param name="Encoding">A byte that names the encoding; the stone does not look at it.</param>
/// <param name="Bytes">The symbol's bytes.</param>
public readonly record struct SymbolName(byte Encoding, ReadOnlyMemory<byte> Bytes);
