# Monitor: a lock that its holder may take again, and conditions on it.

class Monitor
  def enter
    __maglev_enter__
    nil
  end
  alias mon_enter enter

  primitive :try_enter, :lock_try_enter
  alias mon_try_enter try_enter
  alias try_mon_enter try_enter

  def exit
    mon_check_owner
    __maglev_exit__
    nil
  end
  alias mon_exit exit

  def synchronize
    enter
    begin
      yield
    ensure
      self.exit
    end
  end
  alias mon_synchronize synchronize

  primitive :mon_locked?, :lock_is_held
  primitive :mon_owned?, :lock_is_mine

  def mon_check_owner
    raise ThreadError, "current fiber not owner" unless mon_owned?
  end

  def new_cond = MonitorMixin::ConditionVariable.new(self)

  def wait_for_cond(condition, timeout)
    condition.wait(self, timeout)
    true
  end

  private

  primitive :__maglev_enter__, :lock_enter
  primitive :__maglev_exit__, :lock_exit
  primitive :__maglev_exit_whole__, :lock_exit_whole
  primitive :__maglev_enter_whole__, :lock_enter_whole
end

# Makes an object, or the instances of a class, monitors of their own.
module MonitorMixin
  class ConditionVariable
    def initialize(monitor)
      @monitor = monitor
      @condition = Thread::ConditionVariable.new
    end

    def wait(timeout = nil)
      @monitor.mon_check_owner
      @monitor.wait_for_cond(@condition, timeout)
    end

    def wait_while = (wait while yield)
    def wait_until = (wait until yield)

    def signal
      @monitor.mon_check_owner
      @condition.signal
    end

    def broadcast
      @monitor.mon_check_owner
      @condition.broadcast
    end
  end

  def self.extend_object(object)
    super
    object.__send__(:mon_initialize)
  end

  def mon_enter = @mon_data.enter
  def mon_exit = @mon_data.exit
  def mon_try_enter = @mon_data.try_enter
  alias try_mon_enter mon_try_enter
  def mon_locked? = @mon_data.mon_locked?
  def mon_owned? = @mon_data.mon_owned?

  def mon_synchronize(&block) = @mon_data.synchronize(&block)
  alias synchronize mon_synchronize

  def new_cond = ConditionVariable.new(@mon_data)

  def initialize(...)
    super
    mon_initialize
  end

  private

  def mon_initialize
    @mon_data = Monitor.new
  end
end
