namespace Kernel.Smalltalk.Sources;

/// <summary>A class file as read: its header and its methods, in the order of the text.</summary>
public sealed class ClassSource
{
    /// <summary>The file it was read from, as errors name it.</summary>
    public required string FileName { get; init; }

    /// <summary>The line of the header, from 1.</summary>
    public required int Line { get; init; }

    /// <summary>The class's name.</summary>
    public required string Name { get; init; }

    /// <summary>Whether the file only adds methods to a class that another one defines; then all below but <see cref="Methods"/> is empty.</summary>
    public bool IsExtension { get; init; }

    /// <summary>The superclass in environment 0, or null for the root.</summary>
    public string? SuperclassName { get; init; }

    /// <summary>The name Ruby has for the same class, or null.</summary>
    public string? RubyName { get; init; }

    /// <summary>How instances are represented: <c>pointers</c>, <c>immediate</c>, <c>array</c> or <c>bytes</c>.</summary>
    public string Format { get; init; } = "pointers";

    /// <summary>Instance variables this class adds.</summary>
    public IReadOnlyList<string> InstanceVariables { get; init; } = [];

    /// <summary>Class variables, shared by the class and its subclasses.</summary>
    public IReadOnlyList<string> ClassVariables { get; init; } = [];

    /// <summary>Instance variables of the class itself.</summary>
    public IReadOnlyList<string> ClassInstanceVariables { get; init; } = [];

    /// <summary>The class's category.</summary>
    public string Category { get; init; } = "";

    /// <summary>The class comment.</summary>
    public string Comment { get; init; } = "";

    /// <summary>Methods of both sides.</summary>
    public required IReadOnlyList<MethodSource> Methods { get; init; }
}
