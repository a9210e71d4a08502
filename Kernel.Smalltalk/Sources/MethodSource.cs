using Kernel.Smalltalk.Syntax;
using Kernel.Smalltalk.Syntax.Nodes;

namespace Kernel.Smalltalk.Sources;

/// <summary>A method as it stands in a class file.</summary>
public sealed class MethodSource
{
    /// <summary>The class it belongs to.</summary>
    public required string ClassName { get; init; }

    /// <summary>Whether it is a method of the class itself.</summary>
    public required bool IsClassSide { get; init; }

    /// <summary>The selector of its pattern.</summary>
    public required string Selector { get; init; }

    /// <summary>The category that was in force, or an empty string.</summary>
    public required string Category { get; init; }

    /// <summary>Pattern and body, with the place in the file where they begin.</summary>
    public required SourceText Source { get; init; }

    /// <summary><c>Class&gt;&gt;selector</c> or <c>Class class&gt;&gt;selector</c>.</summary>
    public string Name => IsClassSide ? $"{ClassName} class>>{Selector}" : $"{ClassName}>>{Selector}";

    /// <summary>The method's tree; errors name the class file and its line.</summary>
    public MethodNode Parse() => Parser.ParseMethod(Source);
}
