using System.Collections;
using System.Globalization;
using System.Numerics;
using System.Reflection;
using System.Text;
using Kernel.Ruby.Syntax.Nodes;

namespace Kernel.Ruby.Syntax;

/// <summary>
/// A syntax tree in parentheses: <c>(Call^IgnoreVisibility a (Arguments [(Integer 1)]))</c>. Kind, flags and the fields in
/// order; what is null, zero or an empty list is left out, and statements are a plain list.
/// </summary>
public static class SyntaxTreeText
{
    /// <summary>The tree on one line.</summary>
    public static string Of(Node node)
    {
        StringBuilder text = new();
        Append(text, node);
        return text.ToString();
    }

    /// <summary>Adds a number, or bytes as quoted text, as JSON writes them; true when the value was one of those.</summary>
    public static bool AppendLiteral(StringBuilder text, object value)
    {
        switch (value)
        {
            case byte[] bytes when System.Text.Unicode.Utf8.IsValid(bytes):
                AppendQuoted(text, Encoding.UTF8.GetString(bytes));
                return true;
            case byte[] bytes:
                text.Append("{\"bytes\":");
                AppendQuoted(text, Encoding.Latin1.GetString(bytes));
                text.Append('}');
                return true;
            case double number:
                text.Append(double.IsFinite(number) ? NumberText(number) : $"{{\"float\":\"{(number < 0 ? "-" : "")}Infinity\"}}");
                return true;
            case BigInteger integer:
                bool isSafe = BigInteger.Abs(integer) <= int.MaxValue;
                text.Append(isSafe ? integer.ToString(CultureInfo.InvariantCulture) : $"{{\"int\":\"{integer}\"}}");
                return true;
            default:
                return false;
        }
    }

    /// <summary>The shortest text of a number, with an exponent where JSON's writers have one: below 1e-6 and from 1e21 on.</summary>
    private static string NumberText(double number)
    {
        string text = number.ToString("R", CultureInfo.InvariantCulture);
        int exponent = text.IndexOf('E', StringComparison.Ordinal);
        if (exponent < 0)
        {
            return text;
        }

        return Math.Abs(number) is >= 1e-6 and < 1e21
            ? decimal.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture)
            : text[..exponent] + "e" + text[exponent + 1] + text[(exponent + 2)..].TrimStart('0');
    }

    /// <summary>Adds a text in quotes, as JSON writes it.</summary>
    public static void AppendQuoted(StringBuilder text, string value)
    {
        text.Append('"');
        foreach (char c in value)
        {
            int escape = "\b\t\n\f\r\"\\".IndexOf(c, StringComparison.Ordinal);
            if (escape >= 0)
            {
                text.Append('\\').Append("btnfr\"\\"[escape]);
            }
            else if (c < ' ')
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

    private static void Append(StringBuilder text, object value)
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
            case IEnumerable list and not byte[]:
                AppendList(text, list);
                break;
            default:
                if (!AppendLiteral(text, value))
                {
                    text.Append(Convert.ToString(value, CultureInfo.InvariantCulture));
                }

                break;
        }
    }

    private static void AppendNode(StringBuilder text, Node node)
    {
        text.Append('(').Append(node.Kind);
        if (NodeFields.FlagBitsOf(node) != 0 && node is not (IntegerNode or SymbolNode))
        {
            text.Append('^').Append(Convert.ToString(NodeFields.FlagsOf(node), CultureInfo.InvariantCulture)!.Replace(", ", "+", StringComparison.Ordinal));
        }

        foreach (PropertyInfo field in NodeFields.Of(node))
        {
            object? value = field.GetValue(node);
            bool isEmpty = value is null or 0 || (value is Array { Length: 0 } and not byte[]);
            if (!isEmpty)
            {
                Append(text.Append(' '), value!);
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
            Append(text, item);
        }

        text.Append(']');
    }
}
