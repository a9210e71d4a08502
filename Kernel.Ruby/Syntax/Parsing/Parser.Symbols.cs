using Kernel.Ruby.Syntax.Lexing;
using Kernel.Ruby.Syntax.Nodes;

namespace Kernel.Ruby.Syntax.Parsing;

/// <summary>Symbols.</summary>
internal sealed partial class Parser
{
    private Node ParseSymbol()
    {
        int start = _lex.Start;
        int name = _lex.End;
        byte c = _lex.At(name);
        if (c is (byte)'"' or (byte)'\'')
        {
            return ParseQuotedSymbol(start, name + 1, 0, c, interpolates: c == '"');
        }
        int end = -1;
        if (c is (byte)'@' or (byte)'$')
        {
            _lex.ScanEmbeddedVariable(name);
            end = _lex.End;
        }
        else
        {
            end = _lex.ScanMethodName(name, withSetter: true);
        }
        if (end < 0)
        {
            throw Unexpected("a symbol's name");
        }
        _lex.Resume(end);
        SymbolNode symbol = NameSymbol(name, end);
        symbol.Location = new SourceSpan(start, end);
        return symbol;
    }

    private Node ParseQuotedSymbol(int start, int contents, byte open, byte close, bool interpolates)
    {
        var scan = new LiteralScan { Position = contents, Open = open, Close = close, Interpolates = interpolates };
        List<Node> parts = ParseParts(ref scan);
        _lex.ResumeBehind(scan.Position);
        return MakeSymbol(SpanFrom(start), parts);
    }

    /// <summary>The symbol of a name as it stands in the text. <c>!@</c> and <c>~@</c> lose their marks.</summary>
    private SymbolNode NameSymbol(int start, int end)
    {
        byte[] bytes = _lex.Slice(start, end).ToArray();
        if (bytes is [(byte)'!' or (byte)'~', (byte)'@'])
        {
            bytes = bytes[..1];
        }
        return new SymbolNode(new SourceSpan(start, end), SymbolEncoding(bytes, StringFlags.None), bytes);
    }

    private Node MakeSymbol(SourceSpan span, List<Node> parts) => parts switch
    {
        [] => new SymbolNode(span, SymbolFlags.None, []),
        [StringNode only] => CheckSymbol(new SymbolNode(span, SymbolEncoding(only.Unescaped, only.Flags), only.Unescaped)),
        _ => new InterpolatedSymbolNode(span, [.. parts]),
    };

    private static SymbolFlags SymbolEncoding(byte[] bytes, StringFlags flags) =>
        IsAscii(bytes) ? SymbolFlags.ForcedUSAsciiEncoding : (SymbolFlags)(flags & (StringFlags)12);

    /// <summary>A symbol must be a valid string in its encoding.</summary>
    private SymbolNode CheckSymbol(SymbolNode symbol)
    {
        bool isUtf8 = (symbol.Flags & SymbolFlags.ForcedUtf8Encoding) != 0 || (symbol.Flags == SymbolFlags.None && _lex.IsUtf8);
        return isUtf8 && !System.Text.Unicode.Utf8.IsValid(symbol.Unescaped)
            ? throw ErrorAt(symbol, "invalid symbol in encoding UTF-8") : symbol;
    }
}
