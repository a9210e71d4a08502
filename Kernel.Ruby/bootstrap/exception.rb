# Exception and what the core's own exceptions carry beside a message.

class Exception
  primitive :backtrace, :exception_backtrace
  primitive :set_backtrace, :exception_set_backtrace
  primitive :cause, :exception_cause
  primitive :__maglev_thread__, :exception_thread
  primitive :to_s, :exception_to_s

  class << self
    def exception(...) = new(...)

    def to_tty? = $stderr.tty?
  end

  def message = to_s

  # Without a message self, else a copy with that message.
  def exception(message = self)
    return self if equal?(message)
    copy = clone
    copy.__send__(:__maglev_message__=, message)
    copy
  end

  def ==(other)
    equal?(other) ||
      (other.class == self.class && other.message == message && other.backtrace == backtrace)
  end

  def inspect
    text = to_s
    return self.class.to_s if text.empty?
    return "#<#{self.class}: #{text.inspect}>" if text.include?("\n")
    "#<#{self.class}: #{text}>"
  end

  def backtrace_locations
    __maglev_places__&.map { |place| Thread::Backtrace::Location.new(*place) }
  end

  # The message with the class's name, as the report of an uncaught exception shows it.
  def detailed_message(highlight: false, **)
    text = message.to_s
    name = self.class.to_s
    if text.empty?
      plain = self.class == RuntimeError ? "unhandled exception" : name
      return highlight ? "\e[1;4m#{plain}\e[m" : plain
    end
    first, rest = text.split("\n", 2)
    first ||= ""
    return text if name.start_with?("#") && !highlight
    shown = highlight ? "\e[1m#{first} (\e[1;4m#{name}\e[m\e[1m)\e[m" : "#{first} (#{name})"
    return shown if rest.nil? || rest.empty?
    rest = rest.split("\n", -1).map { |line| line.empty? ? line : "\e[1m#{line}\e[m" }.join("\n") if highlight
    "#{shown}\n#{rest}"
  end

  def full_message(highlight: nil, order: :top, **options)
    highlight = Exception.to_tty? if highlight.nil?
    unless true.equal?(highlight) || false.equal?(highlight)
      raise ArgumentError, "expected true or false as highlight: #{highlight.inspect}"
    end
    order = :top if order.nil? || false.equal?(order)
    order = :bottom if true.equal?(order)
    unless order == :top || order == :bottom
      raise ArgumentError, "expected :top or :bottom as order: #{order.inspect}"
    end
    __maglev_report__(highlight, order, options, [])
  end

  protected

  def __maglev_report__(highlight, order, options, shown)
    shown << self
    text = detailed_message(highlight: highlight, **options)
    text = message unless String === text
    lines = backtrace || []
    return __maglev_reversed_report__(text, lines, highlight) if order == :bottom
    report = "#{__maglev_first_of__(lines)}: #{text}"
    report << "\n" << __maglev_rest_of__(lines)
    if (source = cause) && !shown.any? { |other| other.equal?(source) }
      report << source.__maglev_report__(highlight, order, options, shown)
    end
    report
  end

  private

  primitive :initialize, :exception_initialize
  primitive :__maglev_message__=, :exception_set_message
  primitive :__maglev_places__, :exception_backtrace_places
  primitive :__maglev_subject__, :exception_subject
  primitive :__maglev_subject__=, :exception_set_subject
  primitive :__maglev_receiver__, :exception_receiver
  primitive :__maglev_receiver__=, :exception_set_receiver

  # Where it was raised; for an exception that never was, where its message is asked for.
  def __maglev_first_of__(lines)
    return lines[0] unless lines.empty?
    path, line, label = __maglev_backtrace__[0]
    path ? "#{path}:#{line}:in '#{label}'" : $0
  end

  # The lines after the first, up to the limit; the middle of a stack that overflowed is left out, as MRI does it.
  def __maglev_rest_of__(lines)
    rest = lines.drop(1).map { |line| "\tfrom #{line}\n" }
    limit = Thread::Backtrace.limit
    return (rest.first(limit) << "\t ... #{rest.size - limit} levels...\n").join if limit >= 0 && rest.size > limit
    if SystemStackError === self && lines.size > 18
      rest = rest.first(8) + ["\t ... #{lines.size - 13} levels...\n"] + rest.last(4)
    end
    rest.join
  end

  def __maglev_reversed_report__(text, lines, highlight)
    title = "Traceback (most recent call last):"
    report = highlight ? "\e[1mTraceback\e[m (most recent call last):\n" : "#{title}\n"
    width = (lines.size - 1).to_s.size
    (lines.size - 1).downto(1) { |index| report << "\t#{index.to_s.rjust(width)}: from #{lines[index]}\n" }
    report << "#{__maglev_first_of__(lines)}: #{text}\n"
  end
end

class NameError
  def initialize(message = nil, name = nil, receiver: nil)
    super(message)
    self.__maglev_subject__ = name
    self.__maglev_receiver__ = receiver
  end

  def name = __maglev_subject__
  def receiver = __maglev_receiver__
  def local_variables = []
end

class NoMethodError
  def initialize(message = nil, name = nil, args = [], private_call = false, receiver: nil)
    super(message, name, receiver: receiver)
    @__maglev_args = args
    @__maglev_private_call = private_call
  end

  def args = @__maglev_args || []
  def private_call? = @__maglev_private_call || false
  def instance_variables = super - %i[@__maglev_args @__maglev_private_call]
end

class KeyError
  def initialize(message = nil, receiver: (no_receiver = true; nil), key: (no_key = true; nil))
    super(message)
    @__maglev_receiver_unknown = true if no_receiver
    @__maglev_key_unknown = true if no_key
    self.__maglev_receiver__ = receiver
    self.__maglev_subject__ = key
  end

  def receiver
    raise ArgumentError, "no receiver is available" if @__maglev_receiver_unknown
    __maglev_receiver__
  end

  def key
    raise ArgumentError, "no key is available" if @__maglev_key_unknown
    __maglev_subject__
  end

  def instance_variables = super - %i[@__maglev_receiver_unknown @__maglev_key_unknown]
end

class NoMatchingPatternKeyError
  def initialize(message = nil, matchee: nil, key: nil)
    super(message)
    self.__maglev_receiver__ = matchee
    self.__maglev_subject__ = key
  end

  def matchee = __maglev_receiver__
  def key = __maglev_subject__
end

class FrozenError
  def initialize(message = nil, receiver: nil)
    super(message)
    self.__maglev_receiver__ = receiver
  end

  def receiver = __maglev_receiver__
end

class StopIteration
  def result = __maglev_subject__

  def __maglev_ended_with__(result)
    self.__maglev_subject__ = result
    self
  end
end

class ClosedQueueError < StopIteration
end

class LocalJumpError
  def reason = __maglev_subject__ || :noreason
  def exit_value = __maglev_receiver__
end

class UncaughtThrowError
  def initialize(tag, value = nil, message = nil)
    super(message || "uncaught throw #{tag.inspect}")
    self.__maglev_subject__ = tag
    self.__maglev_receiver__ = value
  end

  def tag = __maglev_subject__
  def value = __maglev_receiver__
end

class LoadError
  def path = __maglev_subject__
end

class SyntaxError
  def path = __maglev_subject__
end

class SystemExit
  def initialize(status = 0, message = "exit")
    unless true.equal?(status) || false.equal?(status) || Integer === status
      message = status unless status.nil? || 0.equal?(status)
      status = 0
    end
    super(message)
    self.__maglev_subject__ = true.equal?(status) ? 0 : false.equal?(status) ? 1 : status
  end

  def status = __maglev_subject__ || 0
  def success? = status == 0
end

class SignalException
  def initialize(signal = (missing = true; nil), name = nil)
    raise ArgumentError, "wrong number of arguments (given 0, expected 1..2)" if missing
    if Integer === signal
      raise ArgumentError, "invalid signal number (#{signal})" unless signal.between?(0, 64)
      super(name || "SIG#{Signal.signame(signal)}")
      self.__maglev_subject__ = signal
    else
      text = signal.to_s.delete_prefix("SIG")
      number = Signal.list[text] or raise ArgumentError, "unsupported signal 'SIG#{text}'"
      super("SIG#{text}")
      self.__maglev_subject__ = number
    end
  end

  def signo = __maglev_subject__
  def signm = message
end

class Interrupt
  def initialize(message = "Interrupt") = super(2, message)
end

class Thread
  class Backtrace
    # How many lines a report shows below the first; -1 for all.
    def self.limit = @limit || -1

    def self.__maglev_limit__=(limit)
      @limit = limit
    end

    # One line of a backtrace.
    class Location
      attr_reader :path, :lineno, :label, :base_label

      def initialize(path, lineno, label, base_label)
        @path = path
        @lineno = lineno
        @label = label
        @base_label = base_label
      end

      def absolute_path = path == "-e" || path.start_with?("(eval") ? nil : File.expand_path(path)
      def to_s = "#{path}:#{lineno}:in '#{label}'"
      def inspect = to_s.inspect
    end
  end
end
