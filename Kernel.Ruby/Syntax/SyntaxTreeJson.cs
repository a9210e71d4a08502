using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Text;
using Kernel.Ruby.Syntax.Nodes;

namespace Kernel.Ruby.Syntax;

/// <summary>Syntax trees as JSON with Prism's names of nodes and fields, so that they can be compared with Prism's own.</summary>
public static class SyntaxTreeJson
{
    /// <summary>A parse on one line: the file, the messages of its errors, and its tree (null after an error).</summary>
    public static string Of(ParseResult result)
    {
        StringBuilder text = new("{\"file\":");
        SyntaxTreeText.AppendQuoted(text, result.Source.FileName);
        text.Append(",\"errors\":[");
        for (int i = 0; i < result.Errors.Count; i++)
        {
            SyntaxError error = result.Errors[i];
            text.Append(i > 0 ? "," : "");
            SyntaxTreeText.AppendQuoted(text, $"{error.Line}:{error.Column}: {error.Message}");
        }

        text.Append("],\"ast\":");
        Append(text, result.Program);
        return text.Append('}').ToString();
    }

    /// <summary>A tree on one line: type, flags, and the fields in Prism's spelling and order.</summary>
    public static string Of(Node node)
    {
        StringBuilder text = new();
        Append(text, node);
        return text.ToString();
    }

    private static void Append(StringBuilder text, object? value)
    {
        switch (value)
        {
            case null:
                text.Append("null");
                break;
            case Node node:
                AppendNode(text, node);
                break;
            case string name:
                SyntaxTreeText.AppendQuoted(text, name);
                break;
            case IEnumerable list and not byte[]:
                AppendList(text, list);
                break;
            default:
                if (!SyntaxTreeText.AppendLiteral(text, value))
                {
                    text.Append(Convert.ToString(value, CultureInfo.InvariantCulture));
                }

                break;
        }
    }

    private static void AppendNode(StringBuilder text, Node node)
    {
        text.Append("{\"type\":\"").Append(node.GetType().Name).Append("\",\"flags\":").Append(NodeFields.FlagBitsOf(node));
        foreach (PropertyInfo field in NodeFields.Of(node))
        {
            text.Append(",\"").Append(char.ToLowerInvariant(field.Name[0])).Append(field.Name.AsSpan(1)).Append("\":");
            Append(text, field.GetValue(node));
        }

        text.Append('}');
    }

    private static void AppendList(StringBuilder text, IEnumerable list)
    {
        text.Append('[');
        string separator = "";
        foreach (object? item in list)
        {
            text.Append(separator);
            separator = ",";
            Append(text, item);
        }

        text.Append(']');
    }
}
