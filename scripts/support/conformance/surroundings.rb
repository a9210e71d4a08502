# Where things are: this checkout, the checkouts outside of it, the folder for results.
require "fileutils"
require "tmpdir"

module Surroundings
  class Missing < StandardError; end

  CHECKOUT = ENV.fetch("MAGLEV_CHECKOUT")
  MAGLEV_RUBY = File.join(CHECKOUT, "scripts", "maglev-ruby")
  HOST_RUBY = RbConfig.ruby

  module_function

  # A path in SRC, which must be there.
  def source(path, what)
    folder = ENV["SRC"] or raise Missing, "SRC must name the folder that has #{path} (#{what})"
    found = File.expand_path(path, folder)
    File.exist?(found) or raise Missing, "#{found} (#{what}) is missing"
    found
  end

  # A folder for results.
  def work(name)
    @work ||= ENV["WORK"] ? File.expand_path(ENV["WORK"]) : Dir.mktmpdir("conformance")
    File.join(@work, name).tap { |folder| FileUtils.mkdir_p(folder) }
  end

  # The MRI to count with; nil without.
  def mri
    path = ENV["MRI"] or return
    version = IO.popen([path, "-e", "print RUBY_VERSION"], err: File::NULL, &:read)
    version.start_with?("3.4") or raise Missing, "MRI=#{path} is no Ruby 3.4 (it says #{version.inspect})"
    path
  rescue SystemCallError
    raise Missing, "MRI=#{path} can't be run"
  end

  # Runs a program in a process group of its own, which is killed when it takes too long. What it prints goes to the log.
  # Answers whether it ended in time, and its status.
  def run(command, log:, seconds:, folder:, environment: {})
    pid = Process.spawn(environment, *command, chdir: folder, in: File::NULL, out: log, err: [:child, :out], pgroup: true)
    deadline = now + seconds
    until (ended, status = Process.wait2(pid, Process::WNOHANG))
      return kill(pid) if now > deadline
      sleep 0.02
    end
    [true, status]
  end

  def now = Process.clock_gettime(Process::CLOCK_MONOTONIC)

  def kill(pid)
    Process.kill(:KILL, -pid)
    [false, Process.wait2(pid).last]
  end
end
