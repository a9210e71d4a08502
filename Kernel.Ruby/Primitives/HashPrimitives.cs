using Gem.Vm.Interpreter;
using Gem.Vm.Primitives;
using Gem.Vm.Values;

namespace Kernel.Ruby.Primitives;

/// <summary>
/// Hash. Iterators are Ruby: they walk entry positions (<c>next_entry</c>, <c>key_at</c>, <c>value_at</c>) between
/// <c>begin_iteration</c> and <c>end_iteration</c>, in which no key can be added.
/// </summary>
internal static unsafe partial class HashPrimitives
{
    /// <summary>Binds the primitives.</summary>
    public static void Register(PrimitiveTable table)
    {
        table.Add("hash_get", &Get, 1);
        table.Add("hash_set", &Set, 2);
        table.Add("hash_fetch_or_undefined", &TryFetch, 2);
        table.Add("hash_has_key", &HasKey, 1);
        table.Add("hash_delete_key", &DeleteKey, 1);
        table.Add("hash_size", &Size, 0);
        table.Add("hash_is_empty", &IsEmpty, 0);
        table.Add("hash_clear", &Clear, 0);
        table.Add("hash_replace", &Replace, 1);
        table.Add("hash_shift", &Shift, 0);
        table.Add("hash_keys", &Keys, 0);
        table.Add("hash_values", &Values, 0);
        table.Add("hash_to_a", &ToArray, 0);
        table.Add("hash_copy", &Copy, 0);
        table.Add("hash_holds_keywords", &HoldsKeywords, 0);
        table.Add("hash_mark_keywords", &MarkKeywords, 0);
        table.Add("hash_merge_all", &MergeAll, 1);
        table.Add("hash_default_value", &DefaultValue, 0);
        table.Add("hash_default_proc", &DefaultProc, 0);
        table.Add("hash_set_default", &SetDefault, 2);
        table.Add("hash_compare_by_identity", &CompareByIdentity, 0);
        table.Add("hash_compares_by_identity", &ComparesByIdentity, 0);
        table.Add("hash_rehash", &Rehash, 0);
        table.Add("hash_equal", &AreEqual, 1);
        table.Add("hash_eql", &Eql, 1);
        table.Add("hash_hash", &HashOf, 0);
        table.Add("hash_inspect", &Inspect, 0);
        table.Add("hash_try_convert", &TryConvert, 1);
        RegisterIteration(table);
    }

    private static HashObject Self(Arguments a) => (HashObject)a.Self.Ref!;

    private static Value Get(VmThread t, Arguments a)
    {
        HashObject self = Self(a);
        if (HashAccess.TryGet(t, self, a[0], out Value value))
        {
            return value;
        }

        if (!self.HasDefaultProc)
        {
            return t.Vm.Classes.Hash == t.Vm.ClassOf(a.Self) ? t.Vm.Load(ref self.Default) : t.Send(a.Self, t.Vm.Symbols.Intern("default"), a[0]);
        }

        ProcObject proc = (ProcObject)t.Vm.Load(ref self.Default).Ref!;
        int window = t.WindowOf(a);
        t.EnsureStack(window + 4);
        t.Stack[window + 3] = a[0];
        t.Stack[window + 2] = self;
        t.Stack[window + 1] = Value.NoBlock;
        return Calls.CallBlock(t, proc, window, 2, false);
    }

    private static Value Set(VmThread t, Arguments a)
    {
        HashAccess.Set(t, Self(a), a[0], a[1]);
        return a[1];
    }

    /// <summary>fetch_or(key, other): the value, or the other object when the key is not there.</summary>
    private static Value TryFetch(VmThread t, Arguments a) => HashAccess.TryGet(t, Self(a), a[0], out Value value) ? value : a[1];

    private static Value HasKey(VmThread t, Arguments a) => Value.FromBoolean(HashAccess.TryGet(t, Self(a), a[0], out _));

    private static Value DeleteKey(VmThread t, Arguments a)
    {
        Value removed = HashAccess.Remove(t, Self(a), a[0]);
        return !removed.IsUndefined ? removed : a.Block is { } block ? Calls.CallBlock(t, block, t.WindowOf(a), 1, false) : Value.Nil;
    }

    private static Value Size(VmThread t, Arguments a) => Value.FromInteger(Self(a).Count);

    private static Value IsEmpty(VmThread t, Arguments a) => Value.FromBoolean(Self(a).Count == 0);

    private static Value Clear(VmThread t, Arguments a)
    {
        HashObject self = Self(a);
        t.Vm.WillWrite(self);
        if (self.Iterating > 0)
        {
            for (int i = 0; i < self.Used; i++)
            {
                if (!self.Entry(i).Key.IsUndefined)
                {
                    HashAccess.RemoveAt(self, i);
                }
            }

            return self;
        }

        self.Entries = [];
        self.Used = self.Count = 0;
        self.Rebuild();
        return self;
    }

    private static Value Replace(VmThread t, Arguments a)
    {
        HashObject self = Self(a), other = Coercions.ToHash(t, a[0]);
        t.Vm.WillWrite(self);
        if (self.Iterating > 0)
        {
            throw t.Error(t.Vm.Classes.RuntimeError, "can't replace hash during iteration");
        }

        if (self != other)
        {
            HashAccess.CopyEntries(t.Vm, other, self);
            self.ComparesByIdentity = other.ComparesByIdentity;
        }

        return self;
    }

    private static Value Shift(VmThread t, Arguments a)
    {
        HashObject self = Self(a);
        t.Vm.WillWrite(self);
        int index = NextLive(self, -1);
        if (index < 0)
        {
            return Value.Nil;
        }

        Value pair = Pair(t, self, index);
        HashAccess.RemoveAt(self, index);
        return pair;
    }

    private static Value Keys(VmThread t, Arguments a)
    {
        HashObject self = Self(a);
        ArrayObject keys = t.Vm.NewArray(new Value[self.Count], 0);
        for (int i = NextLive(self, -1); i >= 0; i = NextLive(self, i))
        {
            keys.Append(t.Vm.Load(ref self.Entry(i).Key));
        }

        return keys;
    }

    private static Value Values(VmThread t, Arguments a)
    {
        HashObject self = Self(a);
        ArrayObject values = t.Vm.NewArray(new Value[self.Count], 0);
        for (int i = NextLive(self, -1); i >= 0; i = NextLive(self, i))
        {
            values.Append(t.Vm.Load(ref self.Entry(i).Value));
        }

        return values;
    }

    private static Value ToArray(VmThread t, Arguments a)
    {
        HashObject self = Self(a);
        ArrayObject pairs = t.Vm.NewArray(new Value[self.Count], 0);
        for (int i = NextLive(self, -1); i >= 0; i = NextLive(self, i))
        {
            pairs.Append(Pair(t, self, i));
        }

        return pairs;
    }

    /// <summary>A plain Hash with the same entries, without defaults.</summary>
    private static Value Copy(VmThread t, Arguments a) => HashAccess.Copy(t.Vm, Self(a));

    private static Value HoldsKeywords(VmThread t, Arguments a) => Value.FromBoolean(Self(a).HoldsKeywords);

    private static Value MarkKeywords(VmThread t, Arguments a)
    {
        Self(a).HoldsKeywords = true;
        return a.Self;
    }

    private static Value MergeAll(VmThread t, Arguments a)
    {
        HashObject self = Self(a), other = Coercions.ToHash(t, a[0]);
        t.Vm.WillWrite(self);
        for (int i = NextLive(other, -1); i >= 0; i = NextLive(other, i))
        {
            HashAccess.Set(t, self, t.Vm.Load(ref other.Entry(i).Key), t.Vm.Load(ref other.Entry(i).Value));
        }

        return self;
    }

    private static Value DefaultValue(VmThread t, Arguments a) => Self(a).HasDefaultProc ? Value.Nil : t.Vm.Load(ref Self(a).Default);

    private static Value DefaultProc(VmThread t, Arguments a) => Self(a).HasDefaultProc ? t.Vm.Load(ref Self(a).Default) : Value.Nil;

    /// <summary>set_default(value, isProc).</summary>
    private static Value SetDefault(VmThread t, Arguments a)
    {
        HashObject self = Self(a);
        t.Vm.WillWrite(self);
        if (a[1].IsTruthy && a[0].Ref is ProcObject { IsLambda: true } lambda && Signature.Arity(lambda.Code.Parameters, true) is not 2 and (>= 0 or < -3))
        {
            throw Coercions.TypeError(t, $"default_proc takes two arguments (2 for {Signature.Arity(lambda.Code.Parameters, true)})");
        }

        self.Default = a[0];
        self.HasDefaultProc = a[1].IsTruthy;
        return self;
    }

    private static Value CompareByIdentity(VmThread t, Arguments a)
    {
        HashObject self = Self(a);
        t.Vm.WillWrite(self);
        self.ComparesByIdentity = true;
        return Rehash(t, a);
    }

    private static Value ComparesByIdentity(VmThread t, Arguments a) => Value.FromBoolean(Self(a).ComparesByIdentity);

    private static Value Rehash(VmThread t, Arguments a)
    {
        HashObject self = Self(a);
        t.Vm.WillWrite(self);
        if (self.Iterating > 0)
        {
            throw t.Error(t.Vm.Classes.RuntimeError, "rehash during iteration");
        }

        HashEntry[] entries = self.Entries;
        int used = self.Used;
        self.Entries = [];
        self.Used = self.Count = 0;
        self.Rebuild();
        for (int i = 0; i < used; i++)
        {
            if (!entries[i].Key.IsUndefined)
            {
                HashAccess.Set(t, self, t.Vm.Load(ref entries[i].Key), t.Vm.Load(ref entries[i].Value));
            }
        }

        return self;
    }

    private static Value AreEqual(VmThread t, Arguments a) => a[0].Ref is HashObject other
        ? Value.FromBoolean(Same(t, Self(a), t.Vm.Fresh(other), byEql: false))
        : Value.FromBoolean(!a[0].IsImmediate && t.RespondsTo(a[0], t.Vm.Selectors.ToHash) && t.Send(a[0], t.Vm.Selectors.Equal, a.Self).IsTruthy);

    private static Value Eql(VmThread t, Arguments a) =>
        Value.FromBoolean(a[0].Ref is HashObject other && Same(t, Self(a), t.Vm.Fresh(other), byEql: true));

    private static bool Same(VmThread t, HashObject self, HashObject other, bool byEql)
    {
        if (self == other)
        {
            return true;
        }

        if (self.Count != other.Count || (self.Count > 0 && self.ComparesByIdentity != other.ComparesByIdentity))
        {
            return false;
        }

        using RecursionGuard guard = RecursionGuard.EnterPair(self, other);
        for (int i = NextLive(self, -1); !guard.IsRecursive && i >= 0; i = NextLive(self, i))
        {
            Value value = t.Vm.Load(ref self.Entry(i).Value);
            if (!HashAccess.TryGet(t, other, t.Vm.Load(ref self.Entry(i).Key), out Value wanted)
                || !(byEql ? HashAccess.AreEql(t, value, wanted) : Coercions.Equal(t, value, wanted)))
            {
                return false;
            }
        }

        return true;
    }

    private static Value HashOf(VmThread t, Arguments a)
    {
        HashObject self = Self(a);
        ulong sum = (ulong)self.Count;
        using RecursionGuard guard = RecursionGuard.Enter(self);
        for (int i = NextLive(self, -1); !guard.IsRecursive && i >= 0; i = NextLive(self, i))
        {
            sum += (ulong)Coercions.Combine(self.Entry(i).Hash, HashAccess.HashOf(t, t.Vm.Load(ref self.Entry(i).Value)));
        }

        return Value.FromInteger(HashAccess.Mix(sum));
    }

    private static Value Inspect(VmThread t, Arguments a)
    {
        HashObject self = Self(a);
        using RecursionGuard guard = RecursionGuard.Enter(self);
        if (guard.IsRecursive || self.Count == 0)
        {
            return t.Vm.NewString(guard.IsRecursive ? "{...}" : "{}");
        }

        StringObject text = t.Vm.NewString("{");
        for (int i = NextLive(self, -1); i >= 0; i = NextLive(self, i))
        {
            if (text.Length > 1)
            {
                text.Append(", "u8);
            }

            Value key = t.Vm.Load(ref self.Entry(i).Key);
            if (key.Ref is SymbolObject symbol)
            {
                text.Append(StringInspection.IsPlainKey(symbol) ? symbol.Bytes
                    : System.Text.Encoding.UTF8.GetBytes(StringInspection.Quote(symbol.Bytes, symbol.Encoding)));
                text.Append(": "u8);
            }
            else
            {
                StringInspection.AppendShown(t, text, Coercions.Inspect(t, key));
                text.Append(" => "u8);
            }

            StringInspection.AppendShown(t, text, Coercions.Inspect(t, t.Vm.Load(ref self.Entry(i).Value)));
        }

        text.Append("}"u8);
        return text;
    }

    private static Value TryConvert(VmThread t, Arguments a)
    {
        if (a[0].Ref is HashObject)
        {
            return a[0];
        }

        Value converted = a[0].IsImmediate ? Value.Nil : Conversions.Convert(t, a[0], t.Vm.Selectors.ToHash);
        return converted.IsUndefined ? Value.Nil : converted;
    }
}
