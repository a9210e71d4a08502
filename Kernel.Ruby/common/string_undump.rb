# String#undump: what dump wrote, read again.

class String
  DUMP_ESCAPES = {
    "n" => "\n", "r" => "\r", "t" => "\t", "f" => "\f", "v" => "\v", "b" => "\b", "a" => "\a", "e" => "\e"
  }.freeze
  private_constant :DUMP_ESCAPES

  def undump
    raise RuntimeError, "non-ASCII character detected at the undumping string" unless ascii_only?
    form = /\A"((?:[^"\\]|\\.)*)"(?:(?:\.dup)?\.force_encoding\("([^"]*)"\))?\z/m.match(self)
    raise RuntimeError, __undumpable unless form
    text = form[1]
    is_unicode = text.match?(/(?<!\\)(?:\\\\)*\\u/)
    raise RuntimeError, "hex escape and Unicode escape are mixed" if is_unicode && text.match?(/(?<!\\)(?:\\\\)*\\x[89A-Fa-f]/)
    plain = text.b.gsub(/\\(x\h{1,2}|u\{[\h\s]*\}|u\h{4}|.)/mn) { __undumped($1) }
    plain.force_encoding(form[2] || (is_unicode ? Encoding::UTF_8 : encoding))
  end

  private

  def __undumpable
    return "invalid dumped string; not wrapped with '\"' nor '\"...\".force_encoding(\"...\")' form" unless start_with?('"')
    "unterminated dumped string"
  end

  # The bytes of an escape, which comes without its backslash.
  def __undumped(escape)
    case escape[0]
    when "x"
      raise RuntimeError, "invalid hex escape" if escape.size == 1
      [escape[1..].hex].pack("C")
    when "u"
      raise RuntimeError, "invalid Unicode escape" if escape.size == 1
      escape.delete("u{}").split.map { |digits| [digits.hex].pack("U").b }.join
    else
      DUMP_ESCAPES.fetch(escape, escape).b
    end
  end
end
