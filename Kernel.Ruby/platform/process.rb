# Process, and Kernel's functions that start others.

module Process
  CLOCK_REALTIME = 0
  CLOCK_MONOTONIC = 1
  CLOCK_PROCESS_CPUTIME_ID = 2
  CLOCK_THREAD_CPUTIME_ID = 3
  CLOCK_MONOTONIC_RAW = 4
  CLOCK_REALTIME_COARSE = 5
  CLOCK_MONOTONIC_COARSE = 6
  CLOCK_BOOTTIME = 7
  WNOHANG = 1
  WUNTRACED = 2

  # How a child ended.
  class Status
    attr_reader :pid, :exitstatus

    def initialize(pid, code)
      @pid = pid
      @exitstatus = code
    end

    def success? = exitstatus == 0
    def exited? = true
    def signaled? = false
    def stopped? = false
    def coredump? = false
    def termsig = nil
    def stopsig = nil
    def to_i = exitstatus << 8
    def ==(other) = Status === other ? to_i == other.to_i : to_i == other
    def to_s = "pid #{pid} exit #{exitstatus}"
    def inspect = "#<Process::Status: #{self}>"
  end

  # CPU seconds, of this process and its children.
  class Tms
    attr_reader :utime, :stime, :cutime, :cstime

    def initialize(utime, stime, cutime, cstime)
      @utime = utime
      @stime = stime
      @cutime = cutime
      @cstime = cstime
    end
  end

  class << self
    primitive :pid, :process_pid
    primitive :__maglev_ids__, :process_ids
    primitive :__maglev_clock__, :process_clock
    primitive :__maglev_kill__, :process_kill
    primitive :__maglev_spawn__, :process_spawn
    primitive :__maglev_popen__, :process_popen
    primitive :__maglev_wait__, :process_wait

    def ppid = __maglev_ids__[0]
    def uid = __maglev_ids__[1]
    def euid = __maglev_ids__[2]
    def gid = __maglev_ids__[3]
    def egid = __maglev_ids__[3]
    def last_status = $?
    def daemon(...) = raise(NotImplementedError, "daemon() function is unimplemented on this machine")
    primitive :fork, :not_implemented
    def exit(...) = Kernel.exit(...)
    def exit!(...) = Kernel.exit!(...)
    def abort(...) = Kernel.abort(...)
    def spawn(...) = Kernel.spawn(...)
    def argv0 = $0
    def setproctitle(title) = title

    def clock_gettime(clock, unit = :float_second)
      nanoseconds = __maglev_clock__(clock)
      case unit
      when :nanosecond then nanoseconds
      when :microsecond then nanoseconds / 1000
      when :millisecond then nanoseconds / 1_000_000
      when :second then nanoseconds / 1_000_000_000
      when :float_second then nanoseconds / 1e9
      when :float_millisecond then nanoseconds / 1e6
      when :float_microsecond then nanoseconds / 1e3
      else raise ArgumentError, "unexpected unit: #{unit}"
      end
    end

    def clock_getres(clock, unit = :float_second) = unit == :nanosecond ? 1 : 1e-9

    def times = Tms.new(clock_gettime(CLOCK_PROCESS_CPUTIME_ID), 0.0, 0.0, 0.0)

    def kill(signal, *pids)
      number = Integer === signal ? signal : Signal.__maglev_number__(signal)
      pids.each { |pid| __maglev_kill__(number, pid) }
      pids.size
    end

    def wait(pid = -1, flags = 0)
      pid, code = __maglev_wait__(pid)
      $__last_status = Status.new(pid, code)
      pid
    end

    alias_method :waitpid, :wait

    def wait2(pid = -1, flags = 0) = [wait(pid, flags), $?]
    def detach(pid) = nil

    # Words that only the shell understands.
    SHELL_WORDS = %w[. : ! { break case cd continue do done elif else esac eval exec exit export fi for if in readonly
                     return set shift then times trap unset until while].freeze
    private_constant :SHELL_WORDS

    # Words of a command as spawn takes it: with an environment first and options last, which other programs put into effect.
    def __maglev_words__(arguments)
      environment = Hash === arguments.first ? arguments.first : {}
      options = Hash === arguments.last && arguments.size > 1 ? arguments.last : {}
      arguments = arguments.grep_v(Hash)
      words = __maglev_plain_words__(arguments)
      __maglev_in_environment__(__maglev_redirected__(words, options), environment, options[:chdir])
    end

    private

    def __maglev_in_environment__(words, environment, folder)
      return words if environment.empty? && folder.nil?
      unset, set = environment.partition { |_, value| value.nil? }
      command = ["/usr/bin/env"]
      command.push("-C", folder.to_s) if folder
      unset.each { |name, _| command.push("-u", name) }
      command.concat(set.map { |name, value| "#{name}=#{value}" }).concat(words)
    end

    DESCRIPTORS = { in: 0, out: 1, err: 2 }.freeze
    private_constant :DESCRIPTORS

    # A shell opens what stands for the standard streams, then becomes the program.
    def __maglev_redirected__(words, options)
      redirections = options.flat_map do |streams, target|
        (Array === streams ? streams : [streams]).filter_map do |stream|
          number = __maglev_descriptor__(stream)
          number && [__maglev_rank__(target), __maglev_redirection__(number, target)]
        end
      end
      return words if redirections.empty?
      ["/bin/sh", "-c", "exec \"$@\" #{redirections.sort.map(&:last).join(" ")}", "sh", *words]
    end

    # This program's streams are taken before others are opened in their place, the child's own afterwards.
    def __maglev_rank__(target)
      return 2 if Array === target && target.first == :child
      __maglev_descriptor__(target) ? 0 : 1
    end

    def __maglev_descriptor__(stream)
      case stream
      when Integer then stream
      when IO then stream.fileno
      else DESCRIPTORS[stream]
      end
    end

    def __maglev_redirection__(number, target)
      return "#{number}>&-" if target == :close
      target = target.last if Array === target && target.first == :child
      other = __maglev_descriptor__(target)
      return "#{number}>&#{other}" if other
      path, mode = target
      sign = mode.nil? ? (number == 0 ? "<" : ">") : { "r" => "<", "a" => ">>" }.fetch(mode[0], ">")
      "#{number}#{sign}'#{path.to_s.gsub("'", "'\\\\''")}'"
    end

    # One string with shell characters or a shell's own command goes to the shell.
    def __maglev_plain_words__(arguments)
      return arguments.map { |word| Array === word ? word.first : word } if arguments.size > 1
      command = arguments.first
      return [command.first] if Array === command
      if command.count("*?{}[]<>()~&|\\\\$;'`\"\n#=%") > 0 || SHELL_WORDS.include?(command.split.first)
        return ["/bin/sh", "-c", command]
      end
      command.split
    end
  end
end

module Kernel
  module_function

  def spawn(*arguments)
    words = Process.__maglev_words__(arguments)
    Process.__maglev_spawn__(words) || raise(Errno::ENOENT, words.first)
  end

  def system(*arguments, exception: false, **options)
    words = Process.__maglev_words__([*arguments, options])
    pid = Process.__maglev_spawn__(words)
    if pid.nil?
      raise Errno::ENOENT, words.first if exception
      $__last_status = Process::Status.new(0, 127)
      return nil
    end
    Process.wait(pid)
    return true if $?.success?
    raise "Command failed with exit #{$?.exitstatus}: #{words.first}" if exception
    false
  end

  def `(command)
    words = Process.__maglev_words__([command])
    pid, output = Process.__maglev_popen__(words, true, false)
    raise Errno::ENOENT, words.first if pid.nil?
    Process.wait(pid)
    output
  end

  # The program's place cannot be handed over: it is run and its status passed on.
  def exec(*arguments)
    pid = spawn(*arguments)
    Process.wait(pid)
    exit!($?.exitstatus)
  end
end
