using Gem.Vm.Interpreter;
using Gem.Vm.Values;

namespace Gem.Vm.Transactions;

/// <summary>
/// Operations on objects of reduced conflict (GemStone's RcCounter and its like), in the order in which a transaction did them. When
/// another session was first, their parts are taken from its commit and the operations done again, so that both count.
/// </summary>
public sealed class ReplayLog
{
    private readonly List<(HeapObject Part, Value Receiver, SymbolObject Operation, Value[] Arguments)> _operations = [];
    private readonly HashSet<HeapObject> _moreParts = new(ReferenceEqualityComparer.Instance);
    private readonly HashSet<HeapObject> _newParts = new(ReferenceEqualityComparer.Instance);

    /// <summary>How many there are.</summary>
    internal int Count => _operations.Count;

    /// <summary>The objects that the operations write, and nothing else does.</summary>
    internal HashSet<HeapObject> Parts => new(_operations.Select(operation => operation.Part).Union(_moreParts), ReferenceEqualityComparer.Instance);

    /// <summary>Notes an operation that is about to be done. What is not committed nobody else can change.</summary>
    public void Add(HeapObject part, Value receiver, SymbolObject operation, Value[] arguments)
    {
        if (part.IsCommitted)
        {
            _operations.Add((part, receiver, operation, arguments));
        }
    }

    /// <summary>Notes another object that an operation is about to write, such as a node of a tree, or has made.</summary>
    public void AddPart(HeapObject part) => (part.IsCommitted ? _moreParts : _newParts).Add(part);

    /// <summary>
    /// Parts that were made in this transaction. The abort of a nested one takes back what it wrote to them, although they were never
    /// committed: they belong together with others that were.
    /// </summary>
    internal IEnumerable<HeapObject> NewParts => _newParts;

    /// <summary>Forgets those after the first so many; answers what they were done with.</summary>
    internal List<HeapObject> Truncate(int count)
    {
        List<HeapObject> arguments = [.. _operations.Skip(count).SelectMany(operation => operation.Arguments).Select(argument => argument.Ref).OfType<HeapObject>()];
        _operations.RemoveRange(count, _operations.Count - count);
        if (count == 0)
        {
            _moreParts.Clear();
            _newParts.Clear();
        }

        return arguments;
    }

    /// <summary>
    /// Does them all again. Answers the part of one that can't be done any more, because it raised an error; null when all went well.
    /// </summary>
    internal HeapObject? Replay(VmThread thread)
    {
        foreach ((HeapObject part, Value receiver, SymbolObject operation, Value[] arguments) in _operations.ToArray())
        {
            try
            {
                thread.Send(receiver, operation, arguments);
            }
            catch (Exception error) when (error is GuestException or UnwindException { Unwinding.IsException: true })
            {
                return part;
            }
        }

        return null;
    }
}
