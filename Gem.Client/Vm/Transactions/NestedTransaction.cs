using Gem.Vm.Values;

namespace Gem.Vm.Transactions;

/// <summary>A transaction inside of another: what it takes to go back to where it began.</summary>
/// <param name="dirtyCount">How many objects the transactions around it had written.</param>
/// <param name="images">Those objects, as they were.</param>
/// <param name="operationCount">How many operations of reduced conflict they had done.</param>
/// <param name="exchangedCount">How many images of objects they kept that were exchanged without having been committed.</param>
internal sealed class NestedTransaction(int dirtyCount, Dictionary<HeapObject, ObjectImage> images, int operationCount, int exchangedCount)
{
    /// <summary>The operations after these are the nested transaction's.</summary>
    public int OperationCount => operationCount;

    /// <summary>The images after these are of objects that were exchanged in the nested transaction.</summary>
    public int ExchangedCount => exchangedCount;

    /// <summary>What was written after these, in the order of the first writes, the nested transaction was first to write.</summary>
    public int DirtyCount => dirtyCount;

    /// <summary>What was written before it, by object.</summary>
    public Dictionary<HeapObject, ObjectImage> Images => images;
}
