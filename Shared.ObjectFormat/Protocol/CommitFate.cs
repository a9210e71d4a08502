namespace Shared.ObjectFormat.Protocol;

/// <summary>What is known of a commit that was asked for.</summary>
public enum CommitFate
{
    /// <summary>Nothing: it never arrived, was not carried out, or is longer ago than outcomes are kept.</summary>
    Unknown = 0,

    /// <summary>It is part of the repository.</summary>
    Committed = 1,
}
