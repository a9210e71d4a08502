# Literals of numbers, symbols, ranges, arrays, hashes, regular expressions.
class LiteralsSuite < Suite
  def test_integers
    same 255, 0xff
    same 255, 0b1111_1111
    same 255, 0o377
    same 255, 0377
    same 255, 0d255
    same 1_000_000, 1000000
    same 340282366920938463463374607431768211456, 2**128
    same "-5", -5.to_s
    same(-4, -2 ** 2)
    same 4, (-2)**2
  end

  def test_floats_rationals_and_imaginaries
    same 1500.0, 1.5e3
    same 0.015, 1.5e-2
    same Rational(3, 2), 1.5r
    same Rational(3, 1), 3r
    same Complex(0, 2), 2i
    same Complex(0, Rational(1, 2)), 0.5ri
    same Complex(1, 2), 1 + 2i
  end

  def test_characters_and_symbols
    same "a", ?a
    same "\n", ?\n
    same "é", ?é
    same :"a b", :'a b'
    same :"x1", :"x#{1}"
    same %s(a b), :"a b"
    same [:a, :"b-c", :"d e"], [:a, :"b-c", :"d e"]
    same [:+, :[]=, :a?, :b!, :c=, :!], %i[+ []= a? b! c= !]
    same [:"a1", :b], %I[a#{1} b]
  end

  def test_words
    same ["a", "b c", "d"], %w[a b\ c d]
    same ["a1", "b\n", "\#{x}"], %W[a#{1} b\n \#{x}]
    same ["a\#{1}"], %w[a#{1}]
    same ["(", "b)"], %w<( b)>
    same [], %w[]
  end

  def test_percent_strings
    same "a(b)c", %q(a(b)c)
    same "a1", %Q{a#{1}}
    same "x-1", %|x-#{1}|
    same "\\n", %q[\n]
    same "#", %q!#!
    same "<>", %<<>>
  end

  def test_escapes
    same [7, 8, 9, 10, 11, 12, 13, 27, 32, 0], "\a\b\t\n\v\f\r\e\s\0".bytes
    same "A", "\x41"
    same "A", "\101"
    same "é", "\u00e9"
    same "aé€😀", "\u{61 e9 20ac 1F600}"
    same [1, 129, 127], ["\C-a".ord, "\M-\C-a".bytes[0], "\c?".ord]
    same "ab", "a\
b"
    same "a#b\#{c}", 'a#b#{c}'
    same "\\'", '\\\''
    same "onetwothree", "one" 'two' "three"
  end

  def test_ranges
    same [1, 2, 3], (1..3).to_a
    same [1, 2], (1...3).to_a
    same nil, (1..).end
    same nil, (..3).begin
    yes (..3).cover?(2)
    same [nil, nil], [(nil..nil).begin, (nil..nil).end]
    same "b".."d", ("b".."d")
  end

  def test_arrays_and_hashes
    same [1, 2, [3], 4], [1, *[2, [3]], *4]
    x, y = 1, 2
    same({ x: 1, y: 2 }, { x:, y: })
    same({ a: 1, "b" => 2, "c d": 3, nil => 4 }, { :a => 1, "b" => 2, :"c d" => 3, nil => 4 })
    same({ a: 1, b: 3 }, { **{ a: 1 }, b: 3 })
    same [{ a: 1 }], [a: 1]
    same({ "k1": 1 }, { "k#{1}": 1 })
    same({}, { **nil })
    same [1, 2, 3,], [1, 2, 3]
  end

  def test_a_string_key_is_a_frozen_copy
    key = +"k"
    hash = { key => 1 }
    key << "x"
    same ["k"], hash.keys
    yes hash.keys[0].frozen?
  end

  def test_regular_expressions
    same 1, "xay" =~ /A/i
    same 0, "a\nb" =~ /a.b/m
    same 0, "ab" =~ / a   b # comment
      /x
    same "b/c", "a/b/c"[%r{b/c}]
    n = "b+"
    same 1, "abb" =~ /#{n}/
    same 2, Array.new(2) { |i| /#{i}/o }.uniq.size + 1
    if /(?<year>\d+)-(?<month>\d+)/ =~ "on 2026-11"
      same ["2026", "11"], [year, month]
    end
    same [Regexp::EXTENDED | Regexp::IGNORECASE, "a"], [/a/xi.options, /a/xi.source]
  end

  def test_special_constants
    same [nil, true, false], [nil, !nil, !1]
    same __FILE__, __method__ && __FILE__
    same "literals_suite.rb", File.basename(__FILE__)
    same __LINE__, [
      __LINE__
    ][0] - 1
    same Encoding::UTF_8, __ENCODING__
    same :test_special_constants, __method__
  end
end
