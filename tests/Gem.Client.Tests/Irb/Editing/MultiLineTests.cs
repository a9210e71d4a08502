using Gem.Client.Commands.Irb.Editing;

namespace Gem.Client.Tests.Irb.Editing;

/// <summary>Inputs of several lines: going on by itself, indentation, moving between lines.</summary>
public sealed class MultiLineTests
{
    [TestCase("def f<Enter>", "def f\n  |")]
    [TestCase("def f<Enter>1<Enter>end", "def f\n  1\nend|")]
    [TestCase("if a<Enter>b<Enter>else<Enter>c<Enter>end", "if a\n  b\nelse\n  c\nend|")]
    [TestCase("foo do |x|<Enter>x<Enter>end", "foo do |x|\n  x\nend|")]
    [TestCase("[1,<Enter>2<Enter>]", "[1,\n  2\n]|")]
    [TestCase("foo(1,<Enter>2,<Enter>3", "foo(1,\n  2,\n  3|")]
    [TestCase("a +<Enter>b", "a +\n  b|")]
    [TestCase("foo.<Enter>bar", "foo.\n  bar|")]
    [TestCase("case x<Enter>when 1<Enter>2<Enter>end", "case x\nwhen 1\n  2\nend|")]
    [TestCase("begin<Enter>a<Enter>rescue<Enter>b<Enter>end", "begin\n  a\nrescue\n  b\nend|")]
    [TestCase("class A<Enter>def f<Enter>1<Enter>end<Enter>end", "class A\n  def f\n    1\n  end\nend|")]
    [TestCase("\"abc<Enter>def", "\"abc\ndef|")]
    [TestCase("foo({<Enter>a: 1", "foo({\n  a: 1|")]
    public void An_input_goes_on_where_it_is_not_whole(string keys, string shown) => Assert.That(Typist.After(keys), Is.EqualTo(shown));

    [Test]
    public void A_word_that_only_begins_as_a_closing_one_moves_back() =>
        Assert.That(Typist.After("def f<Enter>end<Backspace>d"), Is.EqualTo("def f\nend|"));

    [Test]
    public void A_name_that_begins_with_a_closing_word_stands_where_names_stand() =>
        Assert.That(Typist.After("def f<Enter>endless"), Is.EqualTo("def f\n  endless|"));

    [Test]
    public void Enter_within_an_input_makes_a_line_and_keeps_what_follows() =>
        Assert.That(Typist.After("def f<Enter>1<Enter>end<Up><End><Enter>2"), Is.EqualTo("def f\n  1\n  2|\nend"));

    [Test]
    public void Enter_on_the_last_line_of_a_whole_input_hands_it_in() =>
        Assert.That(new Typist().Type("def f<Enter>1<Enter>end<Enter>").Outcome, Is.EqualTo(EditOutcome.Accepted));

    [Test]
    public void Control_j_hands_in_from_anywhere() =>
        Assert.That(new Typist().Type("def f<Enter>1<Enter>end<Up><C-j>").Outcome, Is.EqualTo(EditOutcome.Accepted));

    [Test]
    public void Meta_enter_makes_a_line_of_a_whole_input() => Assert.That(Typist.After("1<M-Enter>2"), Is.EqualTo("1\n2|"));

    [TestCase("abc<M-Enter>de<Up>x", "abx|c\nde")]
    [TestCase("ab<M-Enter>cde<Up><Down>x", "ab\ncdx|e")]
    [TestCase("abc<M-Enter>de<C-a><C-b>x", "abcx|\nde")]
    [TestCase("abc<M-Enter>de<C-Home>x", "x|abc\nde")]
    [TestCase("abc<M-Enter>de<Up><C-e><C-k>", "abc|de")]
    [TestCase("abc<M-Enter>de<C-a><Backspace>", "abc|de")]
    [TestCase("日本語<M-Enter>abc<Up>x", "日本語x|\nabc")]
    public void Keys_move_and_delete_across_lines(string keys, string shown) => Assert.That(Typist.After(keys), Is.EqualTo(shown));

    [Test]
    public void Backspace_in_the_indentation_goes_back_a_step() =>
        Assert.That(Typist.After("def f<Enter>if a<Enter><Backspace>"), Is.EqualTo("def f\n  if a\n  |"));

    [Test]
    public void Tab_at_the_beginning_of_a_line_indents() => Assert.That(Typist.After("<Tab>x"), Is.EqualTo("  x|"));
}
