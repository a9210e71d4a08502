# Dir: folders.

class Dir
  include Enumerable

  class << self
    primitive :pwd, :dir_s_pwd
    primitive :__maglev_children__, :dir_s_children
    primitive :__maglev_chdir__, :dir_s_chdir
    primitive :__maglev_mkdir__, :dir_s_mkdir
    primitive :__maglev_glob__, :dir_s_glob
    primitive :rmdir, :dir_s_rmdir

    alias_method :getwd, :pwd
    alias_method :delete, :rmdir
    alias_method :unlink, :rmdir

    def children(path, **options) = __maglev_children__(path)
    def entries(path, **options) = [".", ".."] + __maglev_children__(path)
    def exist?(path) = File.directory?(path)
    def empty?(path) = File.directory?(path) && __maglev_children__(path).empty?
    def mkdir(path, mode = 0o777) = __maglev_mkdir__(path, mode)
    def home(user = nil) = ENV["HOME"] || "/"

    def chdir(path = home)
      return __maglev_chdir__(path) unless block_given?
      old = pwd
      __maglev_chdir__(path)
      begin
        yield path
      ensure
        __maglev_chdir__(old)
      end
    end

    def glob(patterns, flags = 0, base: nil, sort: true)
      names = (Array === patterns ? patterns : [patterns]).flat_map { |pattern| __maglev_glob__(pattern, base, flags) }
      return names unless block_given?
      names.each { |name| yield name }
      nil
    end

    def [](*patterns, base: nil, sort: true) = glob(patterns.flatten, 0, base: base)

    def each_child(path, **options, &block)
      return enum_for(:each_child, path) unless block
      children(path).each(&block)
      nil
    end

    def foreach(path, **options, &block)
      return enum_for(:foreach, path) unless block
      entries(path).each(&block)
      nil
    end

    def open(path, **options)
      dir = new(path)
      return dir unless block_given?
      begin
        yield dir
      ensure
        dir.close
      end
    end
  end

  attr_reader :path

  alias_method :to_path, :path

  def initialize(path, **options)
    @path = File.path(path)
    @entries = Dir.entries(@path)
    @position = 0
  end

  def read
    raise IOError, "uninitialized Dir" unless @entries
    entry = @entries[@position]
    @position += 1 if entry
    entry
  end

  def each
    return enum_for(:each) unless block_given?
    while (entry = read)
      yield entry
    end
    self
  end

  def children = Dir.children(path)

  def each_child(&block)
    return enum_for(:each_child) unless block
    children.each(&block)
    self
  end

  def rewind
    @position = 0
    self
  end

  def tell = @position
  def close = @entries = nil
  def inspect = "#<#{self.class}:#{path}>"
end
