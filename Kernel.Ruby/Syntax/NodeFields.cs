using System.Globalization;
using System.Reflection;
using Kernel.Ruby.Syntax.Nodes;

namespace Kernel.Ruby.Syntax;

/// <summary>A node's fields as data, for what prints trees of any kind of node.</summary>
public static class NodeFields
{
    private static readonly Dictionary<Type, PropertyInfo[]> Known = [];

    /// <summary>The fields in the order of their declaration, without flags and what only helps others.</summary>
    public static IReadOnlyList<PropertyInfo> Of(Node node)
    {
        Type type = node.GetType();
        if (!Known.TryGetValue(type, out PropertyInfo[]? fields))
        {
            fields = [.. type.GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
                .Where(field => field.PropertyType != typeof(SourceSpan) && field.Name is not ("Flags" or "Text" or "HasParentheses"))
                .OrderBy(field => field.MetadataToken)];
            Known[type] = fields;
        }

        return fields;
    }

    /// <summary>The node's flags; null for a kind of node without any.</summary>
    public static object? FlagsOf(Node node) => node.GetType().GetProperty("Flags")?.GetValue(node);

    /// <summary>The same as a number, 0 for none.</summary>
    public static int FlagBitsOf(Node node) => Convert.ToInt32(FlagsOf(node) ?? 0, CultureInfo.InvariantCulture);
}
