# Folders for what is needed for a while.
require "etc"

class Dir
  class << self
    # The first that can be written of what the environment names, the system's folder and the present one.
    def tmpdir
      [ENV["TMPDIR"], ENV["TMP"], ENV["TEMP"], Etc.systmpdir, "/tmp", "."].each do |name|
        return File.expand_path(name) if name && File.directory?(name) && File.writable?(name)
      end
      raise ArgumentError, "could not find a temporary directory"
    end

    # Makes a new folder that only this user may read; with a block it is removed when the block has ended.
    def mktmpdir(prefix_suffix = nil, folder = nil, **)
      path = __make_temporary(prefix_suffix || "d", folder || tmpdir)
      return path unless block_given?
      begin
        yield path.dup
      ensure
        __remove_tree(path)
      end
    end

    private

    def __make_temporary(prefix_suffix, folder)
      prefix, suffix = prefix_suffix
      begin
        path = File.join(folder, "#{prefix}#{Time.now.strftime("%Y%m%d")}-#{$$}-#{rand(36**6).to_s(36)}#{suffix}")
        mkdir(path, 0o700)
      rescue Errno::EEXIST
        retry
      end
      path
    end

    def __remove_tree(path)
      return unless File.symlink?(path) || File.exist?(path)
      return File.unlink(path) if File.symlink?(path) || !File.directory?(path)
      children(path).each { |name| __remove_tree(File.join(path, name)) }
      rmdir(path)
    end
  end
end
