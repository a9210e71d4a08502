# Kernel: functions that steer the program.

module Kernel
  module_function

  primitive :binding, :kernel_binding
  primitive :eval, :kernel_eval
  primitive :local_variables, :kernel_local_variables
  primitive :global_variables, :kernel_global_variables
  primitive :__method__, :kernel_method_name
  primitive :__callee__, :kernel_callee
  primitive :__dir__, :kernel_dir
  primitive :throw, :kernel_throw
  primitive :at_exit, :kernel_at_exit
  primitive :require, :kernel_require
  primitive :require_relative, :kernel_require_relative
  primitive :load, :kernel_load
  primitive :__maglev_mark_catch__, :kernel_mark_catch
  primitive :__maglev_backtrace__, :kernel_backtrace
  primitive :__maglev_exit_now__, :kernel_exit_now
  primitive :__maglev_sleep__, :kernel_sleep

  # throw looks for the frame of this method by its first parameter.
  def catch(tag = Object.new)
    __maglev_mark_catch__
    yield tag
  end

  def loop
    return enum_for(:loop) { Float::INFINITY } unless block_given?
    begin
      while true
        yield
      end
    rescue StopIteration => stop
      stop.result
    end
  end

  def exit(status = true)
    raise SystemExit.new(status, "exit")
  end

  def exit!(status = false)
    __maglev_exit_now__(true.equal?(status) ? 0 : false.equal?(status) ? 1 : status)
  end

  def abort(message = nil)
    unless message.nil?
      $stderr.puts(message)
      raise SystemExit.new(1, message)
    end
    if (error = $!)
      $stderr.write(error.full_message, "\n")
    end
    raise SystemExit.new(1, "exit")
  end

  def sleep(duration = nil)
    start = Process.clock_gettime(Process::CLOCK_MONOTONIC)
    unless duration.nil?
      raise TypeError, "can't convert #{duration.class} into time interval" unless Numeric === duration
      raise ArgumentError, "time interval must not be negative" if duration < 0
    end
    __maglev_sleep__(duration && (duration * 1_000_000_000).to_i)
    (Process.clock_gettime(Process::CLOCK_MONOTONIC) - start).round
  end

  # The caller's place is not part of its own backtrace: the first entry kept is the caller of the caller.
  def caller(start = 1, length = nil)
    places = __maglev_places_from__(start, length)
    places&.map { |place| "#{place[0]}:#{place[1]}:in '#{place[2]}'" }
  end

  def caller_locations(start = 1, length = nil)
    places = __maglev_places_from__(start, length)
    places&.map { |place| Thread::Backtrace::Location.new(*place) }
  end

  # Places from the caller of the program's method on; the first two are this method and the function asked.
  def __maglev_places_from__(start, length)
    places = __maglev_backtrace__.drop(1)
    if Range === start
      places[start]
    elsif start > places.size
      nil
    else
      length ? places[start, length] : places.drop(start)
    end
  end

  def autoload(name, path) = Object.autoload(name, path)
  def autoload?(name, inherit = true) = Object.autoload?(name, inherit)

  def warn(*messages, uplevel: nil, category: nil)
    return nil if $VERBOSE.nil? || messages.empty?
    return nil if category && !Warning[category]
    text = messages.flatten.join("\n")
    if uplevel
      raise ArgumentError, "negative level (#{uplevel})" if uplevel < 0
      place = caller_locations(uplevel + 1, 1)&.first
      text = place ? "#{place.path}:#{place.lineno}: warning: #{text}" : "warning: #{text}"
    end
    text += "\n" unless text.end_with?("\n")
    Warning.warn(text)
    nil
  end

  def trap(...) = Signal.trap(...)
  primitive :fork, :not_implemented
end

class Binding
  primitive :eval, :binding_eval
  primitive :local_variable_get, :binding_local_variable_get
  primitive :local_variable_set, :binding_local_variable_set
  primitive :local_variable_defined?, :binding_local_variable_defined
  primitive :local_variables, :binding_local_variables
  primitive :receiver, :binding_receiver
  primitive :source_location, :binding_source_location
  primitive :irb, :binding_irb

  class << self
    undef_method :new, :allocate
  end
end

module Warning
  # The categories, and which of them are on before a program says.
  def self.categories = [:deprecated, :experimental, :performance, :strict_unused_block]

  def self.[](category)
    __check(category)
    return @switched[category] if @switched&.key?(category)
    category == :experimental || category == :deprecated && $VERBOSE == true
  end

  def self.[]=(category, value)
    __check(category)
    @switched ||= {}
    @switched[category] = value ? true : false
    __tell_of_deprecated(@switched[category]) if category == :deprecated
  end

  def self.__check(category)
    raise TypeError, "wrong argument type #{category.class} (expected Symbol)" unless Symbol === category
    raise ArgumentError, "unknown category: #{category}" unless categories.include?(category)
  end

  class << self
    primitive :__tell_of_deprecated, :warning_tell_of_deprecated
    private :__check, :__tell_of_deprecated
  end

  # Said when a program sets a global that should be left alone.
  def self.__deprecated_global(name) = Kernel.warn("'#{name}' is deprecated", uplevel: 1, category: :deprecated)

  def warn(message, category: nil)
    raise TypeError, "no implicit conversion of #{message.class} into String" unless String === message
    $stderr.write(message)
    nil
  end
  extend self
end
