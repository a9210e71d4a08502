using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Text;
using Kernel.Ruby.Syntax;
using Kernel.Ruby.Syntax.Nodes;

namespace Kernel.Ruby.Tests.Syntax;

/// <summary>Prints syntax trees as JSON with Prism's field names, to be compared with Prism's own.</summary>
public static class SyntaxTreeDump
{
    /// <summary>The tree as one line of JSON: type, flags, and the fields in Prism's spelling; locations on request.</summary>
    public static string ToJson(Node node, bool withLocations = false)
    {
        var text = new StringBuilder();
        AppendJson(text, node, withLocations);
        return text.ToString();
    }

    private static void AppendJson(StringBuilder text, object? value, bool withLocations)
    {
        switch (value)
        {
            case null:
                text.Append("null");
                break;
            case Node node:
                text.Append("{\"type\":\"").Append(node.GetType().Name).Append("\",\"flags\":").Append(NodeFields.FlagBitsOf(node));
                if (withLocations)
                {
                    text.Append($",\"loc\":[{node.Location.Start},{node.Location.Length}]");
                }

                foreach (PropertyInfo field in NodeFields.Of(node))
                {
                    text.Append(",\"").Append(char.ToLowerInvariant(field.Name[0])).Append(field.Name.AsSpan(1)).Append("\":");
                    AppendJson(text, field.GetValue(node), withLocations);
                }

                text.Append('}');
                break;
            case string name:
                SyntaxTreeText.AppendQuoted(text, name);
                break;
            case IEnumerable list and not byte[]:
                text.Append('[');
                string separator = "";
                foreach (object? item in list)
                {
                    text.Append(separator);
                    separator = ",";
                    AppendJson(text, item, withLocations);
                }

                text.Append(']');
                break;
            default:
                if (!SyntaxTreeText.AppendLiteral(text, value))
                {
                    text.Append(Convert.ToString(value, CultureInfo.InvariantCulture));
                }

                break;
        }
    }
}
