# The object log: what programs of many VMs note for people to read later, each with an object that stays as it is.

# An entry of the log. It is in the log from add_to_log on, and for others from the next commit on.
class ObjectLogEntry
  # Levels by weight.
  LEVELS = {fatal: 1, error: 2, warn: 3, info: 4, debug: 5, trace: 6}.freeze

  # The text.
  attr_reader :label
  alias_method :message, :label

  # What the entry is about, the number of its level, the process and the time it was made in.
  attr_reader :object, :priority, :pid, :timestamp

  # What a program marks its entries with.
  attr_accessor :tag

  class << self
    # An entry that is not in the log yet.
    def fatal(label, object = nil) = new(:fatal, label, object)
    def error(label, object = nil) = new(:error, label, object)
    def warn(label, object = nil) = new(:warn, label, object)
    def info(label, object = nil) = new(:info, label, object)
    def debug(label, object = nil) = new(:debug, label, object)
    def trace(label, object = nil) = new(:trace, label, object)

    # The log.
    def object_log = ObjectLog
  end

  def initialize(level, label, object = nil, tag: nil)
    @priority = LEVELS.fetch(level) { raise ArgumentError, "#{level.inspect} is no level (#{LEVELS.keys.join(', ')})" }
    @label = label
    @object = object
    @tag = tag
    @pid = Process.pid
    @timestamp = Time.now
  end

  def level = LEVELS.key(@priority)

  # Whether a thread can be resumed from it: see DebuggerLogEntry.
  def has_cc? = false

  # Puts the entry into the log; answers it.
  def add_to_log
    ObjectLog.add(self)
    self
  end

  def to_s
    subject = ": #{@object.inspect}" unless @object.nil?
    "#{@timestamp.strftime('%F %T')} #{@pid} #{level} #{@label}#{subject}"
  end

  def inspect = "#<#{self.class} #{self}>"
end

# The log, oldest entry first. Any number of VMs write it at once: that is no conflict.
module ObjectLog
  # Where the entries are; the image has it, and an upgrade leaves it.
  ENTRIES = RCIdentitySet.new unless const_defined?(:ENTRIES, false)
  private_constant :ENTRIES

  class << self
    include Enumerable

    def each(&block)
      return enum_for(:each) { size } unless block
      ENTRIES.sort_by(&:timestamp).each(&block)
      self
    end

    # An entry by its place, from the oldest on; as Array#[] otherwise.
    def [](*place) = to_a[*place]

    # The entries of a level, such as :error.
    def of_level(level)
      priority = ObjectLogEntry::LEVELS.fetch(level) { raise ArgumentError, "#{level.inspect} is no level" }
      select { |entry| entry.priority == priority }
    end

    def fatals = of_level(:fatal)
    def errors = of_level(:error)
    def warnings = of_level(:warn)
    def infos = of_level(:info)
    def debugs = of_level(:debug)
    def traces = of_level(:trace)

    def add(entry)
      raise TypeError, "#{entry.inspect} is not an ObjectLogEntry" unless ObjectLogEntry === entry
      ENTRIES.add(entry)
      self
    end
    alias_method :<<, :add

    # Takes an entry out; answers it, or nil when it is not in the log.
    def delete(entry) = ENTRIES.delete(entry)

    # Takes out all that are there now; answers them.
    def clear = to_a.each { |entry| delete(entry) }

    def size = ENTRIES.size
    alias_method :length, :size
    def empty? = ENTRIES.empty?
    def inspect = "#<ObjectLog of #{size} entries>"
  end
end
