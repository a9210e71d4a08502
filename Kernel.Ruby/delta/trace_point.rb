# TracePoint and set_trace_func: events of a running program, and who is told of them.

class TracePoint
  EVENTS = %i[
    line class end call return c_call c_return raise b_call b_return thread_begin thread_end fiber_switch script_compiled rescue
  ].freeze
  GROUPS = { a_call: %i[call b_call c_call], a_return: %i[return b_return c_return] }.freeze
  private_constant :EVENTS, :GROUPS

  primitive :__maglev_start__, :trace_start
  primitive :__maglev_stop__, :trace_stop
  primitive :__maglev_binding__, :trace_binding
  primitive :__maglev_parameters__, :trace_parameters
  private :__maglev_start__, :__maglev_stop__, :__maglev_binding__, :__maglev_parameters__

  class << self
    primitive :__maglev_reenter__, :trace_reenter
    private :__maglev_reenter__

    def new(*events, &block)
      raise ArgumentError, "must be called with a block" unless block
      super
    end

    def trace(*events, &block)
      made = new(*events, &block)
      made.enable
      made
    end

    def stat = {}

    def allow_reentry(&block)
      raise ArgumentError, "no block given" unless block
      __maglev_reenter__(block)
    end
  end

  def initialize(*events, &block)
    @events = events.empty? ? EVENTS : events.flat_map { |event| __events_named(event) }
    @enabled = false
    @hook = lambda do |record|
      before = @record
      @record = record
      begin
        block.call(self)
      ensure
        @record = before
      end
    end
  end

  # With a block the trace ends with it, and only what this thread does is told.
  def enable(target: nil, target_line: nil, target_thread: (thread_was_left_out = true; nil), &block)
    was_enabled = @enabled
    __check_target(target, target_line)
    raise ArgumentError, "can't nest" if target && was_enabled
    here_only = thread_was_left_out ? block && target.nil? && target_line.nil? : !target_thread.nil?
    unless was_enabled
      unless __maglev_start__(@hook, @events, target, target_line, here_only)
        raise ArgumentError, target_line ? "can not enable any hooks" : "specified target is not supported"
      end
      @enabled = true
    end
    return was_enabled unless block
    begin
      yield
    ensure
      disable unless was_enabled
    end
  end

  def disable
    was_enabled = @enabled
    __maglev_stop__(@hook)
    @enabled = false
    return was_enabled unless block_given?
    begin
      yield
    ensure
      enable if was_enabled
    end
  end

  def enabled? = @enabled

  def event = __record[0]
  def path = __record[1]
  def lineno = __record[2]
  def self = __record[3]
  def method_id = __record[4]
  def callee_id = __record[5]
  def defined_class = __record[6]

  def return_value = __only(:return, :c_return, :b_return)[7]
  def raised_exception = __only(:raise, :rescue)[8]
  def eval_script = __only(:script_compiled)[9]

  def instruction_sequence
    __only(:script_compiled)
    nil
  end

  def parameters
    record = __only(:call, :return, :c_call, :c_return, :b_call, :b_return)
    __maglev_parameters__(record[11], record[10])
  end

  def binding
    record = __record
    __maglev_binding__(record[10]) unless record[0] == :c_call || record[0] == :c_return
  end

  def inspect
    return "#<TracePoint:#{@enabled ? 'enabled' : 'disabled'}>" unless @record
    case event
    when :line
      "#<TracePoint:line #{path}:#{lineno}#{" in '#{method_id}'" if method_id}>"
    when :call, :c_call, :return, :c_return
      "#<TracePoint:#{event} '#{method_id}' #{path}:#{lineno}>"
    else
      "#<TracePoint:#{event} #{path}:#{lineno}>"
    end
  end

  private

  def __events_named(event)
    raise TypeError, "no implicit conversion of #{event.class} into Symbol" unless event.respond_to?(:to_sym)
    name = event.to_sym
    return GROUPS[name] if GROUPS.key?(name)
    raise ArgumentError, "unknown event: #{name}" unless EVENTS.include?(name)
    [name]
  end

  def __check_target(target, line)
    raise ArgumentError, "only target_line is specified" if line && target.nil?
    raise ArgumentError, "target_line is specified, but line event is not specified" if line && !@events.include?(:line)
    return if target.nil? || Method === target || UnboundMethod === target || Proc === target
    raise ArgumentError, "specified target is not supported"
  end

  def __record = @record || raise(RuntimeError, "access from outside")

  def __only(*events)
    record = __record
    raise RuntimeError, "not supported by this event" unless events.include?(record[0])
    record
  end
end

module Kernel
  def set_trace_func(function)
    unless function.nil? || Proc === function
      raise TypeError, "trace_func needs to be Proc"
    end
    TracePoint.__maglev_trace_function__(function)
    function
  end

  def trace_var(name, command = nil, &block)
    command ||= block
    raise ArgumentError, "tried to create Proc object without a block" unless command
    teller = Proc === command ? command : ->(_) { TOPLEVEL_BINDING.eval(command) }
    __maglev_traces_of_global__(name).unshift([command, teller])
    nil
  end

  def untrace_var(name, command = nil)
    unless global_variables.include?(name.to_sym)
      raise NameError.new("undefined global variable #{name}", name.to_sym)
    end
    traces = __maglev_traces_of_global__(name)
    gone = traces.select { |given, _| command.nil? || given.equal?(command) }
    traces.reject! { |given, _| command.nil? || given.equal?(command) }
    gone.map(&:first) unless command && gone.empty?
  end

  primitive :__maglev_traces_of_global__, :trace_of_global
  private :set_trace_func, :trace_var, :untrace_var, :__maglev_traces_of_global__
end

class << TracePoint
  # The one function of set_trace_func; nil for none.
  def __maglev_trace_function__(function)
    @function&.disable
    @function = nil
    return unless function
    @function = new(:line, :class, :end, :call, :return, :c_call, :c_return, :raise) do |point|
      function.call(
        point.event.name.tr("_", "-"), point.path, point.lineno, point.method_id, point.binding, point.defined_class
      )
    end
    @function.enable
  end
end
