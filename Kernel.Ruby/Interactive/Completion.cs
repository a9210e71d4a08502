namespace Kernel.Ruby.Interactive;

/// <summary>What the word before the cursor may become.</summary>
/// <param name="Start">Where the word begins, in characters.</param>
/// <param name="Candidates">Whole words to put in its place, in order.</param>
public sealed record Completion(int Start, IReadOnlyList<string> Candidates)
{
    /// <summary>What all candidates begin with.</summary>
    public string CommonPrefix
    {
        get
        {
            if (Candidates.Count == 0)
            {
                return "";
            }

            string prefix = Candidates[0];
            foreach (string candidate in Candidates)
            {
                int length = 0;
                while (length < prefix.Length && length < candidate.Length && prefix[length] == candidate[length])
                {
                    length++;
                }

                prefix = prefix[..length];
            }

            return prefix;
        }
    }
}
