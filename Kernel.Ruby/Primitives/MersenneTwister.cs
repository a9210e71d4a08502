using System.Numerics;

namespace Kernel.Ruby.Primitives;

/// <summary>MT19937 (Matsumoto and Nishimura), seeded and drawn from as MRI's Random does, so that seeds give the same numbers.</summary>
internal sealed class MersenneTwister
{
    private const int Words = 624, Middle = 397;

    private readonly uint[] _state = new uint[Words];
    private int _next = Words;

    /// <summary>A generator with a seed of any size.</summary>
    public MersenneTwister(BigInteger seed)
    {
        Seed = seed;
        byte[] bytes = BigInteger.Abs(seed).ToByteArray(isUnsigned: true);
        uint[] key = new uint[Math.Max(1, (bytes.Length + 3) / 4)];
        for (int i = 0; i < bytes.Length; i++)
        {
            key[i / 4] |= (uint)bytes[i] << (8 * (i % 4));
        }

        if (key.Length == 1)
        {
            InitialiseFrom(key[0]);
            return;
        }

        Initialise(key);
    }

    /// <summary>The seed.</summary>
    public BigInteger Seed { get; }

    /// <summary>32 random bits.</summary>
    public uint NextWord()
    {
        if (_next >= Words)
        {
            Twist();
        }

        uint y = _state[_next++];
        y ^= y >> 11;
        y ^= (y << 7) & 0x9D2C5680;
        y ^= (y << 15) & 0xEFC60000;
        return y ^ (y >> 18);
    }

    /// <summary>A double in [0, 1) of 53 bits.</summary>
    public double NextDouble()
    {
        uint high = NextWord() >> 5, low = NextWord() >> 6;
        return ((high * 67108864.0) + low) * (1.0 / 9007199254740992.0);
    }

    /// <summary>An integer in [0, limit], by masking and trying again.</summary>
    public ulong NextUpTo(ulong limit)
    {
        if (limit == 0)
        {
            return 0;
        }

        ulong mask = ulong.MaxValue >> BitOperations.LeadingZeroCount(limit);
        while (true)
        {
            ulong value = 0;
            bool fits = true;
            for (int i = 1; i >= 0 && fits; i--)
            {
                if ((mask >> (i * 32) & 0xFFFF_FFFF) != 0)
                {
                    value |= (ulong)NextWord() << (i * 32);
                    value &= mask;
                    fits = value <= limit;
                }
            }

            if (fits)
            {
                return value;
            }
        }
    }

    private void Initialise(uint[] key)
    {
        InitialiseFrom(19650218);
        int i = 1, j = 0;
        for (int k = Math.Max(Words, key.Length); k > 0; k--)
        {
            _state[i] = (_state[i] ^ ((_state[i - 1] ^ (_state[i - 1] >> 30)) * 1664525)) + key[j] + (uint)j;
            i++;
            j++;
            if (i >= Words)
            {
                _state[0] = _state[Words - 1];
                i = 1;
            }

            if (j >= key.Length)
            {
                j = 0;
            }
        }

        for (int k = Words - 1; k > 0; k--)
        {
            _state[i] = (_state[i] ^ ((_state[i - 1] ^ (_state[i - 1] >> 30)) * 1566083941)) - (uint)i;
            i++;
            if (i >= Words)
            {
                _state[0] = _state[Words - 1];
                i = 1;
            }
        }

        _state[0] = 0x80000000;
    }

    private void InitialiseFrom(uint seed)
    {
        _state[0] = seed;
        for (int i = 1; i < Words; i++)
        {
            _state[i] = (1812433253 * (_state[i - 1] ^ (_state[i - 1] >> 30))) + (uint)i;
        }

        _next = Words;
    }

    private void Twist()
    {
        for (int i = 0; i < Words; i++)
        {
            uint y = (_state[i] & 0x80000000) | (_state[(i + 1) % Words] & 0x7FFFFFFF);
            _state[i] = _state[(i + Middle) % Words] ^ (y >> 1) ^ ((y & 1) != 0 ? 0x9908B0DF : 0);
        }

        _next = 0;
    }
}
