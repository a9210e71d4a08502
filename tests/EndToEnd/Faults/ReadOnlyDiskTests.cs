namespace EndToEnd.Faults;

/// <summary>A folder that may not be written when a stone starts: one line that names it, and nothing else happens.</summary>
public sealed class ReadOnlyDiskTests
{
    [TestCase("data")]
    [TestCase("tranlogs")]
    [TestCase("log")]
    public void A_read_only_folder_is_named_at_the_start_in_one_line(string which)
    {
        string logs = Directory.CreateTempSubdirectory("tranlogs").FullName;
        try
        {
            using LiveStone stone = new($"STN_TRAN_LOG_DIRECTORIES = {logs};\nSTN_TRAN_LOG_SIZES = 1;\n");
            string folder = which switch
            {
                "data" => stone.Paths.DataDirectory,
                "tranlogs" => logs,
                _ => Path.GetDirectoryName(stone.Paths.LogFile)!,
            };
            // On a folder that never was used, and on one that was.
            AssertRefused(stone, folder);
            stone.Start();
            Assert.That(stone.Ruby("-Mcommit", "-e", "Maglev::PERSISTENT_ROOT[:a] = 1").ExitStatus, Is.Zero);
            Assert.That(stone.Command("stop").ExitStatus, Is.Zero);
            AssertRefused(stone, folder);
            stone.Start();
            Assert.That(stone.Ruby("-e", "p Maglev::PERSISTENT_ROOT[:a]").Output, Is.EqualTo("1\n"));
        }
        finally
        {
            Directory.Delete(logs, recursive: true);
        }
    }

    private static void AssertRefused(LiveStone stone, string folder)
    {
        Directory.CreateDirectory(folder);
        using ReadOnlyFolder readOnly = new(folder);
        CommandResult result = stone.StartInVain();
        TestContext.Out.Write(result.Errors);
        Assert.That(result.ExitStatus, Is.EqualTo(1), result.ToString());
        Assert.That(result.Errors.TrimEnd().Split('\n'), Has.Length.EqualTo(1), result.ToString());
        Assert.That(result.Errors, Does.StartWith("Stone \"night\" cannot start: ").And.Contain(folder));
        Assert.That(result.Errors, Does.Contain("Read-only file system").Or.Contain("Permission denied"));
    }
}
