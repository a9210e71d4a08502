# StringIO: strings read and written as files are.
require "stringio"

class StringIOSuite < Suite
  TEXT = "one\ntwo\n\n\nthree"

  def test_lines
    io = StringIO.new(TEXT)
    same "one\n", io.gets
    same "one\n", $_
    same 1, io.lineno
    same "two", io.gets(chomp: true)
    same ["\n", "\n", "three"], io.readlines
    same nil, io.gets
    same ["one\ntwo\n\n", "three"], StringIO.new(TEXT).each_line("").to_a
    same ["on", "e\n"], [StringIO.new(TEXT).gets(2), StringIO.new("e\n").gets(9)]
    same TEXT, StringIO.new(TEXT).gets(nil)
    raises(EOFError, "end of file reached") { StringIO.new("").readline }
  end

  def test_bytes_and_characters
    io = StringIO.new("aéb")
    same ["a", "é", 98, nil], [io.getc, io.getc, io.getbyte, io.getc]
    io.rewind
    same "a\xC3".b, io.read(2)
    same 2, io.pos
    same "", StringIO.new("").read
    same nil, StringIO.new("").read(1)
    io.rewind
    io.getc
    io.ungetc("x")
    same "xéb", io.read
  end

  def test_writing
    io = StringIO.new
    io.puts "a", ["b", [1]], nil
    io.print "c", 2
    io << :d
    same 2, io.write("e", "f")
    io.printf("%02d", 3)
    same "a\nb\n1\n\nc2def03", io.string
    io.pos = 0
    io.write("XY")
    same "XYb\n1\n\nc2def03", io.string
    io.truncate(2)
    same "XY", io.string
    io.seek(4)
    io.write("Z")
    same "XY\0\0Z", io.string
  end

  def test_modes
    raises(IOError, "not opened for writing") { StringIO.new("a", "r").write("b") }
    raises(IOError, "not opened for reading") { StringIO.new(+"a", "w").read }
    io = StringIO.new(+"ab", "a")
    io.write("c")
    same "abc", io.string
    io.close
    yes io.closed?
    same 3, StringIO.open("abc") { |opened| opened.read.size }
    yes StringIO.new("").eof?
  end
end
