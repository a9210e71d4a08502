# IO over file descriptors. C# reads and writes bytes; lines, blocks and conveniences are here.

class IO
  include Enumerable

  SEEK_SET = 0
  SEEK_CUR = 1
  SEEK_END = 2

  # Waiting is not needed: reads return what there is, and no stream is set to non-blocking.
  module WaitReadable; end
  module WaitWritable; end

  class << self
    primitive :__maglev_pipe__, :io_s_pipe

    def open(*arguments, **options)
      io = new(*arguments, **options)
      return io unless block_given?
      begin
        yield io
      ensure
        io.close unless io.closed?
      end
    end

    def for_fd(...) = new(...)

    def pipe
      ends = __maglev_pipe__
      return ends unless block_given?
      begin
        yield(*ends)
      ensure
        ends.each(&:close)
      end
    end

    def read(path, length = nil, offset = nil, mode: "r", **options)
      File.open(path, mode, **options) do |file|
        file.seek(offset) if offset
        file.read(length)
      end
    end

    def binread(path, length = nil, offset = nil) = read(path, length, offset, mode: "rb")

    def write(path, content, offset = nil, mode: nil, perm: nil, **options)
      mode ||= offset ? File::RDWR | File::CREAT : "w"
      File.open(path, mode, perm, **options) do |file|
        file.seek(offset) if offset
        file.write(content)
      end
    end

    def binwrite(path, content, offset = nil, **options) = write(path, content, offset, binmode: true, **options)

    def readlines(path, *arguments, chomp: false, **options)
      File.open(path, options.delete(:mode) || "r", **options) { |file| file.readlines(*arguments, chomp: chomp) }
    end

    def foreach(path, *arguments, chomp: false, **options, &block)
      return enum_for(:foreach, path, *arguments, chomp: chomp, **options) unless block
      File.open(path, options.delete(:mode) || "r", **options) { |file| file.each_line(*arguments, chomp: chomp, &block) }
      nil
    end

    def copy_stream(source, target, length = nil, offset = nil)
      source = File.open(source, "rb") if (opened_source = String === source)
      target = File.open(target, "wb") if (opened_target = String === target)
      source.seek(offset) if offset
      copied = 0
      while length.nil? || copied < length
        chunk = __copied_chunk(source, length ? [length - copied, 16_384].min : 16_384)
        break if chunk.nil? || chunk.empty?
        target.write(chunk)
        copied += chunk.bytesize
      end
      copied
    ensure
      source.close if opened_source && source
      target.close if opened_target && target
    end

    # What is there already, from an object that knows readpartial; nil at the end.
    private def __copied_chunk(source, size)
      source.respond_to?(:readpartial) ? source.readpartial(size) : source.read(size)
    rescue EOFError
      nil
    end

    def popen(*arguments, **options)
      options = arguments.pop.merge(options) if Hash === arguments.last
      environment = Hash === arguments.first ? arguments.shift : nil
      command, mode = arguments
      mode ||= "r"
      words = Process.__maglev_words__([environment, *command, options].compact)
      pid, output = Process.__maglev_popen__(words, mode.start_with?("r"), false)
      raise Errno::ENOENT, words.first if pid.nil?
      reader, writer = pipe
      writer.close
      reader.__send__(:__maglev_unread__, output) if output
      reader.instance_variable_set(:@pid, pid)
      status = Process.wait(pid)
      return reader unless block_given?
      begin
        yield reader
      ensure
        reader.close unless reader.closed?
      end
    end

    def select(readers, writers = nil, errors = nil, timeout = nil) = [readers || [], writers || [], []]
    def sysopen(path, mode = nil, perm = nil) = File.new(path, mode || "r", perm).fileno
  end

  primitive :write, :io_write
  primitive :puts, :io_puts
  primitive :flush, :io_flush
  primitive :fsync, :io_fsync
  primitive :sync, :io_sync
  primitive :sync=, :io_set_sync
  primitive :binmode, :io_binmode
  primitive :binmode?, :io_is_binmode
  primitive :fileno, :io_fileno
  primitive :tty?, :io_isatty
  primitive :close, :io_close
  primitive :closed?, :io_is_closed
  primitive :seek, :io_seek
  primitive :pos, :io_pos
  primitive :reopen, :io_reopen

  # Of the process behind a pipe that popen opened.
  def pid = @pid

  primitive :lineno, :io_lineno
  primitive :lineno=, :io_set_lineno
  primitive :read, :io_read
  primitive :readpartial, :io_readpartial
  primitive :getbyte, :io_getbyte
  primitive :getc, :io_getc
  primitive :eof?, :io_is_eof

  alias_method :isatty, :tty?
  alias_method :to_i, :fileno
  alias_method :tell, :pos
  alias_method :eof, :eof?
  alias_method :sysread, :readpartial
  alias_method :fdatasync, :fsync

  def to_io = self

  def <<(object)
    write(object)
    self
  end

  def print(*objects)
    objects = [$_] if objects.empty?
    first = true
    objects.each do |object|
      write($,) if $, && !first
      write(object)
      first = false
    end
    write($\) if $\
    nil
  end

  def printf(*arguments)
    write(format(*arguments))
    nil
  end

  def putc(character)
    write(String === character ? character[0] : (character.to_int & 0xff).chr)
    character
  end

  def syswrite(text)
    count = write(text)
    flush
    count
  end

  def write_nonblock(text, **options) = syswrite(text)

  def read_nonblock(length, buffer = nil, exception: true)
    readpartial(length, buffer)
  end

  def pread(length, offset)
    old = pos
    seek(offset)
    read(length) || raise(EOFError, "end of file reached")
  ensure
    seek(old)
  end

  def gets(*arguments, chomp: false)
    separator, limit = __maglev_line_arguments__(arguments)
    $_ = __maglev_read_line__(separator, limit, chomp)
  end

  def readline(*arguments, chomp: false)
    gets(*arguments, chomp: chomp) || raise(EOFError, "end of file reached")
  end

  def each_line(*arguments, chomp: false)
    return enum_for(:each_line, *arguments, chomp: chomp) unless block_given?
    separator, limit = __maglev_line_arguments__(arguments)
    raise ArgumentError, "invalid limit: 0 for each_line" if limit == 0
    while (line = __maglev_read_line__(separator, limit, chomp))
      yield line
    end
    self
  end

  alias_method :each, :each_line

  def readlines(*arguments, chomp: false)
    separator, limit = __maglev_line_arguments__(arguments)
    raise ArgumentError, "invalid limit: 0 for readlines" if limit == 0
    lines = []
    while (line = __maglev_read_line__(separator, limit, chomp))
      lines << line
    end
    lines
  end

  def each_byte
    return enum_for(:each_byte) unless block_given?
    while (byte = getbyte)
      yield byte
    end
    self
  end

  def each_char
    return enum_for(:each_char) unless block_given?
    while (character = getc)
      yield character
    end
    self
  end

  def each_codepoint
    return enum_for(:each_codepoint) unless block_given?
    each_char { |character| yield character.ord }
  end

  def readbyte = getbyte || raise(EOFError, "end of file reached")
  def readchar = getc || raise(EOFError, "end of file reached")

  def ungetc(character)
    __maglev_unread__(Integer === character ? character.chr : character)
  end

  def ungetbyte(byte) = __maglev_unread__(byte)

  def rewind
    seek(0)
    self.lineno = 0
    0
  end

  def pos=(offset)
    seek(offset)
    offset
  end

  def sysseek(offset, whence = SEEK_SET)
    seek(offset, whence)
    pos
  end

  def close_read = close
  def close_write = close
  def autoclose? = true
  def autoclose=(value)
    value
  end

  def close_on_exec? = true
  def close_on_exec=(value)
    value
  end

  attr_reader :pid
  def stat = File.__maglev_stat_of__("/proc/self/fd/#{fileno}")
  def wait_readable(timeout = nil) = self
  def wait_writable(timeout = nil) = self
  def fcntl(...) = 0
  def ioctl(...) = 0

  def inspect
    "#<#{self.class}:#{__maglev_path__}#{' (closed)' if closed?}>"
  end

  private

  primitive :__maglev_initialize__, :io_initialize
  primitive :__maglev_readable__, :io_is_readable

  def initialize(descriptor, mode = nil, **options)
    mode = __maglev_open_mode__(mode, options)
    __maglev_initialize__(descriptor, mode)
    __maglev_open_encodings__(mode, options)
  end

  primitive :__maglev_open_file__, :io_open_file
  primitive :__maglev_read_line__, :io_read_line
  primitive :__maglev_unread__, :io_unread
  primitive :__maglev_path__, :io_path
  primitive :__maglev_truncate__, :io_truncate
  primitive :__maglev_flock__, :io_flock

  # Separator and limit of gets and its like: (), (sep), (limit), (sep, limit).
  def __maglev_line_arguments__(arguments)
    case arguments.size
    when 0 then [$/, nil]
    when 1
      only = arguments[0]
      if only.nil? || String === only
        [only, nil]
      elsif Integer === only
        [$/, only]
      elsif only.respond_to?(:to_str)
        [only.to_str, nil]
      else
        [$/, only.to_int]
      end
    when 2 then arguments
    else raise ArgumentError, "wrong number of arguments (given #{arguments.size}, expected 0..2)"
    end
  end
end
