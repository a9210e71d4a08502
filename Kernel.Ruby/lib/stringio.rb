# StringIO: a string read and written as a file is.

class StringIO
  include Enumerable

  def self.open(...)
    io = new(...)
    return io unless block_given?
    begin
      yield io
    ensure
      io.close unless io.closed?
    end
  end

  attr_reader :string, :pos
  attr_accessor :lineno
  alias tell pos

  def initialize(string = +"", mode = nil)
    mode ||= string.frozen? ? "r" : "r+"
    @string = string
    @pos = 0
    @lineno = 0
    @reads = mode.start_with?("r") || mode.include?("+")
    @writes = !mode.start_with?("r") || mode.include?("+")
    @appends = mode.start_with?("a")
    raise Errno::EACCES, "Permission denied" if @writes && string.frozen?
    string.clear if mode.start_with?("w")
  end

  def string=(string)
    @pos = 0
    @lineno = 0
    @string = string
  end

  def read(length = nil, buffer = nil)
    __check_reads
    bytes = length ? @string.byteslice(@pos, length) : @string.byteslice(@pos..)
    @pos += bytes.bytesize if bytes
    result = length && length > 0 && (bytes.nil? || bytes.empty?) ? nil : bytes || +""
    result&.force_encoding(Encoding::BINARY) if length
    buffer ? buffer.replace(result || "") && result && buffer : result
  end
  alias sysread read
  alias readpartial read
  alias read_nonblock read

  def gets(*arguments, chomp: false)
    __check_reads
    $_ = __next_line(*__line_arguments(arguments), chomp)
  end

  def readline(...)
    gets(...) || raise(EOFError, "end of file reached")
  end

  def each_line(*arguments, chomp: false)
    return enum_for(:each_line, *arguments, chomp: chomp) unless block_given?
    __check_reads
    separator, limit = __line_arguments(arguments)
    raise ArgumentError, "invalid limit: 0 for each_line" if limit == 0
    while (line = __next_line(separator, limit, chomp))
      yield line
    end
    self
  end
  alias each each_line

  def readlines(*arguments, chomp: false)
    each_line(*arguments, chomp: chomp).to_a
  end

  def getc
    __check_reads
    character = @string.byteslice(@pos..)&.slice(0)
    @pos += character.bytesize if character
    character
  end

  def getbyte
    __check_reads
    byte = @string.getbyte(@pos)
    @pos += 1 if byte
    byte
  end

  def readchar = getc || raise(EOFError, "end of file reached")

  def readbyte = getbyte || raise(EOFError, "end of file reached")

  def each_char
    return enum_for(:each_char) unless block_given?
    while (character = getc)
      yield character
    end
    self
  end

  def each_byte
    return enum_for(:each_byte) unless block_given?
    while (byte = getbyte)
      yield byte
    end
    self
  end

  # Puts characters back before the position; those that are there already are replaced.
  def ungetc(character)
    return if character.nil?
    __check_reads
    text = Integer === character ? character.chr(@string.encoding) : character.to_str
    start = [@pos - text.bytesize, 0].max
    @string.bytesplice(start, @pos - start, text)
    @pos = start
    nil
  end

  def ungetbyte(byte)
    return if byte.nil?
    ungetc(Integer === byte ? (byte & 0xff).chr : byte)
  end

  def write(*objects)
    raise IOError, "not opened for writing" unless @writes
    objects.sum { |object| __write(object.to_s) }
  end

  def <<(object)
    write(object)
    self
  end

  def print(*objects)
    objects = [$_] if objects.empty?
    write(objects.join($,.to_s), $\.to_s)
    nil
  end

  def puts(*objects)
    return write("\n") && nil if objects.empty?
    objects.flatten.each do |object|
      line = object.to_s
      write(line.end_with?("\n") ? line : "#{line}\n")
    end
    nil
  end

  def printf(format, *objects)
    write(format % objects)
    nil
  end

  def putc(object)
    write(String === object ? object[0] : (object.to_int & 0xff).chr)
    object
  end

  alias syswrite write
  alias write_nonblock write

  def pos=(position)
    raise Errno::EINVAL, "Invalid argument" if position < 0
    @pos = position
  end

  def seek(offset, whence = IO::SEEK_SET)
    start = { IO::SEEK_SET => 0, IO::SEEK_CUR => @pos, IO::SEEK_END => @string.bytesize }.fetch(whence) do
      raise Errno::EINVAL, "invalid whence"
    end
    self.pos = start + offset
    0
  end

  def rewind
    @pos = 0
    @lineno = 0
    0
  end

  def truncate(length)
    raise IOError, "not opened for writing" unless @writes
    length < @string.bytesize ? @string.replace(@string.byteslice(0, length)) : @string << "\0" * (length - @string.bytesize)
    0
  end

  def eof?
    __check_reads
    @pos >= @string.bytesize
  end
  alias eof eof?

  def size = @string.bytesize
  alias length size

  def close
    @reads = @writes = false
    nil
  end

  def close_read
    raise IOError, "closing non-duplex IO for reading" unless @reads
    @reads = false
    nil
  end

  def close_write
    raise IOError, "closing non-duplex IO for writing" unless @writes
    @writes = false
    nil
  end

  def closed? = !@reads && !@writes
  def closed_read? = !@reads
  def closed_write? = !@writes

  def sync = true
  def sync=(flag)
    flag
  end

  def flush = self
  def fsync = 0
  def fileno = nil
  def pid = nil
  def isatty = false
  alias tty? isatty
  def binmode = self
  def fcntl(*) = raise(NotImplementedError, "fcntl() function is unimplemented on this machine")
  def external_encoding = @string.encoding
  def internal_encoding = nil
  def set_encoding(encoding, *) = (@string.force_encoding(encoding || Encoding.default_external) unless @string.frozen?; self)

  private

  def __check_reads
    raise IOError, "not opened for reading" unless @reads
  end

  def __line_arguments(arguments)
    separator, limit = arguments
    return [$/, separator] if Integer === separator
    [arguments.empty? ? $/ : separator, limit]
  end

  def __next_line(separator, limit, chomp)
    return if @pos >= @string.bytesize
    return +"" if limit == 0
    is_paragraph = separator == ""
    @pos += 1 while is_paragraph && @string.getbyte(@pos) == 10
    separator = "\n\n" if is_paragraph
    line = __cut(separator, limit)
    @pos += line.bytesize
    @pos += 1 while is_paragraph && @string.getbyte(@pos) == 10
    @lineno += 1
    $. = @lineno
    chomp && separator ? line.chomp(separator) : line
  end

  # The bytes up to a separator, or to the end of the character at the limit.
  def __cut(separator, limit)
    found = separator && @string.byteindex(separator, @pos)
    size = (found ? found + separator.bytesize : @string.bytesize) - @pos
    return @string.byteslice(@pos, size) unless limit && limit >= 0 && limit < size
    size = limit
    size += 1 until @string.byteslice(@pos, size).valid_encoding? || size >= limit + 3 || @pos + size >= @string.bytesize
    @string.byteslice(@pos, size)
  end

  def __write(text)
    @pos = @string.bytesize if @appends
    @string << "\0" * (@pos - @string.bytesize) if @pos > @string.bytesize
    if @pos == @string.bytesize
      @string << text
    else
      @string.bytesplice(@pos, [text.bytesize, @string.bytesize - @pos].min, text)
    end
    @pos += text.bytesize
    text.bytesize
  end
end
