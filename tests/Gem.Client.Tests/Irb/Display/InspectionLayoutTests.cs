using Gem.Client.Commands.Irb.Display;

namespace Gem.Client.Tests.Irb.Display;

/// <summary>Results laid out and coloured.</summary>
public sealed class InspectionLayoutTests
{
    [TestCase("[1, 2, 3]", "[1, 2, 3]")]
    [TestCase("[\"a long string\", \"another one\", 3]", "[\"a long string\",\n \"another one\",\n 3]")]
    [TestCase("{name: \"somebody\", age: 42, tags: [1, 2]}", "{name: \"somebody\",\n age: 42,\n tags: [1, 2]}")]
    [TestCase("#<Point:0x0000000000000010 @x=1, @y=22222222222>", "#<Point:0x0000000000000010\n @x=1,\n @y=22222222222>")]
    [TestCase("[1000001, 1000002, 1000003, 1000004, 1000005]", "[1000001, 1000002, 1000003,\n 1000004, 1000005]")]
    [TestCase("{a: [1000001, 1000002, 1000003, 1000004]}", "{a: [1000001, 1000002,\n     1000003, 1000004]}")]
    [TestCase("[:a, [1111111111, 2222222222]]", "[:a, [1111111111, 2222222222]]")]
    [TestCase("[[1111111111, 2222222222], [3333333333]]", "[[1111111111, 2222222222],\n [3333333333]]")]
    [TestCase("[\"a, b\", \"c] d\", \"a text of some length\"]", "[\"a, b\",\n \"c] d\",\n \"a text of some length\"]")]
    [TestCase("(an object, that says, odd things > about [itself", "(an object, that says, odd things > about [itself")]
    [TestCase("a long text of several words without any bracket", "a long text of several words without any bracket")]
    public void A_bracket_that_does_not_fit_has_a_line_for_each_element(string inspection, string laidOut) =>
        Assert.That(InspectionLayout.Of(inspection, 30).ToString(), Is.EqualTo(laidOut));

    [Test]
    public void Without_a_width_nothing_is_broken() =>
        Assert.That(InspectionLayout.Of("[\"a long string\", \"another one\", 3]", 0).ToString(), Is.EqualTo("[\"a long string\", \"another one\", 3]"));

    [TestCase("nil", "\x1b[1;36mnil\x1b[0m")]
    [TestCase("-1.5e-10", "\x1b[1;34m-1.5e-10\x1b[0m")]
    [TestCase(":sym", "\x1b[33m:sym\x1b[0m")]
    [TestCase("\"a\\\"b\"", "\x1b[31m\"a\\\"b\"\x1b[0m")]
    [TestCase("{a: 1}", "{\x1b[35ma:\x1b[0m \x1b[1;34m1\x1b[0m}")]
    [TestCase("A::B", "\x1b[1;4;34mA\x1b[0m::\x1b[1;4;34mB\x1b[0m")]
    [TestCase("1..2", "\x1b[1;34m1\x1b[0m..\x1b[1;34m2\x1b[0m")]
    public void Values_have_colours(string inspection, string coloured) =>
        Assert.That(InspectionLayout.Of(inspection, 80).ToString(hasColours: true), Is.EqualTo(coloured));

    [Test]
    public void Nothing_is_lost_whatever_the_text()
    {
        int seed = Random.Shared.Next();
        TestContext.Out.WriteLine($"seed {seed}");
        Random random = new(seed);
        const string Characters = "ab1 ,[]{}()<>#\"\\:=@-.\n日";
        for (int round = 0; round < 5000; round++)
        {
            string text = new([.. Enumerable.Range(0, random.Next(40)).Select(_ => Characters[random.Next(Characters.Length)])]);
            Assert.That(InspectionLayout.Of(text, 0).ToString(), Is.EqualTo(text));
            Assert.That(string.Concat(InspectionLayout.Of(text, 10).ToString().Where(c => c is not (' ' or '\n'))), Is.EqualTo(string.Concat(text.Where(c => c is not (' ' or '\n')))));
        }
    }
}
