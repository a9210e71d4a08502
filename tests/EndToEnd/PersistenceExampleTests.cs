namespace EndToEnd;

/// <summary>The examples of persistence do what they say, with the sizes that were promised.</summary>
public sealed class PersistenceExampleTests : StoneFixture
{
    [Test]
    public void A_blog_whose_posts_get_a_field()
    {
        Assert.That(Ruby("-Mcommit", Path("blog", "post")).ExitStatus, Is.Zero);
        Assert.That(Example("blog", "write").Output, Is.EqualTo("3 posts\n"));
        Assert.That(Ruby("-Mcommit", Path("blog", "post_with_tags")).ExitStatus, Is.Zero);
        CommandResult refused = Example("blog", "show");
        Assert.That(refused.Errors, Does.Contain("undefined method 'empty?' for nil (NoMethodError)"), refused.ToString());
        Assert.That(refused.ExitStatus, Is.EqualTo(1));
        Assert.That(Example("blog", "migrate").Output, Is.EqualTo("3 posts have tags now\n"));
        Assert.That(Example("blog", "migrate").Output, Is.EqualTo("0 posts have tags now\n"));
        Assert.That(Example("blog", "show").Output, Is.EqualTo("untagged: Hello, Still here, Bye\n"));
    }

    [Test]
    public void A_tree_of_a_million_points_from_two_processes()
    {
        Assert.That(Ruby("-Mcommit", Path("point_tree", "point_tree")).ExitStatus, Is.Zero);
        Assert.That(Example("point_tree", "plant", "1000000").Output, Is.EqualTo("1000000 points\n"));
        CommandResult found = Example("point_tree", "search", "0.3", "0.7");
        Assert.That(found.Output, Is.EqualTo("the 100 nearest of 1000000 points are those that a look at all finds\n"), found.ToString());
    }

    [Test]
    public void A_list_in_a_store_and_the_same_script_on_MRI()
    {
        Assert.That(Example("gstore", "shopping_list", "bread", "milk").Output, Is.EqualTo("2 on the list: bread, milk\n"));
        Assert.That(Example("gstore", "shopping_list", "salt").Output, Is.EqualTo("3 on the list: bread, milk, salt\n"));
        if (!File.Exists("/usr/bin/ruby3.1"))
        {
            Assert.Ignore("MRI is not here to compare with");
        }

        string folder = Directory.CreateTempSubdirectory("pstore").FullName;
        string[] script = ["-C", folder, Path("gstore", "shopping_list")];
        Assert.That(Installation.Run("/usr/bin/ruby3.1", [.. script, "bread", "milk"]).Output, Is.EqualTo("2 on the list: bread, milk\n"));
        Assert.That(Installation.Run("/usr/bin/ruby3.1", [.. script, "salt"]).Output, Is.EqualTo("3 on the list: bread, milk, salt\n"));
        Directory.Delete(folder, recursive: true);
    }

    private CommandResult Example(string folder, string name, params string[] arguments) => Ruby([Path(folder, name), .. arguments]);

    private static string Path(string folder, string name) =>
        System.IO.Path.Combine(Installation.Checkout, "Kernel.Ruby", "examples", "persistence", folder, name + ".rb");
}
