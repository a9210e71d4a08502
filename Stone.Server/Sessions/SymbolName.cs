namespace Stone.Server.Sessions;

/// <summary>A symbol's encoding number and bytes.</summary>
public readonly record struct SymbolName(byte Encoding, byte[] Bytes);
