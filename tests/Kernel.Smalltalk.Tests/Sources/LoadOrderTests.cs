using Kernel.Smalltalk.Sources;

namespace Kernel.Smalltalk.Tests.Sources;

public sealed class LoadOrderTests
{
    private string _folder = "";

    [SetUp]
    public void MakeFolder() => _folder = Directory.CreateTempSubdirectory("load-order").FullName;

    [TearDown]
    public void DropFolder() => Directory.Delete(_folder, recursive: true);

    [Test]
    public void Files_come_in_the_order_of_the_list()
    {
        Write("B.st", "A.st");
        List("# first things first", "", "B.st   # because", "A.st");
        Assert.That(LoadOrder.Read(_folder).Files, Is.EqualTo(["B.st", "A.st"]));
    }

    [Test]
    public void Every_fault_is_reported_by_name()
    {
        Write("A.st", "C.st", "notes.txt");
        List("A.st", "B.st", "A.st");
        var error = Assert.Throws<LoadOrderException>(() => LoadOrder.Read(_folder));
        string list = Path.Combine(_folder, LoadOrder.FileName);
        Assert.That(error!.Faults, Is.EqualTo([
            $"{list}:2: B.st is listed but missing",
            $"{list}:3: A.st is listed already in line 1",
            $"{list}: C.st stands in the folder but is not listed"]));
    }

    [Test]
    public void A_missing_list_is_reported() =>
        Assert.That(() => LoadOrder.Read(_folder), Throws.TypeOf<LoadOrderException>().With.Message.EndsWith("load_order.txt: no such file"));

    private void Write(params string[] names)
    {
        foreach (string name in names)
        {
            File.WriteAllText(Path.Combine(_folder, name), "");
        }
    }

    private void List(params string[] lines) => File.WriteAllLines(Path.Combine(_folder, LoadOrder.FileName), lines);
}
