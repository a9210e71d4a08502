using Kernel.Smalltalk.Syntax;

namespace Kernel.Smalltalk.Sources;

/// <summary>The class comment and the header.</summary>
public sealed partial class ClassSourceReader
{
    private static readonly string[] Formats = ["pointers", "immediate", "array", "bytes"];

    private ClassSource ReadClass()
    {
        string comment = LeadingComment();
        Token head = Take(TokenKind.Identifier, "'Class {' or 'Extension {'");
        if (head.Text is not ("Class" or "Extension"))
        {
            throw Error(head, $"expected 'Class {{' or 'Extension {{', found '{head.Text}'");
        }

        bool isExtension = head.Text == "Extension";
        Dictionary<string, string[]> keys = ReadKeys(isExtension ? ["name"] : ["name", "superclass", "rubyName", "format", "instVars", "classVars", "classInstVars", "category"]);
        if (!keys.TryGetValue("name", out string[]? name))
        {
            throw Error(head, "the header has no #name");
        }

        if (!isExtension && !keys.ContainsKey("superclass"))
        {
            throw Error(head, "the header has no #superclass");
        }

        string format = One(keys, "format") ?? "pointers";
        if (Array.IndexOf(Formats, format) < 0)
        {
            throw Error(head, $"#format is {format}, not one of {string.Join(", ", Formats)}");
        }

        ReadMethods(name[0]);
        return new ClassSource
        {
            FileName = _source.FileName,
            Line = _source.PositionOf(head.Span.Start).Line,
            Name = name[0],
            IsExtension = isExtension,
            SuperclassName = One(keys, "superclass"),
            RubyName = One(keys, "rubyName"),
            Format = format,
            InstanceVariables = Many(keys, "instVars"),
            ClassVariables = Many(keys, "classVars"),
            ClassInstanceVariables = Many(keys, "classInstVars"),
            Category = One(keys, "category") ?? "",
            Comment = comment,
            Methods = _order,
        };
    }

    private static string? One(Dictionary<string, string[]> keys, string key) => keys.TryGetValue(key, out string[]? values) && values.Length > 0 ? values[0] : null;

    private static string[] Many(Dictionary<string, string[]> keys, string key) => keys.TryGetValue(key, out string[]? values) ? values : [];

    /// <summary>The comment before the header; the lexer has passed it over.</summary>
    private string LeadingComment()
    {
        int start = _source.Text.IndexOf('"');
        if (start < 0 || start >= _current.Span.Start)
        {
            return "";
        }

        return _source.Text[(start + 1).._source.Text.IndexOf('"', start + 1)].Trim();
    }

    /// <summary><c>{ #key : value, … }</c>; a value is a name, nil, or names in brackets.</summary>
    private Dictionary<string, string[]> ReadKeys(string[] known)
    {
        var keys = new Dictionary<string, string[]>();
        Take(TokenKind.LeftBrace, "'{'");
        while (_current.Kind != TokenKind.RightBrace)
        {
            Token key = Take(TokenKind.Symbol, "a key, as '#name :'");
            if (Array.IndexOf(known, key.Text) < 0)
            {
                throw Error(key, $"unknown key #{key.Text}; known here: #{string.Join(", #", known)}");
            }

            Take(TokenKind.Colon, "':'");
            bool isList = key.Text.EndsWith("Vars", StringComparison.Ordinal);
            if (!keys.TryAdd(key.Text, isList ? ReadNames() : ReadName()))
            {
                throw Error(key, $"#{key.Text} stands twice");
            }

            if (!_current.IsBinary(","))
            {
                break;
            }

            Advance();
        }

        Take(TokenKind.RightBrace, "',' or '}'");
        return keys;
    }

    private string[] ReadName()
    {
        if (_current is { Kind: TokenKind.Identifier, Text: "nil" })
        {
            Advance();
            return [];
        }

        if (_current.Kind is not (TokenKind.Symbol or TokenKind.String))
        {
            throw Unexpected("a symbol or nil");
        }

        string name = _current.Text;
        Advance();
        return [name];
    }

    private string[] ReadNames()
    {
        var names = new List<string>();
        Take(TokenKind.LeftBracket, "'['");
        while (_current.Kind != TokenKind.RightBracket)
        {
            Token name = Take(TokenKind.String, "a name in quotes or ']'");
            if (names.Contains(name.Text))
            {
                throw Error(name, $"'{name.Text}' stands twice");
            }

            names.Add(name.Text);
            if (!_current.IsBinary(","))
            {
                break;
            }

            Advance();
        }

        Take(TokenKind.RightBracket, "',' or ']'");
        return names.ToArray();
    }

    private string ReadCategory()
    {
        Token brace = _current;
        Dictionary<string, string[]> keys = ReadKeys(["category"]);
        return One(keys, "category") ?? throw Error(brace, "the category's name is missing");
    }
}
