namespace Kernel.Ruby;

/// <summary>Where a program's source was read: decides what <c>DATA</c> is.</summary>
public enum ProgramOrigin
{
    /// <summary>Given with -e: no DATA.</summary>
    Expression,

    /// <summary>A file, named by <see cref="RubyProgram.File"/>.</summary>
    File,

    /// <summary>Standard input, read to its end.</summary>
    StandardInput,
}
