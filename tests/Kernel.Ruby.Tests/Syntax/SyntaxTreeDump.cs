using System.Collections;
using System.Globalization;
using System.Numerics;
using System.Reflection;
using System.Text;
using Kernel.Ruby.Syntax;
using Kernel.Ruby.Syntax.Nodes;

namespace Kernel.Ruby.Tests.Syntax;

/// <summary>Prints syntax trees: as JSON with Prism's field names, and as short text for assertions.</summary>
public static class SyntaxTreeDump
{
    private static readonly Dictionary<Type, PropertyInfo[]> Fields = [];

    /// <summary>The tree as one line of JSON: type, flags, and the fields in Prism's spelling; locations on request.</summary>
    public static string ToJson(Node node, bool withLocations = false)
    {
        var text = new StringBuilder();
        AppendJson(text, node, withLocations);
        return text.ToString();
    }

    /// <summary>
    /// The tree in parentheses, for assertions: <c>(Call^IgnoreVisibility a (Arguments [(Integer 1)]))</c>. Kind, flags and the
    /// fields in order; what is null, zero or an empty list is left out, and statements are a plain list.
    /// </summary>
    public static string ToText(Node node)
    {
        var text = new StringBuilder();
        AppendText(text, node);
        return text.ToString();
    }

    private static PropertyInfo[] FieldsOf(Type type)
    {
        if (!Fields.TryGetValue(type, out PropertyInfo[]? fields))
        {
            fields = [.. type.GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
                .Where(p => p.PropertyType != typeof(SourceSpan) && p.Name is not ("Flags" or "Text" or "HasParentheses"))
                .OrderBy(p => p.MetadataToken)];
            Fields[type] = fields;
        }
        return fields;
    }

    private static int FlagsOf(Node node) =>
        node.GetType().GetProperty("Flags") is { } flags ? Convert.ToInt32(flags.GetValue(node), CultureInfo.InvariantCulture) : 0;

    private static void AppendJson(StringBuilder text, object? value, bool withLocations)
    {
        switch (value)
        {
            case null:
                text.Append("null");
                break;
            case Node node:
                text.Append("{\"type\":\"").Append(node.GetType().Name).Append("\",\"flags\":").Append(FlagsOf(node));
                if (withLocations)
                {
                    text.Append($",\"loc\":[{node.Location.Start},{node.Location.Length}]");
                }
                foreach (PropertyInfo field in FieldsOf(node.GetType()))
                {
                    text.Append(",\"").Append(JsonName(field.Name)).Append("\":");
                    AppendJson(text, field.GetValue(node), withLocations);
                }
                text.Append('}');
                break;
            case byte[] bytes:
                AppendBytes(text, bytes);
                break;
            case string name:
                AppendString(text, name);
                break;
            case double number:
                text.Append(double.IsFinite(number) ? number.ToString("R", CultureInfo.InvariantCulture) : "{\"float\":\"Infinity\"}");
                break;
            case BigInteger integer:
                bool isSafe = BigInteger.Abs(integer) <= int.MaxValue;
                text.Append(isSafe ? integer.ToString(CultureInfo.InvariantCulture) : $"{{\"int\":\"{integer}\"}}");
                break;
            case IEnumerable list:
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
                text.Append(Convert.ToString(value, CultureInfo.InvariantCulture));
                break;
        }
    }

    private static string JsonName(string name) => char.ToLowerInvariant(name[0]) + name[1..];

    private static void AppendBytes(StringBuilder text, byte[] bytes)
    {
        if (System.Text.Unicode.Utf8.IsValid(bytes))
        {
            AppendString(text, Encoding.UTF8.GetString(bytes));
            return;
        }
        text.Append("{\"bytes\":");
        AppendString(text, Encoding.Latin1.GetString(bytes));
        text.Append('}');
    }

    private static void AppendString(StringBuilder text, string value)
    {
        text.Append('"');
        foreach (char c in value)
        {
            if (c is '"' or '\\')
            {
                text.Append('\\').Append(c);
            }
            else if (c < ' ' || c is '\u2028' or '\u2029')
            {
                text.Append("\\u").Append(((int)c).ToString("x4", CultureInfo.InvariantCulture));
            }
            else
            {
                text.Append(c);
            }
        }
        text.Append('"');
    }

    private static void AppendText(StringBuilder text, object value)
    {
        switch (value)
        {
            case StatementsNode statements:
                AppendList(text, statements.Body);
                break;
            case Node node:
                AppendNode(text, node);
                break;
            case string name:
                text.Append(name);
                break;
            case byte[] or double or BigInteger:
                AppendJson(text, value, withLocations: false);
                break;
            case IEnumerable list:
                AppendList(text, list);
                break;
            default:
                text.Append(Convert.ToString(value, CultureInfo.InvariantCulture));
                break;
        }
    }

    private static void AppendNode(StringBuilder text, Node node)
    {
        text.Append('(').Append(node.Kind);
        if (FlagsOf(node) != 0 && node is not (IntegerNode or SymbolNode))
        {
            text.Append('^').Append(Convert.ToString(node.GetType().GetProperty("Flags")!.GetValue(node))!.Replace(", ", "+"));
        }
        foreach (PropertyInfo field in FieldsOf(node.GetType()))
        {
            object? value = field.GetValue(node);
            bool isEmpty = value is null or 0 || (value is Array { Length: 0 } and not byte[]);
            if (!isEmpty)
            {
                AppendText(text.Append(' '), value!);
            }
        }
        text.Append(')');
    }

    private static void AppendList(StringBuilder text, IEnumerable list)
    {
        text.Append('[');
        string separator = "";
        foreach (object item in list)
        {
            text.Append(separator);
            separator = " ";
            AppendText(text, item);
        }
        text.Append(']');
    }
}
