using Shared.ObjectFormat.Identity;

namespace Shared.ObjectFormat.Tests.Identity;

/// <summary>Reference words keep what is put into them.</summary>
public sealed class ReferenceWordTests
{
    private const int Rounds = 100_000;

    [Test]
    public void The_word_zero_is_no_object()
    {
        Assert.That(default(ReferenceWord).IsNone, Is.True);
        Assert.That(default(ReferenceWord).IsObject, Is.False);
        Assert.That(ReferenceWord.FromObjectId(1).Bits, Is.EqualTo(8UL));
    }

    [Test]
    public void The_words_on_disk_never_change()
    {
        Assert.Multiple(() =>
        {
            Assert.That(ReferenceWord.FromObjectId(1024).Bits, Is.EqualTo(0x2000UL));
            Assert.That(ReferenceWord.FromFixnum(1).Bits, Is.EqualTo(0x9UL));
            Assert.That(ReferenceWord.FromFixnum(-1).Bits, Is.EqualTo(0xFFFFFFFFFFFFFFF9UL));
            Assert.That(ReferenceWord.Nil.Bits, Is.EqualTo(0x03UL));
            Assert.That(ReferenceWord.True.Bits, Is.EqualTo(0x0BUL));
            Assert.That(ReferenceWord.False.Bits, Is.EqualTo(0x13UL));
            Assert.That(ReferenceWord.Undefined.Bits, Is.EqualTo(0x1BUL));
            Assert.That(ReferenceWord.FromCharacter('A').Bits, Is.EqualTo(0x4123UL));
            Assert.That(Flonum(0.0).Bits, Is.EqualTo(0x8000000000000002UL));
            Assert.That(Flonum(1.0).Bits, Is.EqualTo(0xFF00000000000002UL));
            Assert.That(Flonum(2.0).Bits, Is.EqualTo(0x0000000000000002UL));
        });
    }

    [Test]
    public void Integers_of_61_bits_come_back([Values(1, 2, 3)] int seed)
    {
        var random = new Random(seed);
        for (int round = 0; round < Rounds; round++)
        {
            long value = random.NextInt64(long.MinValue, long.MaxValue) >> random.Next(3, 64);
            ReferenceWord word = ReferenceWord.FromFixnum(value);
            if (!ReferenceWord.FitsFixnum(value) || !word.IsFixnum || !word.IsValid || word.Fixnum != value)
            {
                Assert.Fail($"seed {seed}: {value} became {word}");
            }
        }
        Assert.That(ReferenceWord.FitsFixnum(ReferenceWord.MaximumFixnum + 1), Is.False);
        Assert.That(ReferenceWord.FitsFixnum(ReferenceWord.MinimumFixnum - 1), Is.False);
        Assert.That(ReferenceWord.FromFixnum(ReferenceWord.MinimumFixnum).Fixnum, Is.EqualTo(ReferenceWord.MinimumFixnum));
    }

    [Test]
    public void Doubles_that_fit_come_back_bit_for_bit_and_the_others_are_refused([Values(1, 2, 3)] int seed)
    {
        var random = new Random(seed);
        int fitting = 0;
        for (int round = 0; round < Rounds; round++)
        {
            ulong bits = (ulong)random.NextInt64(long.MinValue, long.MaxValue);
            if (round % 2 == 0)
            {
                // Half of them near the middle of the exponents, where the edges of the range are.
                bits = (bits & 0x800FFFFFFFFFFFFF) | ((ulong)random.Next(1023 - 160, 1023 + 160) << 52);
            }
            double value = BitConverter.UInt64BitsToDouble(bits);
            double magnitude = Math.Abs(value);
            bool expected = magnitude > Math.Pow(2, -127) && magnitude < Math.Pow(2, 129);
            bool fits = ReferenceWord.TryFromFlonum(value, out ReferenceWord word);
            if (fits != expected || (fits && (!word.IsFlonum || BitConverter.DoubleToUInt64Bits(word.Flonum) != bits)))
            {
                Assert.Fail($"seed {seed}: {value:R} ({bits:X16}) became {word}, fits {fits}");
            }
            fitting += fits ? 1 : 0;
        }
        Assert.That(fitting, Is.GreaterThan(Rounds / 4));
    }

    [Test]
    public void Zeros_keep_their_sign_and_special_doubles_do_not_fit()
    {
        Assert.That(BitConverter.DoubleToUInt64Bits(Flonum(0.0).Flonum), Is.EqualTo(0UL));
        Assert.That(BitConverter.DoubleToUInt64Bits(Flonum(-0.0).Flonum), Is.EqualTo(0x8000000000000000UL));
        foreach (double value in new[] { double.NaN, double.PositiveInfinity, double.NegativeInfinity, double.Epsilon, double.MaxValue, Math.Pow(2, -127), -Math.Pow(2, -127) })
        {
            Assert.That(ReferenceWord.TryFromFlonum(value, out _), Is.False, value.ToString("R"));
        }
    }

    [Test]
    public void Object_ids_and_characters_come_back([Values(1, 2)] int seed)
    {
        var random = new Random(seed);
        for (int round = 0; round < Rounds; round++)
        {
            ulong id = (ulong)random.NextInt64(1, (long)ObjectIds.Maximum + 1);
            ReferenceWord word = ReferenceWord.FromObjectId(id);
            uint codePoint = (uint)random.Next(0x110000);
            ReferenceWord character = ReferenceWord.FromCharacter(codePoint);
            if (!word.IsObject || word.ObjectId != id || character.Kind != ImmediateKind.Character || character.Payload != codePoint || !character.IsValid)
            {
                Assert.Fail($"seed {seed}: {id} became {word}, {codePoint} became {character}");
            }
        }
    }

    [Test]
    public void Unknown_tags_kinds_and_payloads_are_invalid()
    {
        for (ulong tag = 4; tag < 8; tag++)
        {
            Assert.That(new ReferenceWord(tag).IsValid, Is.False);
        }
        Assert.That(new ReferenceWord(3 | (5 << 3)).IsValid, Is.False);
        Assert.That(new ReferenceWord(3 | (1 << 8)).IsValid, Is.False, "nil has no payload");
        Assert.That(new ReferenceWord(7).ToString(), Does.StartWith("invalid word"));
    }

    private static ReferenceWord Flonum(double value)
    {
        Assert.That(ReferenceWord.TryFromFlonum(value, out ReferenceWord word), Is.True);
        return word;
    }
}
