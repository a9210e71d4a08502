using EndToEnd.Faults;

namespace EndToEnd.Collections;

/// <summary>A disk that is full of garbage: the collector runs from what is kept in reserve, and space comes back.</summary>
public sealed class FullDiskCollectionTests
{
    private const string Small = "$list << (1..200).map { |i| \"entry #{$list.size} #{i}\" }; Maglev.commit; $list.size";
    private const string Garbage = "Maglev.root[:garbage] = (1..4000).map { |i| \"garbage #{i} \" * 8 }; Maglev.commit; Maglev.root.delete(:garbage); Maglev.commit";

    [TestCase("SmallDisk")]
    [TestCase("SmallExtent")]
    public void A_collection_on_a_full_disk_frees_it_and_commits_go_on(string what)
    {
        bool isSmallDisk = what == "SmallDisk";
        using LiveStone stone = new("STN_TRAN_LOG_SIZES = 1;\n" + (isSmallDisk ? "" : "DBF_EXTENT_SIZES = 48MB;\n"));
        using SmallDisk? disk = isSmallDisk ? new SmallDisk(stone.Paths.DataDirectory, megabytes: 72) : null;
        stone.Start();
        int size;
        using (LiveVm vm = stone.Vm())
        {
            vm.Eval("$list = (Maglev.root[:list] = []); Maglev.commit");
            size = int.Parse(vm.Eval(Small), System.Globalization.CultureInfo.InvariantCulture);
            string answer;
            while ((answer = vm.Eval(Garbage)) == "true")
            {
                size = int.Parse(vm.Eval(Small), System.Globalization.CultureInfo.InvariantCulture);
            }

            Assert.That(answer, Does.Contain(isSmallDisk ? "No space left on device" : "may not grow past its largest size"));
            Assert.That(vm.Eval("Maglev.abort; $list.size"), Is.EqualTo($"{size}"));
        }

        CommandResult collected = stone.Command("gc", "start", "--wait");
        Assert.That(collected.ExitStatus, Is.Zero, collected + stone.Log);
        Assert.That(collected.Output, Does.Match(@"\(full\) done: .* \d{4,} dead"));
        TestContext.Out.WriteLine(collected.Output);
        Assert.That(stone.Command("checkpoint").ExitStatus, Is.Zero);
        using (LiveVm vm = stone.Vm())
        {
            vm.Eval("$list = Maglev.root[:list]");
            for (int i = 1; i <= 5; i++)
            {
                Assert.That(vm.Eval(Garbage), Is.EqualTo("true"));
                Assert.That(vm.Eval(Small), Is.EqualTo($"{size + i}"));
            }
        }

        stone.Kill();
        stone.Start();
        Assert.That(stone.Ruby("-e", "p Maglev.root[:list].size, Maglev.root[:list].each_with_index.all? { |entry, n| entry == (1..200).map { |i| \"entry #{n} #{i}\" } }").Output,
            Is.EqualTo($"{size + 5}\ntrue\n"), "nothing that was acknowledged is lost");
        Assert.That(stone.Command("stop").ExitStatus, Is.Zero);
        stone.WaitForEnd();
        Assert.That(stone.Command("objectaudit").ExitStatus, Is.Zero);
        Assert.That(stone.Command("pageaudit").ExitStatus, Is.Zero);
    }
}
