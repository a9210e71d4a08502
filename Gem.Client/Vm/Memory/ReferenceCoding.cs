using System.Runtime.CompilerServices;
using Gem.Vm.Values;
using Shared.ObjectFormat.Identity;

namespace Gem.Vm.Memory;

/// <summary>Immediate values to and from reference words (objects.md, The reference word).</summary>
internal static class ReferenceCoding
{
    /// <summary>A word as a slot value: an object id stays unfaulted, no object is nil.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Value Decode(ulong bits)
    {
        ulong tag = bits & 7;
        if (tag == (ulong)ReferenceTag.ObjectId)
        {
            return bits == 0 ? Value.Nil : Value.FromUnfaulted(bits >> 3);
        }

        return tag == (ulong)ReferenceTag.Fixnum ? Value.FromInteger((long)bits >> 3) : DecodeOther(new ReferenceWord(bits));
    }

    /// <summary>Words as slot values. Most words of a collection are object ids.</summary>
    public static void Decode(ReadOnlySpan<ulong> words, Span<Value> slots)
    {
        HeapObject unfaulted = Tags.Unfaulted;
        for (int i = 0; i < words.Length; i++)
        {
            ulong word = words[i];
            slots[i] = (word & 7) == (ulong)ReferenceTag.ObjectId && word != 0 ? new Value(unfaulted, (long)(word >> 3)) : Decode(word);
        }
    }

    /// <summary>The word of a value that needs no object; false for objects and for numbers that must be boxed.</summary>
    public static bool TryEncode(Value value, out ReferenceWord word)
    {
        if (value.IsFixnum)
        {
            word = ReferenceWord.FitsFixnum(value.Bits) ? ReferenceWord.FromFixnum(value.Bits) : default;
            return ReferenceWord.FitsFixnum(value.Bits);
        }

        if (value.Ref is not ImmediateTag tag)
        {
            word = default;
            return false;
        }

        if (tag == Tags.Float)
        {
            return ReferenceWord.TryFromFlonum(value.Float, out word);
        }

        word = tag == Tags.Nil ? ReferenceWord.Nil
            : tag == Tags.True ? ReferenceWord.True
            : tag == Tags.False ? ReferenceWord.False
            : tag == Tags.Undefined ? ReferenceWord.Undefined
            : tag == Tags.Character ? ReferenceWord.FromCharacter((uint)value.Bits)
            : tag == Tags.Unfaulted ? ReferenceWord.FromObjectId((ulong)value.Bits)
            : throw new InvalidOperationException($"{tag.Name} is no value of a slot");
        return true;
    }

    private static Value DecodeOther(ReferenceWord word) => word.Tag switch
    {
        ReferenceTag.Flonum => Value.FromFloat(word.Flonum),
        ReferenceTag.Immediate => word.Kind switch
        {
            ImmediateKind.Nil => Value.Nil,
            ImmediateKind.True => Value.True,
            ImmediateKind.False => Value.False,
            ImmediateKind.Undefined => Value.Undefined,
            ImmediateKind.Character => Value.FromCharacter((int)word.Payload),
            _ => throw new ImageException($"a record holds an immediate of unknown kind {(int)word.Kind}"),
        },
        _ => throw new ImageException($"a record holds the {word}"),
    };
}
