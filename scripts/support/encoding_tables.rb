# Writes the tables of character sets that the Ruby which runs this (MRI 3.4) converts with, one file for each encoding.
#   ruby encoding_tables.rb Kernel.Ruby/Encodings/Tables
# A line is the bytes of a character and the characters from there on, whose last bytes count up; "=" is before several
# code points that are one character, "<" before a character that converts to those bytes though they mean another.

WIDE = %w[EUC-JP eucJP-ms CP51932 EUC-JIS-2004 Shift_JIS Windows-31J Big5 Big5-HKSCS Big5-UAO CP950 CP951 CP949 EUC-KR GB2312 GB12345 GBK GB18030].freeze
SURROGATES = 0xD800..0xDFFF
CODE_POINTS = [*0x80..0xD7FF, *0xE000..0x2FFFF].freeze

class EncodingTable
  def initialize(name)
    @encoding = Encoding.find(name)
    @decoded = {}
    @lines = []
  end

  def lines
    decode
    write_runs
    write_one_way
    @lines
  end

  private

  def sequences
    leads = (0x80..0xFF).map { |byte| [byte] }
    two = leads.flat_map { |lead| (0x30..0xFF).map { |byte| lead + [byte] } }
    three = (0xA1..0xFE).to_a.product((0xA1..0xFE).to_a).map { |pair| [0x8F, *pair] }
    leads + two + three
  end

  def decode
    sequences.each do |bytes|
      text = bytes.pack("C*").force_encoding(@encoding)
      next unless text.valid_encoding? && text.size == 1
      @decoded[bytes] = text.encode("UTF-8")
    rescue EncodingError
      next
    end
  end

  def write_runs
    start = run = last = nil
    @decoded.each do |bytes, text|
      if text.size > 1
        @lines << "=#{hex(bytes)} #{text}"
        next
      end
      if run && bytes[0...-1] == last[0...-1] && bytes[-1] == last[-1] + 1
        run << text
      else
        @lines << "#{hex(start)} #{run}" if run
        start, run = bytes, +text
      end
      last = bytes
    end
    @lines << "#{hex(start)} #{run}" if run
  end

  # What the first bytes that mean a character do not tell.
  def write_one_way
    expected = {}
    @decoded.each { |bytes, text| expected[text] ||= bytes }
    one_way = encoded.reject { |text, bytes| bytes == expected[text] || bytes.size == 4 }.sort_by(&:last)
    one_way.slice_when { |(_, before), (_, after)| !follows?(before, after) }.each do |run|
      @lines << "<#{hex(run[0][1])} #{run.map(&:first).join}"
    end
    lost = (expected.keys - encoded.keys).select { |text| text.size == 1 }
    @lines << "< #{lost.join}" unless lost.empty?
  end

  def follows?(before, after) = before[0...-1] == after[0...-1] && after[-1] == before[-1] + 1

  def encoded
    @encoded ||= CODE_POINTS.each_slice(1000).with_object({}) do |points, found|
      texts = points.map { |point| [point].pack("U") }
      parts = texts.join("\n").encode(@encoding, undef: :replace, replace: "").b.split("\n", -1)
      texts.zip(parts) { |text, bytes| found[text] = bytes.bytes unless bytes.empty? }
    end
  end

  def hex(bytes) = bytes.map { |byte| "%02X" % byte }.join
end

# Encodings of one byte: all of their upper half, one line each; of one without ASCII everything.
class NarrowTables
  WITHOUT_ASCII = %w[IBM037].freeze

  def lines
    Encoding.list.filter_map { |encoding| line(encoding) if narrow?(encoding) }
  end

  private

  def narrow?(encoding)
    return WITHOUT_ASCII.include?(encoding.name) if encoding.dummy?
    encoding.name.match?(/\A(ISO-8859|Windows-(?!31J)|IBM|CP8|KOI8|mac|TIS)/)
  end

  def line(encoding)
    text = ((encoding.dummy? ? 0 : 0x80)..0xFF).map { |byte| character(byte, encoding) }.join
    "#{encoding.name} #{text.gsub(/[\p{Cc}\p{Cf}\p{Mn}\p{Z}\\\uFFFD]/) { |special| "\\u%04X" % special.ord }}" unless text.delete("\uFFFD").empty?
  end

  def character(byte, encoding)
    [byte].pack("C").force_encoding(encoding).encode("UTF-8")
  rescue EncodingError
    "\uFFFD"
  end
end

folder = ARGV.fetch(0)
WIDE.each { |name| File.write(File.join(folder, "#{name.downcase}.txt"), EncodingTable.new(name).lines.join("\n") + "\n") }
File.write(File.join(folder, "narrow.txt"), NarrowTables.new.lines.join("\n") + "\n")
