# Encodings of streams: what is read and written, and how they are asked for.
class StreamEncodingsSuite < Suite
  TEXT = "\u3042\u3044\nz"

  def with_file(bytes)
    path = "#{__dir__}/../../../build/encodings-#{Process.pid}.txt"
    path = "/tmp/encodings-#{Process.pid}.txt" unless File.directory?(File.dirname(path))
    File.binwrite(path, bytes)
    yield path
  ensure
    File.delete(path) if path && File.exist?(path)
  end

  def test_reading
    with_file(TEXT.encode("EUC-JP").b) do |path|
      File.open(path, "r:euc-jp:utf-8") do |file|
        same [Encoding::EUC_JP, Encoding::UTF_8], [file.external_encoding, file.internal_encoding]
        same ["\u3042\u3044\n", "z", nil], [file.gets, file.getc, file.getc]
      end
      same Encoding::EUC_JP, File.read(path, encoding: "euc-jp").encoding
      same TEXT, File.read(path, external_encoding: "EUC-JP", internal_encoding: "UTF-8")
      same Encoding::BINARY, File.open(path, "rb", &:external_encoding)
      same ["\u3042\u3044\n".encode("EUC-JP"), "z"], File.readlines(path, encoding: "EUC-JP")
    end
  end

  def test_writing
    with_file("") do |path|
      File.open(path, "w:utf-16be") { |file| file.puts "a", "\u3042" }
      same "a\n\u3042\n".encode("UTF-16BE").b, File.binread(path)
      raises(Encoding::UndefinedConversionError) { File.write(path, "\u3042", encoding: "ISO-8859-1") }
      raises(ArgumentError, "ASCII incompatible encoding needs binmode") { File.open(path, "r:utf-16be") }
    end
  end

  def test_byte_order_marks
    with_file("\xEF\xBB\xBFabc".b) do |path|
      same "abc", File.read(path, encoding: "BOM|utf-8")
      File.open(path, "rb") { |file| same [Encoding::UTF_8, "abc"], [file.set_encoding_by_bom, file.read] }
    end
  end

  def test_changing_encodings
    with_file(TEXT.encode("Shift_JIS").b) do |path|
      File.open(path) do |file|
        file.set_encoding("Shift_JIS:UTF-8")
        same TEXT, file.read
        file.binmode
        same [Encoding::BINARY, nil], [file.external_encoding, file.internal_encoding]
      end
    end
  end

  def test_line_ends
    with_file("a\r\nb\r") { |path| same "a\nb\n", File.open(path, "rt", &:read) }
  end

  def test_standard_streams
    same [nil, nil], [STDOUT.external_encoding, STDERR.internal_encoding]
    same Encoding.default_external, STDIN.external_encoding
  end
end
