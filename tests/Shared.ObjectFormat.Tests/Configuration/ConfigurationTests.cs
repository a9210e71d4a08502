using Shared.ObjectFormat.Configuration;

namespace Shared.ObjectFormat.Tests.Configuration;

[TestFixture]
public sealed class ConfigurationTests
{
    [Test]
    public void Words_texts_lists_sizes_and_comments_are_read()
    {
        StoneSettings settings = Read("""
            # A stone of my own
            DBF_EXTENT_NAMES = "my data/extent0.dbf";   # quoted for the blank
            STN_TRAN_LOG_DIRECTORIES = /a, '/b',
                                       c/d ;
            STN_TRAN_LOG_SIZES = 16MB, 8 mb;
            DBF_EXTENT_SIZES = 2GB; stn_checkpoint_interval=60;
            STN_TRAN_FULL_LOGGING = false;
            STN_MAX_SESSIONS = 7;
            """);
        Assert.Multiple(() =>
        {
            Assert.That(settings.ExtentNames, Is.EqualTo(new[] { "my data/extent0.dbf" }));
            Assert.That(settings.LogDirectories, Is.EqualTo(new[] { "/a", "/b", "c/d" }));
            Assert.That(settings.LogSegmentBytes, Is.EqualTo(8 << 20));
            Assert.That(settings.ExtentSizeLimits, Is.EqualTo(new[] { 2L << 30 }));
            Assert.That(settings.CheckpointIntervalSeconds, Is.EqualTo(60));
            Assert.That(settings.IsDurable, Is.False);
            Assert.That(settings.SessionLimit, Is.EqualTo(7));
        });
    }

    [Test]
    public void Extents_have_sizes_and_weights_of_their_own()
    {
        StoneSettings settings = Read("DBF_ALLOCATION_MODE = 10, 30; DBF_EXTENT_SIZES = 1GB, 2GB; DBF_EXTENT_NAMES = a.dbf, /b/c.dbf;");
        Assert.Multiple(() =>
        {
            Assert.That(settings.ExtentWeights, Is.EqualTo(new[] { 10, 30 }));
            Assert.That(settings.ExtentSizeLimits, Is.EqualTo(new[] { 1L << 30, 2L << 30 }));
            Assert.That(
                () => Read($"DBF_EXTENT_NAMES = {string.Join(", ", Enumerable.Range(0, 33).Select(i => $"e{i}"))};"),
                Throws.TypeOf<ConfigurationException>().With.Message.Contains("names 33 extents, a repository has at most 32"));
            Assert.That(Read("DBF_ALLOCATION_MODE = Sequential; DBF_EXTENT_NAMES = a, b;").ExtentWeights, Is.Empty);
        });
    }

    [Test]
    public void An_empty_file_gives_the_defaults()
    {
        StoneSettings settings = Read("  # nothing\n");
        Assert.That(settings.ToString(), Is.EqualTo(new StoneSettings().ToString()));
        Assert.That(settings.IsDurable, Is.True);
    }

    [TestCase("STN_MAX_SESSIONS = 5\nSTN_X = 1;", "f.conf:1: the value of STN_MAX_SESSIONS does not end with a semicolon.")]
    [TestCase("\n\nSTN_MAX_SESSIONS 5;", "f.conf:3: after STN_MAX_SESSIONS an = is missing.")]
    [TestCase("STN_MAX_SESSIONS = five;", "f.conf:1: STN_MAX_SESSIONS takes a whole number, not \"five\".")]
    [TestCase("STN_MAX_SESSIONS = 0;", "f.conf:1: STN_MAX_SESSIONS takes a number from 1 to 10000, not 0.")]
    [TestCase("STN_MAX_SESSIONS = 1, 2;", "f.conf:1: STN_MAX_SESSIONS takes one value, 2 are given.")]
    [TestCase("STN_MAX_SESSIONS = 1;\nSTN_MAX_SESSIONS = 2;", "f.conf:2: STN_MAX_SESSIONS is set twice, first on line 1.")]
    [TestCase("STN_MAX_SESION = 1;", "f.conf:1: STN_MAX_SESION is not a known setting; the nearest is STN_MAX_SESSIONS.")]
    [TestCase("FROBNICATE = 1;", "f.conf:1: FROBNICATE is not a known setting.")]
    [TestCase("STN_LOG_LEVEL = \"debug;\n", "f.conf:1: the value of STN_LOG_LEVEL has no closing quote.")]
    [TestCase("STN_TRAN_FULL_LOGGING = maybe;", "f.conf:1: STN_TRAN_FULL_LOGGING takes TRUE or FALSE, not \"maybe\".")]
    [TestCase("DBF_EXTENT_SIZES = 5XB;", "f.conf:1: DBF_EXTENT_SIZES takes a size such as 512KB, 100MB or 64GB, not \"5XB\".")]
    [TestCase("DBF_EXTENT_SIZES = 1KB;", "f.conf:1: DBF_EXTENT_SIZES takes a size from 16MB to 1TB, not 1KB.")]
    [TestCase("DBF_EXTENT_NAMES = a, b, c;\nDBF_EXTENT_SIZES = 16MB, 32MB;", "f.conf:2: DBF_EXTENT_SIZES has 2 values for 3 extents.")]
    [TestCase("DBF_ALLOCATION_MODE = 10, 20;", "f.conf:1: DBF_ALLOCATION_MODE has 2 values for 1 extents.")]
    [TestCase("DBF_ALLOCATION_MODE = 0;", "f.conf:1: DBF_ALLOCATION_MODE takes SEQUENTIAL or a weight from 1 to 1000 for each extent, not \"0\".")]
    [TestCase("STN_TRAN_LOG_SIZES = ;", "f.conf:1: STN_TRAN_LOG_SIZES has no value.")]
    [TestCase("DBF_EXTENT_SIZES = ;", "f.conf:1: DBF_EXTENT_SIZES has no value.")]
    [TestCase("DBF_ALLOCATION_MODE = ;", "f.conf:1: DBF_ALLOCATION_MODE has no value.")]
    [TestCase("DBF_EXTENT_NAMES = ;", "f.conf:1: DBF_EXTENT_NAMES names no path.")]
    [TestCase("= 5;", "f.conf:1: a setting's name is expected, found \"=\".")]
    public void A_wrong_file_is_refused_with_file_and_line(string text, string message) =>
        Assert.That(() => Read(text), Throws.TypeOf<ConfigurationException>().With.Message.EqualTo(message));

    [Test]
    public void A_damaged_file_is_refused_in_one_line_or_read()
    {
        const string Whole = "# A stone\nDBF_EXTENT_NAMES = \"my data/extent0.dbf\", b;\nSTN_TRAN_LOG_SIZES = 16MB, 8 mb;\nSTN_MAX_SESSIONS = 7;\nSTN_TRAN_FULL_LOGGING = false;\n";
        int seed = Environment.TickCount;
        TestContext.Out.WriteLine($"seed {seed}");
        Random random = new(seed);
        int refused = 0;
        for (int i = 0; i < 20_000; i++)
        {
            char[] text = Whole.ToCharArray();
            for (int changes = random.Next(1, 6); changes > 0; changes--)
            {
                text[random.Next(text.Length)] = random.Next(3) == 0 ? (char)random.Next(0x300) : Whole[random.Next(Whole.Length)];
            }

            try
            {
                Read(new string(text, 0, random.Next(text.Length + 1)));
            }
            catch (ConfigurationException exception)
            {
                Assert.That(exception.Message, Does.StartWith("f.conf:").And.Not.Contain("\n"), $"seed {seed}, change {i}");
                refused++;
            }
        }

        Assert.That(refused, Is.GreaterThan(1000));
    }

    [Test]
    public void A_missing_file_is_named() =>
        Assert.That(() => StoneSettings.FromFile("/no/such.conf"), Throws.TypeOf<IOException>().With.Message.Contains("/no/such.conf"));

    [Test]
    public void Sockets_of_a_deep_home_go_to_the_runtime_directory()
    {
        StonePaths near = new("/home/me/maglev", "s");
        StonePaths deep = new("/" + new string('d', 120), "s");
        Assert.Multiple(() =>
        {
            Assert.That(near.ControlSocket, Is.EqualTo("/home/me/maglev/run/s.sock"));
            Assert.That(deep.SessionSocket.Length, Is.LessThan(108));
            Assert.That(deep.RunDirectory, Is.EqualTo(new StonePaths("/" + new string('d', 120), "s").RunDirectory));
            Assert.That(deep.RunDirectory, Is.Not.EqualTo(new StonePaths("/" + new string('e', 120), "s").RunDirectory));
        });
    }

    [TestCase("", "\"\"")]
    [TestCase("a/b", "\"a/b\"")]
    [TestCase("..", "\"..\"")]
    [TestCase("-x", "\"-x\"")]
    [TestCase("two words", "\"two words\"")]
    [TestCase("häschen", "\"häschen\"")]
    [TestCase("a\nb\u2028c\u001b", "\"a?b?c?\"")]
    [TestCase("aaaaaaaaaabbbbbbbbbbccccccccccddddddddddeeeeeeeeeeffffffffffg", "\"aaaaaaaaaabbbbbbbbbbccccccccccddddddddddeeeeeeeeeeffffffffff…\"")]
    public void A_stones_name_must_be_fit_for_a_file(string name, string shown) =>
        Assert.That(() => new StonePaths("/h", name), Throws.TypeOf<StoneNameException>().With.Message.StartWith(shown + " is no name for a stone: "));

    private static StoneSettings Read(string text) => StoneSettings.From(ConfigurationParser.Parse(text, "f.conf"));
}
