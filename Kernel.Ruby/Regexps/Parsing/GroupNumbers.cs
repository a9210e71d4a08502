using Kernel.Ruby.Regexps.Nodes;

namespace Kernel.Ruby.Regexps.Parsing;

/// <summary>
/// Numbers of groups once all are known: where some have names, the others capture nothing and numbers may not be written.
/// </summary>
internal sealed class GroupNumbers
{
    private const string NeedsName = "numbered backref/call is not allowed. (use name)";

    private readonly int[] _newNumbers;
    private readonly bool _hasNames;
    private readonly int _written;

    /// <summary>Settles the groups and the lists of names.</summary>
    public GroupNumbers(List<GroupNode> groups, List<GroupName> names)
    {
        _hasNames = names.Count > 0;
        _written = groups.Count;
        _newNumbers = new int[groups.Count + 1];
        foreach (GroupNode group in groups)
        {
            int old = group.Number;
            if (!_hasNames || group.HasName)
            {
                Groups.Add(group);
                group.Number = Groups.Count;
            }
            else
            {
                group.Number = -1;
            }

            _newNumbers[old] = group.Number;
        }

        foreach ((_, List<int> numbers) in names)
        {
            for (int i = 0; i < numbers.Count; i++)
            {
                numbers[i] = _newNumbers[numbers[i]];
            }
        }
    }

    /// <summary>The groups that capture.</summary>
    public List<GroupNode> Groups { get; } = [];

    /// <summary>Refuses numbers where groups have names.</summary>
    public void CheckNames(List<BackreferenceNode> references)
    {
        if (_hasNames && references.Exists(static reference => !reference.IsByName))
        {
            throw new RegexpSyntaxException(NeedsName);
        }
    }

    /// <summary>Checks references by number and gives them their new ones.</summary>
    public void Settle(List<BackreferenceNode> references, List<ConditionNode> conditions)
    {
        foreach (BackreferenceNode reference in references)
        {
            for (int i = 0; i < reference.Groups.Length; i++)
            {
                reference.Groups[i] = Settled(reference.Groups[i], reference.IsByName);
                Groups[reference.Groups[i] - 1].IsReferred = true;
            }
        }

        foreach (ConditionNode condition in conditions)
        {
            condition.Group = Settled(condition.Group, condition.IsByName);
        }
    }

    /// <summary>The group that a call means.</summary>
    public GroupNode Target(CallNode call, GroupNode whole, List<GroupName> names)
    {
        if (call.Number == 0)
        {
            return whole;
        }

        if (call.Number > 0)
        {
            return _hasNames ? throw new RegexpSyntaxException(NeedsName)
                : call.Number > _written ? throw new RegexpSyntaxException($"undefined group <{call.Name}> reference")
                : Groups[call.Number - 1];
        }

        foreach ((string name, List<int> numbers) in names)
        {
            if (name == call.Name)
            {
                return numbers.Count == 1 ? Groups[numbers[0] - 1] : throw new RegexpSyntaxException($"multiplex definition name <{name}> call");
            }
        }

        throw new RegexpSyntaxException($"undefined name <{call.Name}> reference");
    }

    private int Settled(int number, bool isByName) =>
        _hasNames && !isByName ? throw new RegexpSyntaxException(NeedsName)
            : number > _written ? throw new RegexpSyntaxException("invalid backref number/name")
            : _newNumbers[number];
}
