namespace Kernel.Ruby.Regexps.Matching;

/// <summary>What may end a match that takes long.</summary>
internal abstract class MatchLimits
{
    /// <summary>Called now and then; throws to end the match.</summary>
    public abstract void Check();
}
