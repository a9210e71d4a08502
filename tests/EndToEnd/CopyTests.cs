namespace EndToEnd;

/// <summary>`maglev copydbf`: a stone begins on the copy of another's extent.</summary>
public sealed class CopyTests
{
    private SeparateHome _home = null!;

    [OneTimeSetUp]
    public void MakeHome()
    {
        _home = new SeparateHome();
        _home.Maglev("start", "first");
        _home.Run("maglev-ruby", "--stone", "first", "-e", "Maglev::PERSISTENT_ROOT[:list] = (1..5000).map(&:to_s); Maglev.commit_transaction");
    }

    [OneTimeTearDown]
    public void RemoveHome() => _home.Dispose();

    [Test]
    public void A_stone_begins_on_the_copy_and_has_the_objects()
    {
        Refused("^Stone \"first\" runs: stop it first", "first", _home.Under("early.dbf"));
        Refused("extent0.dbf is in use by a stone that runs: stop it first", _home.Under("data", "first", "extent0.dbf"), _home.Under("early.dbf"));
        _home.Maglev("stop", "first");
        CommandResult copied = _home.Maglev("copydbf", "first", "copy.dbf");
        Assert.That(copied.ExitStatus, Is.Zero, copied.ToString());
        Assert.That(copied.Output, Does.Match($"^copied {_home.Under("data", "first", "extent0.dbf")} to {_home.Under("copy.dbf")}: commit \\d+, \\d+ objects, [\\d.]+MB of [\\d.]+MB, in "));
        Assert.That(_home.Maglev("stone", "create", "second", "--image", _home.Under("copy.dbf")).ExitStatus, Is.Zero);
        _home.Maglev("start", "second");
        Assert.That(_home.Run("maglev-ruby", "--stone", "second", "-e", "l = Maglev::PERSISTENT_ROOT[:list]; p l.size, l[-1]").Output, Is.EqualTo("5000\n\"5000\"\n"));
        _home.Maglev("stop", "second");
        Assert.That(_home.Maglev("pageaudit", "second").ExitStatus, Is.Zero);
        Assert.That(_home.Maglev("objectaudit", "second").ExitStatus, Is.Zero);
        Refused("copy.dbf exists already; nothing is copied over it", "first", "copy.dbf");
        Assert.That(Directory.GetFiles(_home.Folder), Is.EqualTo((string[])[_home.Under("copy.dbf")]));
    }

    [Test]
    public void An_image_file_is_copied_into_a_folder()
    {
        Directory.CreateDirectory(_home.Under("folder"));
        CommandResult copied = _home.Maglev("copydbf", "bin/extent0.ruby.dbf", "folder");
        Assert.That(copied.ExitStatus, Is.Zero, copied.ToString());
        Assert.That(Directory.GetFiles(_home.Under("folder")), Is.EqualTo((string[])[_home.Under("folder", "extent0.ruby.dbf")]));
        Assert.That(Directory.GetFiles(_home.Under("bin")).Select(Path.GetFileName), Does.Not.Contain("extent0.ruby.dbf.lock"));
    }

    [Test]
    public void What_cannot_be_copied_is_named_in_one_line()
    {
        Refused("there is no stone and no file 'absent'", "absent", "x.dbf");
        Refused("a source and a destination are wanted", "first");
        Refused("unknown option '--frob'", "--frob", "first", "x");
        Refused("x.dbf.new cannot be opened: ", "bin/extent0.ruby.dbf", "no/folder/x.dbf");
        File.WriteAllText(_home.Under("folderless"), "no extent");
        Refused("the extent is truncated", "folderless", "x.dbf");
        byte[] image = File.ReadAllBytes(_home.Under("bin", "extent0.ruby.dbf"));
        image.AsSpan(100_000, 100_000).Fill(0x55);
        File.WriteAllBytes(_home.Under("bad.image"), image);
        Refused("bad.image: page \\d+ is damaged: ", "bad.image", "x.dbf");
        Assert.That(File.Exists(_home.Under("x.dbf")) || File.Exists(_home.Under("x.dbf.new")), Is.False);
        File.Delete(_home.Under("folderless"));
        File.Delete(_home.Under("bad.image"));
    }

    private void Refused(string said, params string[] arguments)
    {
        CommandResult result = _home.Maglev(["copydbf", .. arguments]);
        Assert.That(result.ExitStatus, Is.EqualTo(1), result.ToString());
        Assert.That(result.Output, Is.Empty);
        Assert.That(result.Errors.TrimEnd().Split('\n'), Has.Length.EqualTo(1), result.ToString());
        Assert.That(result.Errors, Does.Match(said));
    }
}
