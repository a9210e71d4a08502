namespace Gem.Vm.Memory;

/// <summary>
/// An object that this VM refers to is not in the repository any more: it was collected though the VM held it, which only happens to one
/// that did not answer when the collector asked.
/// </summary>
/// <param name="objectId">Its id.</param>
public sealed class ObjectGoneException(ulong objectId)
    : ImageException($"object #{objectId} is not in the repository any more: it was collected while this session did not answer");
