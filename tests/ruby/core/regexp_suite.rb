# Regexp: what one says of itself, encodings, limits.
class RegexpSuite < Suite
  def test_encodings
    same [Encoding::US_ASCII, Encoding::UTF_8, Encoding::UTF_8, Encoding::US_ASCII], [/a/, /é/, /a/u, /a/n].map(&:encoding)
    same [false, true, true, false], [/a/, /é/, /a/u, /a/n].map(&:fixed_encoding?)
    same [0, 16, 16, 32], [/a/, /é/, /a/u, /a/n].map(&:options)
    same [Encoding::BINARY, 48], [/\xff/n.encoding, /\xff/n.options]
    same Encoding::UTF_8, Regexp.new("\\u00e9").encoding
  end

  def test_texts_of_other_encodings
    same 0, /\xff/n =~ "\xff".b
    same 1, /b/ =~ "ab".b
    same 1, /é/ =~ "aé"
    raises(Encoding::CompatibilityError, "incompatible encoding regexp match (UTF-8 regexp with BINARY (ASCII-8BIT) string)") { /é/ =~ "\xff".b }
    raises(ArgumentError, "invalid byte sequence in UTF-8") { /a/ =~ "\xff" }
    raises(RegexpError) { Regexp.new("é", Regexp::NOENCODING) }
  end

  def test_text
    same "(?-mix:a)", /a/.to_s
    same "(?mi-x:(?i-x:a)b)", /(?i-x:a)b/mi.to_s
    same "(?i-mx:a)", /(?i:a)/.to_s
    same "/a\\/b/", Regexp.new("a/b").inspect
    same "/a\nb/", Regexp.new("a\nb").inspect
    same "/a/mix", /a/mix.inspect
  end

  def test_linear_time
    yes Regexp.linear_time?(/a+/)
    yes Regexp.linear_time?("(a|b)*c")
    no Regexp.linear_time?(/(a)\1/)
    no Regexp.linear_time?(/(?<a>.)\g<a>/)
    same nil, ("a" * 5000 + "b") =~ /\A(?:a|a)*\z/
  end

  def test_timeout
    same nil, Regexp.timeout
    same 3.0, Regexp.new("a", timeout: 3).timeout
    slow = Regexp.new("\\A(a*)*\\1\\z", timeout: 0.05)
    raises(Regexp::TimeoutError, "regexp match timeout") { slow =~ "a" * 40 + "b" }
    raises(ArgumentError, "invalid timeout: 0") { Regexp.new("a", timeout: 0) }
    Regexp.timeout = 0.05
    raises(Regexp::TimeoutError) { /\A(a*)*\1\z/ =~ "a" * 40 + "b" }
  ensure
    Regexp.timeout = nil
  end

  def test_interrupts
    thread = Thread.new { /\A(a*)*\1\z/ =~ "a" * 60 + "b" }
    thread.report_on_exception = false
    thread.raise(IOError, "enough")
    raises(IOError, "enough") { thread.value }
  end

  def test_equality
    same [true, false, false], [/a/ == /a/, /a/ == /a/i, /a/ == /a/u]
    same true, /a/.hash == Regexp.new("a").hash
  end
end
