# Locks, and queues between threads. Who holds and who waits is this VM's alone: a lock or queue that is committed comes free
# to every VM, a queue with its elements.

class Thread
  class Mutex
    primitive :lock, :mutex_lock
    primitive :unlock, :mutex_unlock

    def try_lock = !owned? && __maglev_try_enter__

    def synchronize
      raise ThreadError, "must be called with a block" unless block_given?
      lock
      begin
        yield
      ensure
        unlock if owned?
      end
    end

    # Gives the lock up while it sleeps; nil when the time was over before anybody woke it.
    def sleep(seconds = nil)
      unlock
      start = Process.clock_gettime(Process::CLOCK_MONOTONIC)
      begin
        Kernel.sleep(*seconds)
      ensure
        lock
      end
      passed = Process.clock_gettime(Process::CLOCK_MONOTONIC) - start
      seconds && passed >= seconds ? nil : passed.round
    end

    primitive :locked?, :lock_is_held
    primitive :owned?, :lock_is_mine

    private

    primitive :__maglev_try_enter__, :lock_try_enter
  end

  class ConditionVariable
    def wait(mutex, timeout = nil)
      __maglev_hold__
      begin
        depth = mutex.__send__(:__maglev_exit_whole__)
        woken = __maglev_await__(timeout && (timeout * 1_000_000_000).to_i)
      ensure
        __maglev_let_go__
        mutex.__send__(:__maglev_enter_whole__, depth)
      end
      woken ? self : nil
    end

    primitive :signal, :lock_wake_first
    primitive :broadcast, :lock_wake_all

    def marshal_dump = raise(TypeError, "can't dump #{self.class}")

    private

    primitive :__maglev_hold__, :lock_hold
    primitive :__maglev_let_go__, :lock_let_go
    primitive :__maglev_await__, :lock_await
  end

  class Mutex
    private

    primitive :__maglev_exit_whole__, :lock_exit_whole
    primitive :__maglev_enter_whole__, :lock_enter_whole
  end

  class Queue
    def initialize(items = [])
      raise TypeError, "can't convert #{items.class} into Array" unless items.respond_to?(:to_a)
      @items = items.to_a.dup
      raise TypeError, "can't convert #{items.class} to Array (#{items.class}#to_a gives #{@items.class})" unless Array === @items
    end

    def push(item)
      raise ClosedQueueError, "queue closed" if @is_closed
      @items.push(item)
      __maglev_wake_first__
    end
    alias << push
    alias enq push

    # Waits for an element; nil when the queue is closed, or empty for so many seconds.
    def pop(non_block = false, timeout: nil)
      raise ArgumentError, "can't set a timeout if non_block is enabled" if non_block && timeout
      limit = __maglev_deadline__(timeout)
      __maglev_hold__
      begin
        while @items.empty?
          raise ThreadError, "queue empty" if non_block
          return nil if @is_closed || limit && __maglev_left__(limit) <= 0
          __maglev_await__(limit && __maglev_left__(limit))
        end
        @items.shift
      ensure
        __maglev_let_go__
      end
    end
    alias shift pop
    alias deq pop

    def close
      @is_closed = true
      __maglev_wake_all__
    end

    def clear
      @items.clear
      self
    end

    def closed? = @is_closed || false
    def empty? = @items.empty?
    def size = @items.size
    alias length size

    primitive :num_waiting, :lock_waiting_count

    def freeze = raise(TypeError, "cannot freeze #{inspect}")
    def marshal_dump = raise(TypeError, "can't dump #{self.class}")

    def inspect = Kernel.instance_method(:to_s).bind_call(self)

    private

    primitive :__maglev_hold__, :lock_hold
    primitive :__maglev_let_go__, :lock_let_go
    primitive :__maglev_await__, :lock_await
    primitive :__maglev_wake_first__, :lock_wake_first
    primitive :__maglev_wake_all__, :lock_wake_all

    def __maglev_deadline__(seconds)
      return nil if seconds.nil?
      Process.clock_gettime(Process::CLOCK_MONOTONIC, :nanosecond) + (Float(seconds) * 1_000_000_000).to_i
    end

    def __maglev_left__(deadline) = deadline - Process.clock_gettime(Process::CLOCK_MONOTONIC, :nanosecond)
  end

  # A queue whose producers wait while it is full. They wait for the array of elements, consumers for the queue.
  class SizedQueue < Queue
    class Room
      primitive :await, :lock_await
      primitive :wake_first, :lock_wake_first
      primitive :wake_all, :lock_wake_all
      primitive :waiting_count, :lock_waiting_count
    end

    attr_reader :max

    def initialize(max)
      super()
      @room = Room.new
      self.max = max
    end

    def max=(max)
      raise TypeError, "no implicit conversion of #{max.class} into Integer" unless max.respond_to?(:to_int)
      raise ArgumentError, "queue size must be positive" unless max.to_int > 0
      @max = max.to_int
      @room.wake_all
    end

    def push(item, non_block = false, timeout: nil)
      raise ArgumentError, "can't set a timeout if non_block is enabled" if non_block && timeout
      limit = __maglev_deadline__(timeout)
      __maglev_hold__
      begin
        raise ClosedQueueError, "queue closed" if @is_closed
        while @items.size >= @max
          raise ThreadError, "queue full" if non_block
          return nil if limit && __maglev_left__(limit) <= 0
          @room.await(limit && __maglev_left__(limit))
          raise ClosedQueueError, "queue closed" if @is_closed
        end
        super(item)
      ensure
        __maglev_let_go__
      end
    end
    alias << push
    alias enq push

    def pop(non_block = false, timeout: nil)
      super
    ensure
      @room.wake_first
    end
    alias shift pop
    alias deq pop

    def close
      super
      @room.wake_all
      self
    end

    def clear
      super
      @room.wake_all
      self
    end

    def num_waiting = super + @room.waiting_count
  end
end

Mutex = Thread::Mutex
ConditionVariable = Thread::ConditionVariable
Queue = Thread::Queue
SizedQueue = Thread::SizedQueue
