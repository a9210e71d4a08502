using System.Numerics;
using System.Security.Cryptography;
using Gem.Vm.Interpreter;
using Gem.Vm.Primitives;
using Gem.Vm.Values;

namespace Kernel.Ruby.Primitives;

/// <summary>Random. The generator of Kernel#rand belongs to the process, and is made when first asked for.</summary>
internal static unsafe class RandomPrimitives
{
    private static MersenneTwister? _shared;

    /// <summary>Binds the primitives.</summary>
    public static void Register(PrimitiveTable table)
    {
        table.Add("random_initialize", &Initialize, 0, 1);
        table.Add("random_seed", &SeedOf, 0);
        table.Add("random_float", &NextFloat, 0);
        table.Add("random_integer", &NextInteger, 1);
        table.Add("random_bytes", &Bytes, 1);
        table.Add("random_new_seed", &NewSeed, 0);
        table.Add("random_seed_shared", &SeedShared, 0, 1);
        table.Add("random_shared_float", &SharedFloat, 0);
        table.Add("random_shared_integer", &SharedInteger, 1);
        table.Add("random_shared_seed", &SharedSeed, 0);
    }

    private static MersenneTwister Shared => _shared ??= new MersenneTwister(FreshSeed());

    private static BigInteger FreshSeed() => new(RandomNumberGenerator.GetBytes(16), isUnsigned: true);

    private static MersenneTwister Self(Arguments a) =>
        (MersenneTwister)(((ExternalObject)a.Self.Ref!).State ??= new MersenneTwister(FreshSeed()));

    private static Value Initialize(VmThread t, Arguments a)
    {
        BigInteger seed = a.Count == 0 ? FreshSeed() : Coercions.Big(Coercions.ToInteger(t, a[0]));
        ((ExternalObject)a.Self.Ref!).State = new MersenneTwister(seed);
        return Value.Nil;
    }

    private static Value SeedOf(VmThread t, Arguments a) => t.Vm.Integer(Self(a).Seed);

    private static Value NextFloat(VmThread t, Arguments a) => Value.FromFloat(Self(a).NextDouble());

    private static Value NextInteger(VmThread t, Arguments a) => Integer(t, Self(a), a[0]);

    /// <summary>An integer in [0, limit].</summary>
    private static Value Integer(VmThread t, MersenneTwister generator, Value limit)
    {
        BigInteger most = Coercions.Big(limit);
        if (most <= ulong.MaxValue)
        {
            return t.Vm.Integer(generator.NextUpTo((ulong)most));
        }

        while (true)
        {
            BigInteger value = 0;
            for (long bits = (long)most.GetBitLength(); bits > 0; bits -= 32)
            {
                value = (value << 32) | (generator.NextWord() >> (int)Math.Max(0, 32 - bits));
            }

            if (value <= most)
            {
                return t.Vm.Integer(value);
            }
        }
    }

    private static Value Bytes(VmThread t, Arguments a)
    {
        byte[] bytes = new byte[Coercions.ToInt(t, a[0])];
        for (int i = 0; i < bytes.Length;)
        {
            uint word = Self(a).NextWord();
            for (int k = 0; k < 4 && i < bytes.Length; k++, i++, word >>= 8)
            {
                bytes[i] = (byte)word;
            }
        }

        return t.Vm.NewString(bytes, bytes.Length, StringEncoding.Binary);
    }

    private static Value NewSeed(VmThread t, Arguments a) => t.Vm.Integer(FreshSeed());

    /// <summary>srand: the old seed.</summary>
    private static Value SeedShared(VmThread t, Arguments a)
    {
        BigInteger old = Shared.Seed;
        _shared = new MersenneTwister(a.Count == 0 ? FreshSeed() : Coercions.Big(Coercions.ToInteger(t, a[0])));
        return t.Vm.Integer(old);
    }

    private static Value SharedFloat(VmThread t, Arguments a) => Value.FromFloat(Shared.NextDouble());

    private static Value SharedInteger(VmThread t, Arguments a) => Integer(t, Shared, a[0]);

    private static Value SharedSeed(VmThread t, Arguments a) => t.Vm.Integer(Shared.Seed);
}
