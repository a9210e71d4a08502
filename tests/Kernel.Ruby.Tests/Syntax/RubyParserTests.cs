using System.Diagnostics;
using System.Text;
using Kernel.Ruby.Syntax;
using Kernel.Ruby.Syntax.Nodes;

namespace Kernel.Ruby.Tests.Syntax;

/// <summary>What surrounds the grammar: options, magic comments, positions, and speed.</summary>
public sealed class RubyParserTests : ParserTests
{
    private static readonly string[] FoundWithItsOwn = ["own"];

    [Test]
    public void Variables_around_an_eval_are_read_at_a_depth()
    {
        var options = new ParseOptions { Scopes = [["outer"], ["inner"]] };
        ParseResult result = RubyParser.Parse(new Source("own = outer + inner", "test.rb"), options);
        Assert.That(result.Program!.Locals, Is.EqualTo(FoundWithItsOwn));
        Assert.That(
            Parse("own = outer + inner", options),
            Is.EqualTo("(LocalVariableWrite own (Call (LocalVariableRead outer 2) + (Arguments [(LocalVariableRead inner 1)])))"));
    }

    [TestCase("# frozen_string_literal: true\n'a'", true)]
    [TestCase("# -*- frozen-string-literal: false -*-\n'a'", false)]
    [TestCase("#!/bin/ruby\n# encoding: utf-8\n# frozen_string_literal: true\n", true)]
    [TestCase("a\n# frozen_string_literal: true\n", null)]
    public void Frozen_string_literal_counts_before_the_first_token(string text, bool? expected) =>
        Assert.That(RubyParser.Parse(new Source(text, "test.rb")).FrozenStringLiteral, Is.EqualTo(expected));

    [TestCase("# encoding: iso-8859-1\n", "ISO-8859-1")]
    [TestCase("# -*- coding: us-ascii -*-\n", "US-ASCII")]
    [TestCase("#!ruby\n# vim: set fileencoding=binary :\n", "ASCII-8BIT")]
    [TestCase("\n\n# encoding: ascii\n", "UTF-8")]
    public void An_encoding_comment_counts_at_the_top(string text, string expected) =>
        Assert.That(RubyParser.Parse(new Source(text, "test.rb")).EncodingName, Is.EqualTo(expected));

    [Test]
    public void The_text_ends_at_its_end_mark()
    {
        ParseResult result = RubyParser.Parse(new Source("a\n__END__\n)(", "test.rb"));
        Assert.That(result.Error, Is.Null);
        Assert.That(result.DataOffset, Is.EqualTo(10));
    }

    [Test]
    public void Positions_count_lines_from_the_first_and_columns_from_zero()
    {
        var source = new Source("a\n  bé = 1\n", "test.rb", firstLine: 10);
        Assert.Multiple(() =>
        {
            Assert.That(source.LineOf(0), Is.EqualTo(10));
            Assert.That(source.LineOf(4), Is.EqualTo(11));
            Assert.That(source.ColumnOf(4), Is.EqualTo(2));
            Assert.That(source.LineText(11), Is.EqualTo("  bé = 1"));
        });
    }

    [Test]
    public void A_node_covers_its_text()
    {
        const string Text = "foo\nx = bar.baz(1) do |a| end\n";
        var source = new Source(Text, "test.rb");
        var write = (LocalVariableWriteNode)RubyParser.Parse(source).Program!.Statements.Body[1];
        var call = (CallNode)write.Value;
        Assert.Multiple(() =>
        {
            Assert.That(Encoding.UTF8.GetString(source.Slice(write.Location)), Is.EqualTo("x = bar.baz(1) do |a| end"));
            Assert.That(Encoding.UTF8.GetString(source.Slice(call.MessageLocation)), Is.EqualTo("baz"));
            Assert.That(Encoding.UTF8.GetString(source.Slice(call.Block!.Location)), Is.EqualTo("do |a| end"));
        });
    }

    [TestCase("# shareable_constant_value: literal\nA = []", "(ShareableConstant^Literal (ConstantWrite A (Array)))")]
    [TestCase("class A\n# shareable_constant_value: literal\nend\nB = 1", "(Class (ConstantRead A) A) (ConstantWrite B (Integer 1))")]
    public void Shareable_constants_last_to_the_end_of_their_scope(string text, string expected) =>
        Assert.That(Parse(text), Is.EqualTo(expected));

    [TestCase("=begin\nanything )(\n=end\na", "(Call^v a)")]
    [TestCase("a # comment", "(Call^v a)")]
    [TestCase("\ufeffa", "(Call^v a)")]
    [TestCase("#!/usr/bin/ruby\na", "(Call^v a)")]
    [TestCase("a \\\n  + b", "(Call (Call^v a) + (Arguments [(Call^v b)]))")]
    [TestCase("a\r\nb\r\n", "(Call^v a) (Call^v b)")]
    public void Comments_and_white_space_separate_tokens(string text, string expected) =>
        Assert.That(Parse(text), Is.EqualTo(expected));

    [Test]
    public void Ten_thousand_lines_parse_in_a_fraction_of_a_second()
    {
        var text = new StringBuilder();
        for (int i = 0; i < 2_500; i++)
        {
            text.Append($"def method_{i}(a, b = {i}, *c, key: :value)\n  result = a.map {{ |x| x + b * 2 }}\n")
                .Append("  puts \"#{result.size} of #{c}\" if key == :value && result\nend\n");
        }
        var source = new Source(text.ToString(), "big.rb");
        var best = TimeSpan.MaxValue;
        for (int round = 0; round < 10 && best.TotalSeconds > 0.5; round++)
        {
            var watch = Stopwatch.StartNew();
            Assert.That(RubyParser.Parse(source).Error, Is.Null);
            best = watch.Elapsed < best ? watch.Elapsed : best;
        }
        Assert.That(best.TotalSeconds, Is.LessThan(2), "a generous bound for a busy machine; 0.03 s is usual");
    }
}
