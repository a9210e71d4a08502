namespace EndToEnd.Faults;

/// <summary>A disk that has no room: commits are refused by name, nothing is lost, and all goes on when there is room.</summary>
public sealed class FullDiskTests
{
    private const string Settings = "STN_TRAN_LOG_SIZES = 1;\n";
    private const string Prepare = "$list = (Maglev::PERSISTENT_ROOT[:list] ||= []); Maglev.commit_transaction; $list.size";
    private const string Append = "$list << 'x' * 150_000; Maglev.commit_transaction; $list.size";

    [Test]
    public void A_full_disk_refuses_commits_naming_the_file_loses_nothing_and_goes_on_with_room()
    {
        using LiveStone stone = new(Settings);
        using SmallDisk disk = new(stone.Paths.DataDirectory, megabytes: 64);
        stone.Start();
        using (LiveVm vm = stone.Vm())
        {
            Assert.That(vm.Eval(Prepare), Is.EqualTo("0"));
            disk.Fill();
            int size = AppendUntilRefused(vm, stone, "No space left on device");
            Assert.That(stone.Command("status").Output, Does.Match(@"no room +\S+\.dbf .*No space left on device; commits are refused"));
            Assert.That(vm.Eval("Maglev.abort_transaction; $list.size"), Is.EqualTo($"{size}"), "a full disk can be read");
            disk.MakeRoom();
            Assert.That(vm.Eval(Append), Is.EqualTo($"{size + 1}"), "no restart is needed");
            Assert.That(stone.Command("status").Output, Does.Not.Contain("no room"));
            Assert.That(LinesWith(stone.Log, "There is room again"), Has.Length.EqualTo(1));
        }

        disk.Fill();
        int last;
        using (LiveVm vm = stone.Vm())
        {
            vm.Eval(Prepare);
            last = AppendUntilRefused(vm, stone, "No space left on device");
            stone.Kill();
        }

        stone.Start();
        Assert.That(stone.Ruby("-e", "p Maglev::PERSISTENT_ROOT[:list].size").Output, Is.EqualTo($"{last}\n"), "it starts without room too");
        disk.MakeRoom();
        using LiveVm after = stone.Vm();
        after.Eval(Prepare);
        Assert.That(after.Eval(Append), Is.EqualTo($"{last + 1}"));
        Assert.That(stone.Command("stop").ExitStatus, Is.Zero);
    }

    [Test]
    public void An_extent_that_may_not_grow_refuses_commits_naming_it_and_goes_on_when_it_may()
    {
        using LiveStone stone = new(Settings);
        stone.Start();
        using LiveVm vm = stone.Vm();
        Assert.That(vm.Eval(Prepare), Is.EqualTo("0"));
        long extentBytes = new FileInfo(Path.Combine(stone.Paths.DataDirectory, "extent0.dbf")).Length;
        int size;
        using (new FileSizeLimit(stone.Process.Id, extentBytes))
        {
            size = AppendUntilRefused(vm, stone, "extent0.dbf cannot grow");
            string answer;
            while ((answer = vm.Eval(Append)) == $"{size + 1}")
            {
                // What the refused commit did not need any more had room for another.
                size++;
            }

            Assert.That(answer, Does.StartWith("!! MaglevException"), "until there is room");
            Assert.That(vm.Eval("Maglev.abort_transaction; $list.size"), Is.EqualTo($"{size}"));
        }

        Assert.That(vm.Eval(Append), Is.EqualTo($"{size + 1}"));
        stone.Kill();
        stone.Start();
        Assert.That(stone.Ruby("-e", "p Maglev::PERSISTENT_ROOT[:list].size").Output, Is.EqualTo($"{size + 1}\n"));
    }

    [Test]
    public void The_full_disk_of_one_extent_is_told_once_and_the_others_go_on()
    {
        using LiveStone stone = new(Settings + "DBF_EXTENT_NAMES = extent0.dbf, small/extent1.dbf;\nDBF_ALLOCATION_MODE = 1, 1000;\n");
        string folder = Path.Combine(stone.Paths.DataDirectory, "small");
        string small = Path.Combine(folder, "extent1.dbf");
        Directory.CreateDirectory(folder);
        using SmallDisk disk = new(folder, megabytes: 64);
        stone.Start();
        long smallBytes = new FileInfo(small).Length;
        using (LiveVm vm = stone.Vm())
        {
            Assert.That(vm.Eval(Prepare), Is.EqualTo("0"));
            disk.Fill();
            AppendMany(vm, from: 0, count: 80);
            Assert.That(new FileInfo(small).Length, Is.EqualTo(smallBytes));
            string[] said = LinesWith(stone.Log, $"An extent is full, the others go on: {small} cannot grow");
            Assert.That(said, Has.Length.EqualTo(1), stone.Log);
            Assert.That(said[0], Does.Contain("No space left on device"));
        }

        stone.Kill();
        stone.Start();
        using LiveVm after = stone.Vm();
        Assert.That(after.Eval(Prepare), Is.EqualTo("80"));
        disk.MakeRoom();
        AppendMany(after, from: 80, count: 80);
        Assert.That(new FileInfo(small).Length, Is.GreaterThan(smallBytes), "it takes its share again");
    }

    [Test]
    public void A_stone_does_not_begin_on_a_disk_without_room_and_begins_when_there_is()
    {
        using LiveStone stone = new(Settings);
        using SmallDisk disk = new(stone.Paths.DataDirectory, megabytes: 32);
        disk.Fill();
        AssertOneLine(stone.StartInVain(), stone.Paths.DataDirectory, "No space left on device");
        disk.MakeRoom();
        stone.Start();
        Assert.That(stone.Ruby("-e", "puts 1").Output, Is.EqualTo("1\n"));
    }

    [Test]
    public void An_extent_with_holes_on_a_full_disk_is_refused_by_name()
    {
        using LiveStone stone = new(Settings);
        using SmallDisk disk = new(stone.Paths.DataDirectory, megabytes: 64);
        stone.Start();
        Assert.That(stone.Command("stop").ExitStatus, Is.Zero);
        // As a backup tool does it.
        string extent = Path.Combine(stone.Paths.DataDirectory, "extent0.dbf");
        Assert.That(Installation.Run("cp", ["--sparse=always", extent, extent + ".copy"]).ExitStatus, Is.Zero);
        File.Move(extent + ".copy", extent, overwrite: true);
        disk.Fill();
        AssertOneLine(stone.StartInVain(), extent, "has holes that cannot be filled: No space left on device");
        disk.MakeRoom();
        stone.Start();
        Assert.That(stone.Ruby("-Mcommit", "-e", "Maglev::PERSISTENT_ROOT[:a] = 'x' * 1_000_000").ExitStatus, Is.Zero);
    }

    private static void AppendMany(LiveVm vm, int from, int count)
    {
        for (int i = 1; i <= count; i++)
        {
            Assert.That(vm.Eval(Append), Is.EqualTo($"{from + i}"));
        }
    }

    /// <summary>Adds to the list, a commit for each, until one is refused; how many there are then.</summary>
    private static int AppendUntilRefused(LiveVm vm, LiveStone stone, string reason)
    {
        int warnings = LinesWith(stone.Log, "Commits are refused").Length;
        int size = int.Parse(vm.Eval("$list.size"), System.Globalization.CultureInfo.InvariantCulture);
        string answer;
        while ((answer = vm.Eval(Append)) == $"{size + 1}")
        {
            size++;
        }

        Assert.That(answer, Does.StartWith("!! MaglevException: " + stone.Paths.DataDirectory).And.Contain(reason));
        string[] said = LinesWith(stone.Log, "Commits are refused until there is room: " + stone.Paths.DataDirectory);
        Assert.That(said, Has.Length.EqualTo(warnings + 1), stone.Log);
        Assert.That(said[^1], Does.Contain(reason));
        Assert.That(vm.Eval("Maglev.abort_transaction; $list.size"), Is.EqualTo($"{size}"));
        return size;
    }

    private static string[] LinesWith(string text, string part) => [.. text.Split('\n').Where(line => line.Contains(part, StringComparison.Ordinal))];

    private static void AssertOneLine(CommandResult result, params string[] parts)
    {
        Assert.That(result.ExitStatus, Is.EqualTo(1), result.ToString());
        Assert.That(result.Errors.TrimEnd().Split('\n'), Has.Length.EqualTo(1), result.ToString());
        foreach (string part in parts)
        {
            Assert.That(result.Errors, Does.Contain(part));
        }
    }
}
