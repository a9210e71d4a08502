# What gets reads: the files that ARGV names one behind the other, or standard input. ARGF is each process's own instance.
class IO::InputFiles
  include Enumerable

  attr_reader :inplace_mode

  def lineno = @lineno || 0

  def lineno=(number)
    @lineno = number.to_int
  end

  # An extension for copies of the files (empty: no copies); nil ends the editing in place.
  def inplace_mode=(extension)
    @inplace_mode = extension&.to_str
  end

  def argv = ARGV

  def gets(*arguments, **options)
    while (source = __maglev_current__)
      if (line = source.gets(*arguments, **options))
        $. = @lineno = lineno + 1
        return $_ = line
      end
      return $_ = nil if source.equal?($stdin)
      __maglev_finish__
    end
    $_ = nil
  end

  def readline(...) = gets(...) || raise(EOFError, "end of file reached")

  def each_line(*arguments, **options)
    return enum_for(:each_line, *arguments, **options) unless block_given?
    while (line = gets(*arguments, **options))
      yield line
    end
    self
  end

  alias_method :each, :each_line

  def readlines(*arguments, **options)
    lines = []
    while (line = gets(*arguments, **options))
      lines << line
    end
    lines
  end

  alias_method :to_a, :readlines

  def read(length = nil)
    text = +""
    while (source = __maglev_current__)
      part = source.read(length && length - text.bytesize)
      text << part if part
      break if source.equal?($stdin) || length && text.bytesize >= length
      __maglev_finish__
    end
    length && length > 0 && text.empty? ? nil : text
  end

  def getc = __maglev_next__ { |source| source.getc }
  def getbyte = __maglev_next__ { |source| source.getbyte }
  def readchar = getc || raise(EOFError, "end of file reached")
  def readbyte = getbyte || raise(EOFError, "end of file reached")

  def each_char
    return enum_for(:each_char) unless block_given?
    while (char = getc)
      yield char
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

  def eof?
    raise IOError, "ARGF is not opened for reading" if @begun && !@current
    source = __maglev_current__
    source.nil? || source.eof?
  end

  alias_method :eof, :eof?

  def skip
    __maglev_finish__ if @current
    self
  end

  def close
    __maglev_current__
    __maglev_finish__ if @current
    self
  end

  def closed? = __maglev_current__.nil?
  def file = __maglev_current__
  def to_io = file.to_io
  def fileno = file.fileno
  def pos = file.pos
  alias_method :tell, :pos

  def rewind
    @lineno = 0
    file.rewind
  end

  def binmode
    self
  end

  def filename
    __maglev_current__
    @filename || "-"
  end

  alias_method :path, :filename

  def to_s = "ARGF"
  alias_method :inspect, :to_s

  private

  # nil when the last file has been read.
  def __maglev_current__
    return @current if @current
    unless ARGV.empty?
      @begun = true
      @filename = ARGV.shift
      return @current = $stdin if @filename == "-"
      @current = File.open(@filename)
      __maglev_edit__ if @inplace_mode
      return @current
    end
    @begun ? nil : $stdin
  end

  def __maglev_finish__
    @current.close unless @current.equal?($stdin)
    @current = nil
    return unless @output
    $stdout = @console
    @output.close
    @output = nil
  end

  # What is printed goes to a new file of the old one's name.
  def __maglev_edit__
    if @inplace_mode.empty?
      File.unlink(@filename)
    else
      File.rename(@filename, @filename + @inplace_mode)
    end
    @output = File.open(@filename, "w", @current.stat.mode & 0o7777)
    @console = $stdout
    $stdout = @output
  end

  def __maglev_next__
    while (source = __maglev_current__)
      unit = yield source
      return unit if unit || source.equal?($stdin)
      __maglev_finish__
    end
    nil
  end
end
