using Serilog.Core;
using Shared.ObjectFormat.Pages;
using Stone.Server.Audit;
using Stone.Server.Storage;

namespace Stone.Server.Tests.Audit;

/// <summary>`stone copydbf`: a copy is whole, or there is none.</summary>
public sealed class ExtentCopyTests : AuditFixture
{
    private string Destination => Path.Combine(Folder, "copy.dbf");

    [Test]
    public void A_repository_on_the_copy_has_all_objects_and_what_was_free_takes_no_room()
    {
        Fill();
        MustCommit(Alice, Record(new() { ObjectId = NewId(), ClassId = 12 }, new byte[20 << 20]));
        ulong large = Engine.Statistics().NextObjectId - 1;
        MustCommit(Alice, Removal(large));
        // The first checkpoint frees it, the second is without it.
        Engine.RunCheckpoint();
        End(killed: false);
        Assert.That(Copy(), Does.Match($"^copied {ExtentPath} to {Destination}: commit \\d+, \\d+ objects, [\\d.]+[KM]B of [\\d.]+MB, in \\d+\\.\\d s$"));
        Assert.That(new FileInfo(Destination).Length, Is.EqualTo(new FileInfo(ExtentPath).Length));
        Assert.That(BlocksOf(Destination), Is.LessThan(8 << 20));
        Directory.CreateDirectory(Path.Combine(Folder, "other"));
        var files = new DiskRepositoryFiles([Path.Combine(Folder, "other", "extent0.dbf")], [Path.Combine(Folder, "other")], Platform);
        StorageEngine.CreateFromImage(Settings, files, Destination, Logger.None).Dispose();
        File.Copy(Path.Combine(Folder, "other", "extent0.dbf"), ExtentPath, overwrite: true);
        Directory.Delete(LogFolder, recursive: true);
        Directory.Move(Path.Combine(Folder, "other"), LogFolder);
        RequireContents();
    }

    [Test]
    public void A_bad_page_is_named_and_nothing_is_made()
    {
        Fill();
        End(killed: false);
        ulong page = EntryOf(Objects[30]).Entry.FirstFrame;
        Flip(ExtentPath, ((long)page * Frame.SizeBytes) + 1000);
        RequireRefused($"{ExtentPath}: page {page} is damaged: its checksum is wrong");
        Flip(ExtentPath, ((long)page * Frame.SizeBytes) + 1000);
        long older = (1 - (long)(NewestMeta().Generation % 2)) * Frame.SizeBytes;
        Flip(ExtentPath, older + 60);
        RequireRefused("holds no whole meta");
    }

    [Test]
    public void Commits_that_only_the_log_has_are_not_left_behind()
    {
        Fill();
        End(killed: true);
        RequireRefused($"{ExtentPath} lacks commits that only the log {LogFolder} has");
    }

    [Test]
    public void A_leftover_is_overwritten_and_what_has_the_name_is_not()
    {
        Fill();
        End(killed: false);
        File.WriteAllBytes(Destination + ".new", new byte[100_000_000]);
        Copy();
        Assert.That(File.Exists(Destination + ".new"), Is.False);
        Assert.That(new FileInfo(Destination).Length, Is.EqualTo(new FileInfo(ExtentPath).Length));
        byte[] before = File.ReadAllBytes(Destination);
        Assert.That(Copy, Throws.InstanceOf<StorageException>().With.Message.Contains(Destination));
        Assert.That(File.ReadAllBytes(Destination), Is.EqualTo(before));
    }

    private string Copy()
    {
        using IRepositoryFiles files = Files();
        return new ExtentCopy(files, Destination, Platform).Run();
    }

    private void RequireRefused(string said)
    {
        Assert.That(Copy, Throws.InstanceOf<StorageException>().With.Message.Contains(said).And.Message.Not.Contains("\n"));
        Assert.That(Directory.GetFiles(Folder), Is.EquivalentTo((string[])[ExtentPath, ExtentPath + ".lock"]));
    }

    /// <summary>What a file takes on the disk.</summary>
    private static long BlocksOf(string path)
    {
        using System.Diagnostics.Process stat = System.Diagnostics.Process.Start(
            new System.Diagnostics.ProcessStartInfo("stat", ["-c", "%b", path]) { RedirectStandardOutput = true })!;
        return long.Parse(stat.StandardOutput.ReadToEnd().Trim(), System.Globalization.CultureInfo.InvariantCulture) * 512;
    }
}
