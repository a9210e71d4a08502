# Threads in the object log: where a program stood, for another VM to look at, to resume, or to raise an error in.

module Maglev
  # A frame of a thread that waits: what runs there, where, its self and its variables.
  StackFrame = Struct.new(:label, :path, :lineno, :receiver, :locals) do
    def to_s = "#{path}:#{lineno}:in '#{label}'"

    def inspect = "#<#{self.class} #{self} #{locals}>"

    # The same with texts for self and variables, which can always be committed.
    def as_text = self.class.new(label, path, lineno, __text(receiver), locals.transform_values { |value| __text(value) })

    private

    def __text(value)
      value.inspect
    rescue StandardError => error
      "(#{error.class} in inspect)"
    end
  end

  # The frames of a thread that waits, innermost first, without the kernel's; nil when it has ended.
  def self.frames(thread) = thread.__maglev_frames__&.map { |parts| StackFrame.new(*parts) }
end

# An entry of the object log with a thread at rest. What can't be committed of its stack is kept as text, and then there is no thread.
class DebuggerLogEntry < ObjectLogEntry
  # The thread at rest; nil when it has been resumed, or only its frames could be kept.
  attr_reader :thread
  alias_method :continuation, :thread

  # Why its stack could not be committed, so that only texts were kept; nil when it could.
  attr_reader :refusal

  # The error that stopped it.
  alias_method :exception, :object

  class << self
    # Puts this thread, as it stands, into the log. Answers the entry; where the thread is resumed, what it is resumed with.
    def create_continuation_labeled(label, error = nil)
      new(:error, label, error, thread: Thread.__maglev_at_rest__).add_to_log
    end

    # True when errors that nobody rescues are logged with the thread that raised them.
    def log_uncaught? = !@logs_uncaught.nil?

    # From here on each error that ends a thread of this VM, or its program, is logged and committed. What the transaction has not
    # committed by then is given up.
    def log_uncaught=(flag)
      Thread.__maglev_keep_stacks__ = flag
      at_exit { __uncaught__($!) if log_uncaught? && $! && !(SystemExit === $!) } if flag && !defined?(@logs_uncaught)
      @logs_uncaught = flag ? true : nil
    end

    def __uncaught__(error)
      Maglev.abort_transaction
      entry = new(:error, "#{error.class}: #{error.message}", error, thread: error.__maglev_thread__)
      entry.add_to_log
      entry.__commit__
    rescue Maglev::MaglevException => refused
      warn "#{error.class} could not be logged: #{refused.message}"
    end
  end

  def initialize(level, label, object = nil, tag: nil, thread: nil)
    super(level, label, object, tag: tag)
    @thread = thread
  end

  def has_cc? = !@thread.nil?

  # The frames of the thread, innermost first: live values, or their texts where those could not be committed.
  def frames = @thread ? Maglev.frames(@thread) : @frames || []

  # A thread of this VM goes on where the entry's stands: the call in which it stands, which raised perhaps, answers the value. The
  # entry has no thread then; nobody else resumes it once that is committed. Answers the thread that runs.
  def resume_continuation(value = nil) = __take__.__maglev_go_on__(value)

  # The same, but the call raises.
  def raise_continuation(*error) = __take__.raise(*error)

  # Commits; what refuses to be committed is kept as text.
  def __commit__
    Maglev.commit_transaction
  rescue Maglev::NotPersistableException => refused
    raise if @thread.nil? && @object.nil?
    @refusal ||= refused.message
    @thread ? __keep_text__ : @object = nil
    retry
  end

  private

  def __take__
    thread = @thread or raise ThreadError, "the entry has no thread to resume"
    @thread = nil
    thread
  end

  def __keep_text__
    @frames = frames.map(&:as_text)
    @thread = nil
  end
end
