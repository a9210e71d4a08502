# Conversion between encodings: encode of strings, converters.
class ConversionSuite < Suite
  HIRAGANA = "\u3042"

  # Bytes of one character in many encodings.
  FORMS = {
    "EUC-JP" => "a4a2", "Shift_JIS" => "82a0", "Windows-31J" => "82a0", "ISO-2022-JP" => "1b2442242 21b2842".delete(" "), "GB18030" => "a4a2",
    "Big5-UAO" => "c6e8", "EUC-KR" => "aaa2", "UTF-16" => "feff3042", "UTF-32LE" => "42300000"
  }.freeze

  def test_there_and_back
    FORMS.each do |name, bytes|
      same bytes, HIRAGANA.encode(name).unpack1("H*")
      same HIRAGANA, [bytes].pack("H*").force_encoding(name).encode("UTF-8")
    end
    same "90308130", "\u{10000}".encode("GB18030").unpack1("H*")
    same "51", "\u00E9".encode("ISO-8859-1").encode("IBM037").unpack1("H*")
  end

  def test_faults
    raises(Encoding::UndefinedConversionError, "U+3042 from UTF-8 to US-ASCII") { HIRAGANA.encode("US-ASCII") }
    raises(Encoding::UndefinedConversionError, '"\xFF" from ASCII-8BIT to UTF-8') { "\xFF".b.encode("UTF-8") }
    raises(Encoding::UndefinedConversionError, "U+3042 to ISO-8859-1 in conversion from EUC-JP to UTF-8 to ISO-8859-1") do
      HIRAGANA.encode("EUC-JP").encode("ISO-8859-1")
    end
    raises(Encoding::InvalidByteSequenceError, '"\xE3" followed by "a" on UTF-8') { "\xE3a".encode("UTF-16LE") }
    raises(Encoding::InvalidByteSequenceError, 'incomplete "\xE3" on UTF-8') { "\xE3".encode("UTF-16LE") }
    raises(Encoding::ConverterNotFoundError, "code converter not found (UTF-8 to UTF-7)") { HIRAGANA.encode("UTF-7") }
  end

  def test_what_a_fault_knows
    "\xE3a".encode("EUC-JP")
  rescue Encoding::InvalidByteSequenceError => error
    same ["\xE3".b, "a".b, false], [error.error_bytes, error.readagain_bytes, error.incomplete_input?]
    same [Encoding::UTF_8, "EUC-JP"], [error.source_encoding, error.destination_encoding_name]
  end

  def test_replacements
    same "?", HIRAGANA.encode("US-ASCII", undef: :replace)
    same "zz", HIRAGANA.encode("US-ASCII", undef: :replace, replace: "zz")
    same "\uFFFD", "\xFF".encode("UTF-8", invalid: :replace)
    same "a", HIRAGANA.encode("US-ASCII", fallback: { HIRAGANA => "a" })
    same "UTF-8", HIRAGANA.encode("US-ASCII", fallback: ->(character) { character.encoding.name })
    same '"&lt;&#x3042;&quot;"', "<#{HIRAGANA}\"".encode("US-ASCII", xml: :attr)
    same "a\r\nb", "a\nb".encode(crlf_newline: true)
    same "a\nb\nc", "a\rb\r\nc".encode(universal_newline: true)
    raises(ArgumentError, "unknown value for invalid character option") { "a".encode("EUC-JP", invalid: :other) }
  end

  def test_converter_in_pieces
    converter = Encoding::Converter.new("EUC-JP", "UTF-8")
    same "", converter.convert("\xA4".b)
    same HIRAGANA, converter.convert("\xA2".b)
    same "", converter.finish
    same [[Encoding::EUC_JP, Encoding::UTF_8]], converter.convpath
  end

  def test_primitive_conversion
    converter = Encoding::Converter.new("UTF-8", "UTF-16BE")
    source = +"#{HIRAGANA}\xFFb"
    target = +""
    same :invalid_byte_sequence, converter.primitive_convert(source, target)
    same [:invalid_byte_sequence, "UTF-8", "UTF-16BE", "\xFF".b, ""], converter.primitive_errinfo
    same [HIRAGANA.encode("UTF-16BE"), "b"], [target, source]
    same :finished, converter.primitive_convert(source, target)
  end

  def test_ways
    same [[Encoding::ISO_8859_1, Encoding::UTF_8], [Encoding::UTF_8, Encoding::EUC_JP], "crlf_newline"],
         Encoding::Converter.search_convpath("ISO-8859-1", "EUC-JP", crlf_newline: true)
    same Encoding::UTF_8, Encoding::Converter.asciicompat_encoding("UTF-16")
  end
end
