using System.Text;
using Gem.Client.Commands.Irb.Terminals;

namespace Gem.Client.Tests.Irb.Terminals;

/// <summary>Bytes of a terminal as keys.</summary>
public sealed class KeyDecoderTests
{
    [Test]
    public void Plain_text_is_a_key_a_character() =>
        Assert.That(Decode("aé日😀"), Is.EqualTo(new[] { Text("a"), Text("é"), Text("日"), Text("😀") }));

    [Test]
    public void A_character_may_come_in_pieces()
    {
        KeyDecoder decoder = new();
        byte[] bytes = Encoding.UTF8.GetBytes("日");
        decoder.Feed(bytes.AsSpan(0, 2));
        Assert.That(decoder.TryRead(out _), Is.False);
        decoder.Feed(bytes.AsSpan(2));
        Assert.That(decoder.TryRead(out Key key), Is.True);
        Assert.That(key, Is.EqualTo(Text("日")));
    }

    [Test]
    public void Control_characters_are_letters_with_control() =>
        Assert.That(Decode("\x01\x05\x1f\x0b"), Is.EqualTo(new[] { Key.Ctrl('a'), Key.Ctrl('e'), Key.Ctrl('_'), Key.Ctrl('k') }));

    [TestCase("\r", nameof(KeyCode.Enter))]
    [TestCase("\t", nameof(KeyCode.Tab))]
    [TestCase("\x7f", nameof(KeyCode.Backspace))]
    [TestCase("\b", nameof(KeyCode.Backspace))]
    [TestCase("\x1b[A", nameof(KeyCode.Up))]
    [TestCase("\x1bOB", nameof(KeyCode.Down))]
    [TestCase("\x1b[H", nameof(KeyCode.Home))]
    [TestCase("\x1b[4~", nameof(KeyCode.End))]
    [TestCase("\x1b[3~", nameof(KeyCode.Delete))]
    [TestCase("\x1b[5~", nameof(KeyCode.PageUp))]
    [TestCase("\x1b[99~", nameof(KeyCode.Unknown))]
    public void Named_keys_have_their_sequences(string bytes, string code) =>
        Assert.That(Decode(bytes), Is.EqualTo(new[] { new Key(Enum.Parse<KeyCode>(code)) }));

    [Test]
    public void Modifiers_come_with_the_sequence() => Assert.That(
        Decode("\x1b[1;5C\x1b[1;3D\x1b[Z"),
        Is.EqualTo(new[] { new Key(KeyCode.Right, Control: true), new Key(KeyCode.Left, Meta: true), new Key(KeyCode.Tab, Shift: true) }));

    [Test]
    public void Escape_before_a_character_is_meta() =>
        Assert.That(Decode("\x1b" + "b\x1b\r"), Is.EqualTo(new[] { Key.Alt('b'), new Key(KeyCode.Enter, Meta: true) }));

    [Test]
    public void A_lone_escape_waits_for_what_follows() => Assert.That(Decode("\x1b"), Is.Empty);

    [Test]
    public void A_paste_is_one_key_with_its_text_as_it_is() =>
        Assert.That(Decode("\x1b[200~a\r\nb\x01\x1b[201~c"), Is.EqualTo(new[] { new Key(KeyCode.Paste, "a\r\nb\x01"), Text("c") }));

    [Test]
    public void A_paste_in_pieces_is_one_key()
    {
        KeyDecoder decoder = new();
        List<Key> keys = [];
        foreach (char c in "\x1b[200~two\nlines\x1b[201~")
        {
            decoder.Feed([(byte)c]);
            while (decoder.TryRead(out Key key))
            {
                keys.Add(key);
            }
        }

        Assert.That(keys, Is.EqualTo(new[] { new Key(KeyCode.Paste, "two\nlines") }));
    }

    [Test]
    public void Whatever_bytes_come_the_decoder_ends_and_stays_usable()
    {
        int seed = Random.Shared.Next();
        TestContext.Out.WriteLine($"seed {seed}");
        Random random = new(seed);
        for (int round = 0; round < 2000; round++)
        {
            KeyDecoder decoder = new();
            byte[] bytes = [.. Enumerable.Range(0, random.Next(1, 20)).Select(_ => (byte)(random.Next(3) == 0 ? "\x1b[O;~125"[random.Next(8)] : random.Next(256)))];
            decoder.Feed(bytes);
            int keys = 0;
            while (decoder.TryRead(out _))
            {
                keys++;
            }

            Assert.That(keys, Is.LessThanOrEqualTo(bytes.Length));
        }
    }

    private static Key Text(string text) => new(KeyCode.Text, text);

    private static List<Key> Decode(string text)
    {
        KeyDecoder decoder = new();
        decoder.Feed(Encoding.UTF8.GetBytes(text));
        List<Key> keys = [];
        while (decoder.TryRead(out Key key))
        {
            keys.Add(key);
        }

        return keys;
    }
}
