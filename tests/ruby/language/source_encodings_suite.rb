# Sources in other encodings: magic comments, literals, names, what is refused.
class SourceEncodingsSuite < Suite
  def source(name, code) = eval("# encoding: #{name}\n".b + code.b)

  NAMED = eval("# encoding: euc-jp\nClass.new { def \xA4\xA2 = [__method__, \"\xA4\xA2\"] }".b)

  def test_comments
    same Encoding::EUC_JP, source("euc-jp", "__ENCODING__")
    same Encoding::UTF_8, source("utf-8-unix", "__ENCODING__")
    same Encoding::Big5, eval("#!/usr/bin/ruby\n# -*- coding: big5; mode: ruby -*-\n__ENCODING__")
    same Encoding::Big5, eval("# vim: set fileencoding=big5 :\n__ENCODING__")
    same Encoding::UTF_8, eval("\n# encoding: big5\n__ENCODING__")
    same Encoding::EUC_JP, eval("__ENCODING__".dup.force_encoding("EUC-JP"))
    raises(ArgumentError) { source("nothing", "1") }
    raises(ArgumentError) { source("utf-16le", "1") }
    raises(ArgumentError, "invalid source encoding") { eval("1".encode("UTF-16LE")) }
  end

  def test_literals
    same Encoding::EUC_JP, source("euc-jp", "\"\xA4\xA2\".encoding")
    same Encoding::UTF_8, source("euc-jp", '"\u3042".encoding')
    same [Encoding::EUC_JP, Encoding::US_ASCII], source("euc-jp", "[:\xA4\xA2.encoding, :a.encoding]")
    same Encoding::BINARY, source("us-ascii", '"\xFF".encoding')
    same Encoding::EUC_JP, source("euc-jp", "\"a\#{1}b\".encoding")
    same 1, source("shift_jis", "'\x83\\'.size")
    same Encoding::EUC_JP, source("euc-jp", "<<X.encoding\n\xA4\xA2\nX\n")
  end

  def test_names
    same [1, 2], source("euc-jp", "\xA4\xA2 = 1; \xA4\xA4 = 2; [\xA4\xA2, \xA4\xA4]")
    name = "\xA4\xA2".dup.force_encoding("EUC-JP")
    same [name.to_sym, name], NAMED.new.public_send(name)
  end

  def test_mixtures
    raises(SyntaxError) { source("euc-jp", "\"\xA4\xA2\\u3042\"") }
    raises(SyntaxError) { source("euc-jp", "\"\xFF\"") }
    raises(SyntaxError) { source("us-ascii", '"\xFF\u3042"') }
  end
end
