# Thread: guest threads of one VM, of which one runs at a time. Parallel work is done by VMs beside each other.

class Thread
  class << self
    primitive :current, :thread_current
    primitive :main, :thread_main
    primitive :list, :thread_list
    primitive :pass, :thread_pass
    primitive :__maglev_stop__, :thread_stop
    primitive :__maglev_at_rest__, :thread_at_rest
    primitive :__maglev_keep_stacks__=, :thread_keep_stacks

    def new(*arguments, **keywords, &block)
      thread = allocate
      thread.__send__(:initialize, *arguments, **keywords, &block)
      return thread if thread.__maglev_begun__?
      raise ThreadError, "uninitialized thread - check '#{self}#initialize'"
    end

    def start(*arguments, &block)
      raise ArgumentError, "tried to create Proc object without a block" unless block
      allocate.__maglev_begin__(*arguments, &block)
    end
    alias fork start

    def stop
      __maglev_stop__
      nil
    end

    def exit = current.kill
    def kill(thread) = thread.kill

    def abort_on_exception = @abort_on_exception || false

    def abort_on_exception=(flag)
      @abort_on_exception = flag ? true : false
    end

    def report_on_exception = @silent ? false : true

    def report_on_exception=(flag)
      @silent = !flag
    end

    def ignore_deadlock = @ignores_deadlock || false

    def ignore_deadlock=(flag)
      @ignores_deadlock = flag ? true : false
    end

    # For the time of the block, when interrupts of these classes may come: :immediate, :on_blocking or :never.
    def handle_interrupt(timings)
      raise ArgumentError, "block is needed." unless block_given?
      current.__maglev_mask__(timings.keys, timings.values)
      begin
        current.__maglev_check_interrupts__
        yield
      ensure
        current.__maglev_unmask__
        current.__maglev_check_interrupts__
      end
    end

    def pending_interrupt?(error = nil) = current.pending_interrupt?(error)

    def each_caller_location(...)
      raise LocalJumpError, "no block given" unless block_given?
      caller_locations(2).each { |location| yield location }
      nil
    end
  end

  primitive :raise, :thread_raise
  primitive :wakeup, :thread_wake
  primitive :__maglev_mask__, :thread_mask
  primitive :__maglev_unmask__, :thread_unmask
  primitive :__maglev_check_interrupts__, :thread_check_interrupts
  primitive :__maglev_frames__, :thread_frames
  primitive :__maglev_go_on__, :thread_go_on

  PRIORITIES = (-3..3)
  private_constant :PRIORITIES

  def initialize(*arguments, &block) = __maglev_begin__(*arguments, &block)

  def __maglev_begin__(...)
    creator = Thread.current
    @group = creator.group
    @priority = creator.priority
    __maglev_start__(...)
  end

  def __maglev_begun__? = __maglev_state__ != :created

  def join(limit = nil)
    Kernel.raise ThreadError, "Target thread must not be current thread" if equal?(Thread.current)
    Kernel.raise ThreadError, "Target thread must not be main thread" if equal?(Thread.main)
    Kernel.raise ThreadError, "the thread is at rest; run answers one that goes on" if __maglev_state__ == :at_rest
    return nil unless __maglev_await_end__(__maglev_nanoseconds__(limit))
    failure = __maglev_failure__
    Kernel.raise failure unless failure.nil?
    self
  end

  def value
    join
    __maglev_result__
  end

  def alive? = __maglev_state__ != :dead

  def stop? = __maglev_state__ != :run

  def status
    state = __maglev_state__
    return __maglev_failure__.nil? ? false : nil if state == :dead
    return "aborting" if @is_killed
    state == :run ? "run" : "sleep"
  end

  # Answers the thread that runs: for one at rest, which came from the repository, a new one that goes on there.
  def run
    thread = wakeup
    Thread.pass
    thread
  end

  def kill
    return self unless alive?
    @is_killed = true
    Kernel.exit if equal?(Thread.main)
    __maglev_kill__
    self
  end
  alias terminate kill
  alias exit kill

  def [](key) = __maglev_locals__[__maglev_key__(key)]

  def []=(key, value)
    Kernel.raise FrozenError.new("can't modify frozen thread locals", receiver: self) if frozen?
    __maglev_locals__[__maglev_key__(key)] = value
  end

  def key?(key) = !__maglev_locals__[__maglev_key__(key)].nil?

  def keys = __maglev_locals__.keys

  def fetch(key, default = (no_default = true; nil))
    key = __maglev_key__(key)
    warn("block supersedes default value argument", uplevel: 1) if block_given? && !no_default
    return __maglev_locals__[key] if __maglev_locals__.key?(key)
    return yield(key) if block_given?
    Kernel.raise KeyError.new("key not found: #{key.inspect}", receiver: self, key: key) if no_default
    default
  end

  def thread_variable_get(key) = @variables && @variables[__maglev_key__(key)]

  def thread_variable_set(key, value)
    Kernel.raise FrozenError.new("can't modify frozen thread locals", receiver: self) if frozen?
    @variables ||= {}
    value.nil? ? @variables.delete(__maglev_key__(key)) : @variables[__maglev_key__(key)] = value
  end

  def thread_variable?(key) = !@variables.nil? && @variables.key?(__maglev_key__(key))

  def thread_variables = @variables ? @variables.keys : []

  def group = @group || ThreadGroup::Default

  # Kept within MRI's bounds; every thread has its turn all the same.
  def priority = @priority || 0

  def priority=(priority)
    @priority = priority.clamp(PRIORITIES)
  end

  def name = @name

  def name=(name)
    @name = name.nil? ? nil : String.try_convert(name)&.dup || Kernel.raise(TypeError, "no implicit conversion of #{name.class} into String")
  end

  def abort_on_exception = @aborts || false

  def abort_on_exception=(flag)
    @aborts = flag ? true : false
  end

  def report_on_exception = @reports.nil? ? Thread.report_on_exception : @reports

  def report_on_exception=(flag)
    @reports = flag ? true : false
  end

  def pending_interrupt?(error = nil) = error ? __maglev_is_interrupt_pending__(error) : __maglev_is_interrupt_pending__

  def native_thread_id = Process.pid

  def backtrace(start = 0, length = nil)
    places = __maglev_selected_places__(start, length)
    places&.map { |place| "#{place[0]}:#{place[1]}:in '#{place[2]}'" }
  end

  def backtrace_locations(start = 0, length = nil)
    places = __maglev_selected_places__(start, length)
    places&.map { |place| Thread::Backtrace::Location.new(*place) }
  end

  def inspect
    place = __maglev_source_location__
    text = Kernel.instance_method(:to_s).bind_call(self).chop
    "#{text}#{"@#{@name}" if @name}#{" #{place.join(":")}" if place} #{__maglev_state__}>"
  end
  alias to_s inspect

  # What a thread that an exception ends says, and who else that ends; the VM calls it on that thread.
  def __maglev_failed__(error)
    DebuggerLogEntry.__uncaught__(error) if !(SystemExit === error) && defined?(DebuggerLogEntry) && DebuggerLogEntry.log_uncaught?
    if SystemExit === error
      Thread.main.raise(error)
    else
      if report_on_exception && !(SignalException === error)
        $stderr.write("#{inspect} terminated with exception (report_on_exception is true):\n", error.full_message(highlight: false))
      end
      Thread.main.raise(error) if abort_on_exception || Thread.abort_on_exception || $DEBUG
    end
  end

  def __maglev_join_group__(group)
    @group = group
  end

  private

  primitive :__maglev_start__, :thread_start
  primitive :__maglev_state__, :thread_state
  primitive :__maglev_source_location__, :thread_source_location
  primitive :__maglev_await_end__, :thread_await_end
  primitive :__maglev_result__, :thread_result
  primitive :__maglev_failure__, :thread_failure
  primitive :__maglev_places__, :thread_places
  primitive :__maglev_locals__, :thread_locals
  primitive :__maglev_kill__, :thread_kill
  primitive :__maglev_is_interrupt_pending__, :thread_is_interrupt_pending

  def __maglev_key__(key)
    return key if Symbol === key
    text = String.try_convert(key) || Kernel.raise(TypeError, "#{key.inspect} is not a symbol nor a string")
    text.to_sym
  end

  def __maglev_nanoseconds__(seconds)
    return nil if seconds.nil?
    Kernel.raise TypeError, "timeout must be non-negative" unless Numeric === seconds
    seconds.to_f.infinite? ? nil : (seconds * 1_000_000_000).to_i
  end

  def __maglev_selected_places__(start, length)
    places = __maglev_places__
    return nil if places.nil?
    return places[start] if Range === start
    length ? places[start, length] : places.drop(start)
  end
end

class ThreadGroup
  def list = Thread.list.select { |thread| thread.group.equal?(self) }

  def add(thread)
    raise ThreadError, "can't move to the enclosed thread group" if enclosed?
    raise ThreadError, "can't move from the enclosed thread group" if thread.group&.enclosed?
    thread.__maglev_join_group__(self)
    self
  end

  def enclose
    @is_enclosed = true
    self
  end

  def enclosed? = @is_enclosed || false

  Default = new
end
