namespace Gem.Client.Commands.Topaz;

/// <summary>What set, level, limit, display and omit change.</summary>
public sealed class TopazSettings
{
    /// <summary>User who logs in.</summary>
    public string UserName { get; set; } = "DataCurator";

    /// <summary>Password.</summary>
    public string Password { get; set; } = "";

    /// <summary>Name of the stone.</summary>
    public string Stone { get; set; } = "";

    /// <summary>Class that method: and list use when none is named.</summary>
    public string? CurrentClass { get; set; }

    /// <summary>Category of methods to come.</summary>
    public string Category { get; set; } = "as yet unclassified";

    /// <summary>Levels of instance variables shown under a result.</summary>
    public int Level { get; set; }

    /// <summary>Longest text of a result in characters; 0 for any.</summary>
    public int Limit { get; set; }

    /// <summary>What display turned on.</summary>
    public HashSet<string> Displayed { get; } = ["classoops", "errorcheck"];
}
