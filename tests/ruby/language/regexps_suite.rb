# Regular expressions: what patterns match.
class RegexpsSuite < Suite
  TREE = /\A(?<node>\((?:[^()]|\g<node>)*\))\z/
  PALINDROME = /\A(?<p>|.|(?:(?<c>.)\g<p>\k<c+0>))\z/
  COMMENT = %r{/\*(?~\*/)\*/}
  EXTENDED = /
    (\d+) \s* # a number
    ([a-z]+)  # and its unit
  /x

  def groups(pattern, text) = pattern.match(text)&.to_a

  def test_recursion
    yes TREE.match?("(a(b)(c(d)))")
    no TREE.match?("(a(b)")
    yes PALINDROME.match?("reviver")
    no PALINDROME.match?("revive")
    same "(x(y))", "a(x(y))b"[/\((?:[^()]|\g<0>)*\)/]
    same "aab", "aab"[/(a)\g<1>b/]
  end

  def test_absence
    same "/* one */", "x /* one */ /* two */"[COMMENT]
    same "xxa", "xxaby"[/(?~ab)/]
  end

  def test_conditions
    same "<a>", "<a>"[/\A(<)?a(?(1)>)\z/]
    same "a", "a"[/\A(<)?a(?(1)>)\z/]
    same nil, "<a"[/\A(<)?a(?(1)>)\z/]
    same ["bc", nil], groups(/(?<x>a)?b(?(<x>)d|c)/, "bc")
  end

  def test_atomic_and_possessive
    same nil, "aaa"[/(?>a*)a/]
    same nil, "aaa"[/a*+a/]
    same "aaa", "aaa"[/a{1,2}+a/]
  end

  def test_looks
    same "bar", "foobar"[/(?<=foo)bar/]
    same 4, "xbarbar" =~ /(?<!x)bar/
    same ["", "a"], groups(/(?=(a))/, "ba")
    same "d", "abd"[/(?<=ab|c)d/]
    same "baz", "foo bar baz"[/(?!foo|bar)\b\w+/]
  end

  def test_keep
    same "foo-", "foobar".sub(/foo\Kbar/, "-")
    same "bar", "foobar"[/foo\Kbar/]
  end

  def test_lines_and_places
    same ["a", "b"], "a\nb".scan(/^\w$/)
    same 0, "a\n" =~ /a\Z/
    same nil, "a\n" =~ /a\z/
    same ["\r\n", "\n", "\v"], "a\r\nb\nc\v".scan(/\R/)
    same [0, 2, 3, 5], [].tap { |found| "ab cd".scan(/\b/) { found << $~.begin(0) } }
    same ["a", "b"], "abxc".scan(/\G[abc]/)
  end

  def test_clusters
    same ["e\u0301", "\u{1F468}\u200D\u{1F469}", "\r\n", "x"], "e\u0301\u{1F468}\u200D\u{1F469}\r\nx".scan(/\X/)
  end

  def test_groups_of_one_name
    same "y", "xyy"[/(?<a>.)(?<a>.)\k<a>/, :a]
    same({ "a" => [1, 2] }, /(?<a>.)(?<a>.)/.named_captures)
    same 1, /(?<a>.)(.)/.match("xy").size - 1
  end

  def test_empty_rounds
    same ["", ""], groups(/(a|\b)*/, "-ab").then { |found| [found[0], found[1].to_s] }
    same ["ab", nil], groups(/(?:(x)|a|b|)*/, "ab")
    same 0, "" =~ /(?:(?:a|){2,})*\z/
  end

  def test_sets
    same "z", "cz"[/[a-w&&[^c-g]z]|z/]
    same ["b", "d"], "abcd".scan(/[a-d&&[^ac]]/)
    same "]", "]"[/[\]a]/]
    same "É", "aÉ"[/[\p{L}&&[^a-z]]/]
    same "-", "x-"[/[a\-z]/]
    same "1F", "x1F"[/\h+/]
  end

  def test_classes_by_option
    same nil, "é"[/\w/]
    same "é", "é"[/(?u)\w/]
    same "é", "é"[/[[:alpha:]]/]
    same nil, "é"[/(?a)[[:alpha:]]/]
    same "β", "aβ"[/\p{Greek}/]
    same "a", "βa"[/\p{^Greek}/]
  end

  def test_case
    same 0, "STRASSE" =~ /straße/i
    same 0, "ß" =~ /ss/i
    same 0, "ss" =~ /[ß]/i
    same 0, "\u212A" =~ /k/i
    same "àÉ", "àÉ"[/ÀÉ/i]
    same nil, "\u017F"[/\w/i]
    same "bA", "bA"[/b(?i:a)/]
    same nil, "BA"[/b(?i)a/]
  end

  def test_extended
    same ["10 km", "10", "km"], groups(EXTENDED, "10 km")
    same "a b", "a b"[/a\ b/x]
    same "ab", "ab"[/a(?#nothing)b/]
  end

  def test_backreferences
    same ["abab", "ab"], groups(/(ab)\1/, "xabab")
    same "AbaB", "AbaB"[/(ab)\1/i]
    same "aa", "aa"[/(a)\k<-1>/]
    same nil, "a"[/(b)?a\1/]
  end

  def test_locals
    if /(?<year>\d+)-(?<month>\d+)/ =~ "2024-05"
      same %w[2024 05], [year, month]
    end
  end

  def test_backward
    same 4, "abcabc".rindex(/b/)
    same 1, "abcabc".rindex(/b/, 3)
    same 6, "abcabc".rindex(//)
  end

  def test_wrong_patterns
    {
      "[" => "premature end of char-class: /[/", "(" => "end pattern with unmatched parenthesis: /(/",
      "*" => "target of repeat operator is not specified: /*/", "\\k<b>" => "undefined name <b> reference: /\\k<b>/",
      "(?<a>\\g<a>)" => "never ending recursion: /(?<a>\\g<a>)/", "(?z)" => "undefined group option: /(?z)/",
      "(?<a>.)\\1" => "numbered backref/call is not allowed. (use name): /(?<a>.)\\1/", "\\" => "too short escape sequence: /\\/",
      "(?<=a+)b" => "invalid pattern in look-behind: /(?<=a+)b/", "[z-a]" => "empty range in char class: /[z-a]/",
      "\\p{Nope}" => "invalid character property name {Nope}: /\\p{Nope}/"
    }.each do |source, message|
      raises(RegexpError, message) { Regexp.new(source) }
    end
    raises(SyntaxError) { eval("/[/") }
  end
end
