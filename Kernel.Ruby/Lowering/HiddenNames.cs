namespace Kernel.Ruby.Lowering;

/// <summary>Names of variables that the program can't name.</summary>
internal static class HiddenNames
{
    /// <summary>An anonymous rest parameter, also that of <c>...</c>.</summary>
    public const string Rest = "*";

    /// <summary>An anonymous keyword-rest parameter, also that of <c>...</c>.</summary>
    public const string KeywordRest = "**";

    /// <summary>An anonymous block parameter, also that of <c>...</c>.</summary>
    public const string Block = "&";

    /// <summary>The parameter <c>it</c> of a block without others.</summary>
    public const string It = "%it";
}
