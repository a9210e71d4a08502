# File: files by name.

class File
  SEPARATOR = "/".freeze
  Separator = SEPARATOR
  ALT_SEPARATOR = nil
  PATH_SEPARATOR = ":".freeze

  module Constants
    RDONLY = 0
    WRONLY = 1
    RDWR = 2
    CREAT = 0x40
    EXCL = 0x80
    NOCTTY = 0x100
    TRUNC = 0x200
    APPEND = 0x400
    NONBLOCK = 0x800
    DSYNC = 0x1000
    SYNC = 0x101000
    NOFOLLOW = 0x20000
    BINARY = 0
    SHARE_DELETE = 0
    NULL = "/dev/null".freeze
    LOCK_SH = 1
    LOCK_EX = 2
    LOCK_NB = 4
    LOCK_UN = 8
    FNM_NOESCAPE = 1
    FNM_PATHNAME = 2
    FNM_DOTMATCH = 4
    FNM_CASEFOLD = 8
    FNM_EXTGLOB = 16
    FNM_SYSCASE = 0
    FNM_SHORTNAME = 0
  end
end

class IO
  include File::Constants
end

class File
  class << self
    primitive :basename, :file_s_basename
    primitive :dirname, :file_s_dirname
    primitive :extname, :file_s_extname
    primitive :join, :file_s_join
    primitive :expand_path, :file_s_expand_path
    primitive :absolute_path, :file_s_absolute_path
    primitive :realpath, :file_s_realpath
    primitive :path, :file_s_path
    primitive :rename, :file_s_rename
    primitive :link, :file_s_link
    primitive :symlink, :file_s_symlink
    primitive :readlink, :file_s_readlink
    primitive :truncate, :file_s_truncate
    primitive :umask, :file_s_umask
    primitive :fnmatch, :file_s_fnmatch

    alias_method :fnmatch?, :fnmatch
    alias_method :realdirpath, :realpath

    def exist?(path) = !__maglev_ftype__(__maglev_name__(path), true).nil?
    def file?(path) = __maglev_ftype__(__maglev_name__(path), true) == "file"
    def directory?(path) = __maglev_ftype__(__maglev_name__(path), true) == "directory"
    def symlink?(path) = __maglev_ftype__(path, false) == "link"
    def pipe?(path) = __maglev_ftype__(path, true) == "fifo"
    def socket?(path) = __maglev_ftype__(path, true) == "socket"
    def blockdev?(path) = __maglev_ftype__(path, true) == "blockSpecial"
    def chardev?(path) = __maglev_ftype__(path, true) == "characterSpecial"
    def absolute_path?(path) = path(path).start_with?("/")

    def readable?(path) = __maglev_access__(path, 4)
    def writable?(path) = __maglev_access__(path, 2)
    def executable?(path) = __maglev_access__(path, 1)

    alias_method :readable_real?, :readable?
    alias_method :writable_real?, :writable?
    alias_method :executable_real?, :executable?

    def world_readable?(path) = exist?(path) && (mode = stat(path).mode & 0o777) & 4 != 0 ? mode : nil
    def owned?(path) = exist?(path) && stat(path).owned?

    def stat(path) = Stat.new(path)
    def lstat(path) = Stat.__maglev_of__(path, false)
    def __maglev_stat_of__(path) = Stat.new(path)
    def size(path) = __maglev_stat__(path, true)[2]
    def size?(path) = exist?(path) && (bytes = size(path)) > 0 ? bytes : nil
    def zero?(path) = exist?(path) && size(path) == 0
    def world_readable?(path) = exist?(path) ? stat(path).world_readable? : nil
    def world_writable?(path) = exist?(path) ? stat(path).world_writable? : nil
    def ftype(path) = __maglev_stat__(path, false)[0]
    def mtime(path) = stat(path).mtime
    def atime(path) = stat(path).atime
    def ctime(path) = stat(path).ctime
    def identical?(one, other) = exist?(one) && exist?(other) && stat(one).__maglev_identity__ == stat(other).__maglev_identity__

    alias_method :empty?, :zero?

    def split(path) = [dirname(path), basename(path)]

    def unlink(*paths)
      paths.each { |path| __maglev_unlink__(path) }
      paths.size
    end

    alias_method :delete, :unlink

    def chmod(mode, *paths)
      paths.each { |path| __maglev_chmod__(mode, path) }
      paths.size
    end

    def utime(access, modification, *paths)
      paths.each { |path| __maglev_utime__((access || Time.now).to_f, (modification || Time.now).to_f, path) }
      paths.size
    end

    def mkfifo(path, mode = 0o666) = raise(NotImplementedError, "mkfifo() function is unimplemented on this machine")

    private

    primitive :__maglev_ftype__, :file_s_ftype
    primitive :__maglev_access__, :file_s_access
    primitive :__maglev_unlink__, :file_s_unlink
    primitive :__maglev_chmod__, :file_s_chmod
    primitive :__maglev_utime__, :file_s_utime

    def __maglev_name__(path) = IO === path ? path.path : path

    public

    primitive :__maglev_stat__, :file_s_stat
  end

  def initialize(path, mode = nil, perm = nil, flags: nil, **options)
    if Integer === path
      super(path, mode, **options)
    else
      given = mode.nil? && !options.key?(:mode)
      mode = __maglev_open_mode__(mode, options)
      mode = (given ? 0 : mode) | flags if flags && (given || !(String === mode))
      __maglev_open_file__(path, mode, perm)
      __maglev_open_encodings__(mode, options)
    end
  end

  def path = __maglev_path__
  def size = (flush; stat.size)
  def mtime = stat.mtime
  def atime = stat.atime
  def ctime = stat.ctime
  def lstat = File.lstat(path)
  def chmod(mode) = File.chmod(mode, path)
  def truncate(length) = __maglev_truncate__(length)
  def flock(operation) = __maglev_flock__(operation)

  alias_method :to_path, :path

  def inspect = "#<#{self.class}:#{path}#{' (closed)' if closed?}>"

  # What stat(2) tells.
  class Stat
    include Comparable

    def self.__maglev_of__(path, follows)
      made = allocate
      made.__send__(:__maglev_fields__=, File.__maglev_stat__(path, follows))
      made
    end

    attr_reader :ftype, :mode, :size, :ino, :nlink, :uid, :gid, :dev

    def initialize(path)
      self.__maglev_fields__ = File.__maglev_stat__(path, true)
    end

    def atime = Time.at(*@times[0, 2], :nsec)
    def mtime = Time.at(*@times[2, 2], :nsec)
    def ctime = Time.at(*@times[4, 2], :nsec)
    def file? = ftype == "file"
    def directory? = ftype == "directory"
    def symlink? = ftype == "link"
    def pipe? = ftype == "fifo"
    def socket? = ftype == "socket"
    def blockdev? = ftype == "blockSpecial"
    def chardev? = ftype == "characterSpecial"
    def size? = size > 0 ? size : nil
    def zero? = size == 0
    def owned? = uid == Process.euid
    def setuid? = mode & 0o4000 != 0
    def setgid? = mode & 0o2000 != 0
    def sticky? = mode & 0o1000 != 0
    def readable? = __maglev_allows__(4)
    def writable? = __maglev_allows__(2)
    def executable? = __maglev_allows__(1)
    def world_readable? = mode & 0o004 != 0 ? mode & 0o777 : nil
    def world_writable? = mode & 0o002 != 0 ? mode & 0o777 : nil
    def __maglev_identity__ = [dev, ino]
    def <=>(other) = Stat === other ? mtime <=> other.mtime : nil

    private

    def __maglev_fields__=(fields)
      @ftype, @mode, @size, @ino, @nlink, @uid, @gid, @dev = fields
      @times = fields[8, 6]
    end

    def __maglev_allows__(bit)
      return true if Process.euid == 0 && bit != 1
      shift = owned? ? 6 : gid == Process.egid ? 3 : 0
      mode & (bit << shift) != 0
    end
  end
end

# The questions that can be asked without a File.
module FileTest
  module_function

  def exist?(path) = File.exist?(path)
  def file?(path) = File.file?(path)
  def directory?(path) = File.directory?(path)
  def symlink?(path) = File.symlink?(path)
  def readable?(path) = File.readable?(path)
  def writable?(path) = File.writable?(path)
  def executable?(path) = File.executable?(path)
  def size(path) = File.size(path)
  def size?(path) = File.size?(path)
  def zero?(path) = File.zero?(path)
  def identical?(one, other) = File.identical?(one, other)
end
