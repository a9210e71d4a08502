# Encodings of strings: names, walking of characters, what goes together, inspection, comparison.
class EncodingsSuite < Suite
  EUC = "\u3042\u3044a".encode("EUC-JP")
  SHIFT = "\u30BD\u8868".encode("Shift_JIS")
  WIDE = "a\u{1F600}b".encode("UTF-16LE")
  SYMBOL = EUC.to_sym

  def test_names
    same 103, Encoding.list.size
    same 175, Encoding.name_list.size
    same %w[ASCII-8BIT UTF-8 US-ASCII UTF-16BE], Encoding.list.first(4).map(&:name)
    same Encoding::Windows_31J, Encoding.find("sjis")
    same Encoding::EUC_JP, Encoding::EucJP
    same "#<Encoding:UTF-7 (dummy)>", Encoding::UTF_7.inspect
    same [false, true], [Encoding::UTF_16LE.ascii_compatible?, Encoding::ISO_2022_JP.dummy?]
    raises(ArgumentError, "unknown encoding name - none") { Encoding.find("none") }
  end

  # What another VM has committed comes back with its encoding.
  def test_constants_keep_their_encodings
    same [Encoding::EUC_JP, 3], [EUC.encoding, EUC.size]
    same [Encoding::UTF_16LE, 3], [WIDE.encoding, WIDE.size]
    same [Encoding::EUC_JP, SYMBOL], [SYMBOL.encoding, "\u3042\u3044a".encode("EUC-JP").to_sym]
    no SYMBOL == :"\u3042\u3044a"
  end

  def test_characters
    same ["\xA4\xA2".b, "\xA4\xA4".b, "a"], EUC.chars.map(&:b)
    same "a\u3044\u3042", EUC.reverse.encode("UTF-8")
    same [0xA4A2, 0xA4A4, 0x61], EUC.codepoints
    same [0x61, 0x1F600, 0x62], WIDE.codepoints
    same 1, EUC.index("\u3044".encode("EUC-JP"))
    same nil, SHIFT.index("\\".dup.force_encoding("Shift_JIS"))
    same 4, "\x81\x30\x81\x30".dup.force_encoding("GB18030").chr.bytesize
    same [2, false], ["\xA4\xFF".dup.force_encoding("EUC-KR").size, "\xA4".dup.force_encoding("EUC-KR").valid_encoding?]
    same 1, "\xED\xA0\xBD\xED\xB8\x80".dup.force_encoding("CESU-8").size
  end

  def test_appending_code_points
    same "\xA4\xA2".b, 0xA4A2.chr("EUC-JP").b
    raises(RangeError, "invalid codepoint 0x100 in EUC-JP") { 0x100.chr("EUC-JP") }
    raises(RangeError, "256 out of char range") { "".dup.force_encoding("ISO-8859-1") << 256 }
    raises(RangeError, "invalid codepoint 0xD800 in UTF-8") { "".dup << 0xD800 }
  end

  def test_texts_that_go_together
    message = "incompatible character encodings: UTF-8 and EUC-JP"
    raises(Encoding::CompatibilityError, message) { "\u3042" + EUC }
    raises(Encoding::CompatibilityError, message) { "\u3042#{EUC}" }
    raises(Encoding::CompatibilityError, message) { "\u3042".include?(EUC) }
    raises(Encoding::CompatibilityError, "incompatible character encodings: UTF-8 and BINARY (ASCII-8BIT)") { "\u3042" << "\xFF".b }
    same Encoding::EUC_JP, ("a" + EUC).encoding
    same Encoding::EUC_JP, "a#{EUC}".encoding
    same nil, Encoding.compatible?("\u3042", EUC)
    same Encoding::UTF_8, Encoding.compatible?("\u3042", :a)
  end

  def test_comparison
    no "\u00E9" == "\u00E9".b
    no "\u00E9".eql?("\u00E9".b)
    yes "a" == "a".b
    same nil, { "\u00E9" => 1 }["\u00E9".b]
    same(-1, "\u3042" <=> "\u3042".dup.force_encoding("EUC-JP"))
  end

  def test_inspection
    same '"\x{A4A2}\x{A4A4}a"', EUC.inspect
    same '"\xA4"', "\xA4".dup.force_encoding("EUC-JP").inspect
    same '["\u00E9"]', "[\"\\u00E9\"]"
    same '"\xFE\xFF\x00\x61"', "a".encode("UTF-16").inspect
    same '"a\x00".dup.force_encoding("UTF-16LE")', "a".encode("UTF-16LE").dump
    raises(EncodingError, 'invalid symbol in encoding UTF-8 :"\xFF"') { "\xFF".to_sym }
  end

  def test_scrub
    same "?a", "\xA4a".dup.force_encoding("EUC-JP").scrub.encode("UTF-8")
    same "<f09f>a", "\xF0\x9Fa".scrub { |bytes| "<#{bytes.unpack1("H*")}>" }
    same "\uFFFDa".encode("UTF-16LE"), "\x00\xD8a\x00".dup.force_encoding("UTF-16LE").scrub
  end

  def test_case_and_blanks
    same "\u00C9".encode("ISO-8859-1"), "\u00E9".encode("ISO-8859-1").upcase
    same "A\u3042".encode("EUC-JP"), "a\u3042".encode("EUC-JP").upcase
    same SHIFT, SHIFT.downcase
    same ["a", "b"], " a b ".encode("UTF-16BE").split.map { |part| part.encode("UTF-8") }
    same "a".encode("UTF-32LE"), " a\n".encode("UTF-32LE").strip
    raises(Encoding::CompatibilityError, "ASCII incompatible encoding: UTF-16LE") { "1".encode("UTF-16LE").to_i }
  end

  def test_bytes_and_boundaries
    raises(IndexError, "offset 1 does not land on character boundary") { "\u00E9".byteindex("a", 1) }
    raises(IndexError, "offset 1 does not land on character boundary") { "\u00E9".dup.bytesplice(1, 1, "a") }
    same "\u3043", "\u3042".succ
  end

  def test_normalisation
    same [0x65, 0x301], "\u00E9".unicode_normalize(:nfd).codepoints
    same [0x1EB9, 0x301], "e\u0301\u0323".unicode_normalize.codepoints
    same "\uAC01fi", "\u1100\u1161\u11A8\uFB01".unicode_normalize(:nfkc)
    raises(Encoding::CompatibilityError, "Unicode Normalization not appropriate for EUC-JP") { EUC.unicode_normalize }
  end
end
