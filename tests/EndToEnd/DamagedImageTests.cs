namespace EndToEnd;

/// <summary>An image that is not whole is named, with what to do; no stone begins on it and none is lost by it.</summary>
public sealed class DamagedImageTests
{
    /// <summary>A place that every image uses, and a size that none fits into.</summary>
    private const int UsedOffsetBytes = 600_000;

    [Test]
    public void A_stone_does_not_begin_on_a_damaged_image_and_an_older_one_is_kept()
    {
        using SeparateHome home = new();
        home.Maglev("start", "kept");
        home.Run("maglev-ruby", "--stone", "kept", "-e", "Maglev::PERSISTENT_ROOT[:kept] = 1; Maglev.commit_transaction");
        byte[] image = File.ReadAllBytes(home.Under("bin", "extent0.ruby.dbf"));
        byte[] scratched = [.. image];
        scratched.AsSpan(UsedOffsetBytes, 100_000).Fill(0x55);
        foreach (byte[] bad in (byte[][])[image[..UsedOffsetBytes], scratched, []])
        {
            File.WriteAllBytes(home.Under("bin", "extent0.ruby.dbf"), bad);
            foreach (string[] command in (string[][])[["start", "fresh"], ["stone", "create", "fresh"], ["force-reload", "kept"]])
            {
                CommandResult result = home.Maglev(command);
                Assert.That(result.ExitStatus, Is.EqualTo(1), result.ToString());
                Assert.That(result.Errors.TrimEnd().Split('\n'), Has.Length.EqualTo(1), result.ToString());
                Assert.That(result.Errors, Does.Contain("extent0.ruby.dbf").And.Contain("maglev build image --clean"));
            }

            Assert.That(Directory.GetDirectories(home.Under("data")).Select(Path.GetFileName), Is.EqualTo((string[])["kept"]));
        }

        Assert.That(home.Run("maglev-ruby", "--stone", "kept", "-e", "p Maglev::PERSISTENT_ROOT[:kept]").Output, Is.EqualTo("1\n"));
        Assert.That(home.Maglev("build", "image", "--clean").ExitStatus, Is.Zero);
        Assert.That(home.Maglev("start", "fresh").ExitStatus, Is.Zero);
    }
}
