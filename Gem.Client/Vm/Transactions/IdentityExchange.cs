using Gem.Vm.Interpreter;
using Gem.Vm.Values;

namespace Gem.Vm.Transactions;

/// <summary>
/// become, as a program asks for it. Only what a body holds can change hands: state of this process, code and numbers are what
/// they are, and a class is what its instances' shapes say.
/// </summary>
public static class IdentityExchange
{
    /// <summary>Has all references to either object mean what the other was; goes with the transaction.</summary>
    /// <exception cref="GuestException">ArgumentError: one of them, which is named, can't change its identity, or not with the other.</exception>
    public static void Do(VmThread thread, Value left, Value right)
    {
        RequireIdentity(thread, left);
        RequireIdentity(thread, right);
        if (left.Ref == right.Ref)
        {
            throw Refused(thread, left, "is the same object as its argument");
        }

        if (left.Ref!.Kind != right.Ref!.Kind)
        {
            throw Refused(thread, left, $"and {ObjectDescription.Of(thread, right)} are of different kinds, {Kind(left)} and {Kind(right)}");
        }

        RequireCommittable(thread, left, thread.Vm.ClassOf(right));
        RequireCommittable(thread, right, thread.Vm.ClassOf(left));
        thread.Vm.Transaction.Indexes.Follow(thread, left.Ref, thread.Vm.ClassOf(right));
        thread.Vm.Transaction.Indexes.Follow(thread, right.Ref, thread.Vm.ClassOf(left));
        thread.Vm.Memory.Exchange(left.Ref, right.Ref);
    }

    /// <summary>A committed object can't be of a class whose instances are not.</summary>
    /// <exception cref="GuestException">ArgumentError.</exception>
    public static void RequireCommittable(VmThread thread, Value value, ClassObject @class)
    {
        if (value.Ref!.IsCommitted && (@class.Flags & ClassFlags.InstancesPersistable) == 0)
        {
            throw thread.Error(
                thread.Vm.Classes.ArgumentError, $"{ObjectDescription.Of(thread, value)} is committed, and instances of {@class} are not persistable");
        }
    }

    private static void RequireIdentity(VmThread thread, Value value)
    {
        if (value.Ref is { } body and not ImmediateTag)
        {
            thread.Vm.Fresh(body);
        }

        if (Obstacle(thread.Vm, value) is { } obstacle)
        {
            throw Refused(thread, value, obstacle);
        }
    }

    private static string? Obstacle(VirtualMachine vm, Value value) => value.Ref switch
    {
        null or ImmediateTag or SymbolObject or BigIntegerObject => "is its own value: it has no identity to give",
        ClassObject { IsModule: true } => "is a module",
        ClassObject => "is a class",
        { Kind: not (BodyKind.Plain or BodyKind.Array or BodyKind.String or BodyKind.Hash or BodyKind.Exception or BodyKind.Time) } =>
            "is bound to what this program runs",
        { IsFrozen: true } => "is frozen",
        { } when vm.ClassOf(value).IsSingleton => "has a singleton class",
        _ => null,
    };

    private static string Kind(Value value) => value.Ref!.Kind.ToString().ToLowerInvariant();

    private static GuestException Refused(VmThread thread, Value culprit, string reason) =>
        thread.Error(thread.Vm.Classes.ArgumentError, $"can't exchange identities: {ObjectDescription.Of(thread, culprit)} {reason}");
}
