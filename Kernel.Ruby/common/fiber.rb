# Fiber: a block that runs until it yields, and goes on from there. Switches are the interpreter's.

class Fiber
  class << self
    primitive :current, :fiber_current
    primitive :yield, :fiber_yield

    def [](key) = current.__maglev_variables__[__maglev_key__(key)]

    def []=(key, value)
      key = __maglev_key__(key)
      value.nil? ? current.__maglev_variables__.delete(key) : current.__maglev_variables__[key] = value
    end

    def blocking? = current.blocking? ? 1 : false

    # Every fiber here blocks its thread in what it waits for: there is no scheduler.
    def blocking = yield(current)
    def scheduler = nil
    def current_scheduler = nil
    def schedule = raise(RuntimeError, "No scheduler is available!")

    def set_scheduler(scheduler)
      return nil if scheduler.nil?
      raise NotImplementedError, "fiber schedulers are not supported; use threads"
    end

    private

    def __maglev_key__(key)
      return key if Symbol === key
      raise TypeError, "#{key.inspect} is not a symbol nor a string" unless String === key
      key.to_sym
    end
  end

  primitive :resume, :fiber_resume
  primitive :transfer, :fiber_transfer
  primitive :raise, :fiber_raise
  primitive :blocking?, :fiber_is_blocking

  def kill
    __maglev_kill__
    self
  end

  def alive? = __maglev_state__ != :terminated

  def storage
    __maglev_require_current__
    __maglev_storage__.dup
  end

  def storage=(variables)
    __maglev_require_current__
    __maglev_set_storage__(__maglev_checked__(variables).dup)
  end

  def backtrace(start = 0, length = nil)
    lines = __maglev_selected_places__(start, length)
    lines&.map { |place| "#{place[0]}:#{place[1]}:in '#{place[2]}'" }
  end

  def backtrace_locations(start = 0, length = nil)
    places = __maglev_selected_places__(start, length)
    places&.map { |place| Thread::Backtrace::Location.new(*place) }
  end

  def inspect
    place = __maglev_source_location__
    "#{Kernel.instance_method(:to_s).bind_call(self).chop}#{" #{place.join(":")}" if place} (#{__maglev_state__})>"
  end
  alias to_s inspect

  def __maglev_variables__
    __maglev_storage__ || __maglev_set_storage__({})
  end

  private

  primitive :__maglev_initialize__, :fiber_initialize
  primitive :__maglev_kill__, :fiber_kill
  primitive :__maglev_state__, :fiber_state
  primitive :__maglev_source_location__, :fiber_source_location
  primitive :__maglev_storage__, :fiber_storage
  primitive :__maglev_set_storage__, :fiber_set_storage
  primitive :__maglev_places__, :fiber_places

  # Without variables of its own a fiber takes over a copy of those of the fiber that makes it.
  def initialize(blocking: false, storage: true, &block)
    storage = true.equal?(storage) ? Fiber.current.__maglev_variables__ : __maglev_checked__(storage)
    __maglev_initialize__(blocking, storage.dup, &block)
  end

  def __maglev_require_current__
    return if equal?(Fiber.current)
    Kernel.raise ArgumentError, "Fiber storage can only be accessed from the Fiber it belongs to"
  end

  def __maglev_checked__(variables)
    return variables if variables.nil?
    Kernel.raise TypeError, "storage must be a hash" unless Hash === variables
    Kernel.raise FrozenError, "storage must not be frozen" if variables.frozen?
    variables.each_key do |key|
      Kernel.raise TypeError, "wrong argument type #{key.class} (expected Symbol)" unless Symbol === key
    end
  end

  def __maglev_selected_places__(start, length)
    return [] unless alive?
    places = __maglev_places__
    return nil if places.nil?
    return places[start] if Range === start
    length ? places[start, length] : places.drop(start)
  end
end
