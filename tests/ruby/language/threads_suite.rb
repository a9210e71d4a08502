# Thread, Mutex, Queue, ConditionVariable, Monitor: one VM's threads and what they wait for.
require "monitor"

class ThreadsSuite < Suite
  LOCK = Mutex.new
  WORK = Queue.new([1, 2, 3])

  def quiet(*arguments, &block)
    thread = Thread.new(*arguments, &block)
    thread.report_on_exception = false
    thread
  end

  def await(thread)
    Thread.pass until thread.stop?
    thread
  end

  def test_value_status_and_arguments
    thread = Thread.new(1, 2) { |a, b| a + b }
    same 3, thread.value
    same false, thread.status
    no thread.alive?
    same thread, thread.join
    failed = quiet { raise ArgumentError, "inside" }
    raises(ArgumentError, "inside") { failed.join }
    same nil, failed.status
    raises(ThreadError, "must be called with a block") { Thread.new }
  end

  def test_threads_take_turns
    count = 0
    threads = Array.new(4) { Thread.new { 500.times { count += 1 } } }
    threads.each(&:join)
    same 2000, count
    stop = false
    spinner = Thread.new { i = 0; i += 1 until stop; i > 0 }
    sleep 0.02
    stop = true
    yes spinner.value
  end

  def recursive_count(n) = n < 2 ? 1 : recursive_count(n - 1) + recursive_count(n - 2)

  def test_a_recursion_lets_others_run
    done = false
    worker = Thread.new { recursive_count(27); done = true }
    sleep 0.001
    same 1, Thread.new { 1 }.value
    worker.join
    yes done
  end

  def test_mutex
    mutex = Mutex.new
    same mutex, mutex.lock
    yes mutex.locked?
    yes mutex.owned?
    no mutex.try_lock
    raises(ThreadError, "deadlock; recursive locking") { mutex.lock }
    raises(ThreadError, "Attempt to unlock a mutex which is locked by another thread/fiber") { quiet { mutex.unlock }.join }
    mutex.unlock
    raises(ThreadError, "Attempt to unlock a mutex which is not locked") { mutex.unlock }
    same 5, mutex.synchronize { 5 }
    no mutex.locked?
    Thread.new { mutex.lock }.join
    no mutex.locked?
  end

  def test_a_mutex_keeps_others_out
    order = []
    LOCK.lock
    threads = [1, 2, 3].map { |i| await(Thread.new { LOCK.synchronize { order << i } }) }
    same [], order
    LOCK.unlock
    threads.each(&:join)
    same [1, 2, 3], order
  end

  def test_queue
    queue = Queue.new
    consumer = Thread.new { found = []; while (item = queue.pop); found << item; end; found }
    await(consumer)
    same 1, queue.num_waiting
    queue << 1 << 2
    queue.push(3)
    queue.close
    same [1, 2, 3], consumer.value
    raises(ClosedQueueError, "queue closed") { queue << 1 }
    raises(ThreadError, "queue empty") { Queue.new.pop(true) }
    same nil, Queue.new.pop(timeout: 0.005)
    same [1, 2, 3], Array.new(WORK.size) { item = WORK.pop; WORK << item; item }
  end

  def test_sized_queue
    queue = SizedQueue.new(2)
    producer = Thread.new { 5.times { |i| queue << i }; :done }
    await(producer)
    same 2, queue.size
    same [0, 1, 2, 3, 4], Array.new(5) { queue.pop }
    same :done, producer.value
    queue << 1 << 2
    raises(ThreadError, "queue full") { queue.push(3, true) }
    same nil, queue.push(3, timeout: 0.005)
  end

  def test_condition_variable
    mutex, condition, ready = Mutex.new, ConditionVariable.new, false
    waiter = Thread.new { mutex.synchronize { condition.wait(mutex) until ready; :woken } }
    await(waiter)
    mutex.synchronize { ready = true; condition.signal }
    same :woken, waiter.value
    mutex.synchronize { same nil, condition.wait(mutex, 0.005) }
  end

  def test_monitor
    monitor = Monitor.new
    same 3, monitor.synchronize { monitor.synchronize { 3 } }
    raises(ThreadError, "current fiber not owner") { monitor.exit }
    items = [].extend(MonitorMixin)
    condition = items.new_cond
    taker = Thread.new { items.synchronize { condition.wait_while { items.empty? }; items.shift } }
    await(taker)
    items.synchronize { items << :item; condition.signal }
    same :item, taker.value
  end

  def test_kill_and_raise_reach_a_thread_that_waits
    log = []
    sleeper = await(Thread.new { begin; sleep; ensure; log << :ensured; end })
    sleeper.kill
    same sleeper, sleeper.join
    same [:ensured], log
    rescuer = await(Thread.new { begin; Queue.new.pop; rescue KeyError => error; error.message; end })
    rescuer.raise(KeyError, "from outside")
    same "from outside", rescuer.value
    loops = Thread.new { loop { } }
    loops.kill
    same nil, loops.value
  end

  def test_handle_interrupt_puts_off
    log = []
    worker = quiet do
      Thread.handle_interrupt(RuntimeError => :never) do
        log << :begun
        sleep 0.02
        log << Thread.pending_interrupt?
      end
      log << :never_here
    end
    Thread.pass until log == [:begun]
    worker.raise("later")
    raises(RuntimeError, "later") { worker.join }
    same [:begun, true], log
  end

  def test_variables
    Thread.current[:color] = :red
    same nil, Thread.new { Thread.current[:color] }.value
    same [nil, :red], [Fiber.new { Thread.current[:color] }.resume, Thread.current[:color]]
    Thread.current.thread_variable_set(:size, 3)
    same 3, Fiber.new { Thread.current.thread_variable_get(:size) }.resume
  ensure
    Thread.current[:color] = nil
    Thread.current.thread_variable_set(:size, nil)
  end

  def test_a_fiber_stays_in_its_thread
    fiber = Fiber.new { 1 }
    raises(FiberError, "fiber called across threads") { quiet { fiber.resume }.join }
    numbers = [1, 2, 3].each
    same 1, numbers.next
    same [1, 2], Thread.new { own = [1, 2].each; [own.next, own.next] }.value
    same 2, numbers.next
  end

  def test_a_deadlock_is_told
    error = raises(Exception, /No live threads left. Deadlock\?/) { Thread.new { Queue.new.pop }.join }
    same "fatal", error.class.name
  end

  def test_waits_have_no_longest
    sleeper = await(Thread.new { sleep 10**8 })
    popper = await(Thread.new { Queue.new.pop(timeout: 10**8) })
    same [nil, nil], [sleeper.join(0.01), popper.join(0.01)]
    sleeper.kill.join
    popper.kill.join
  end

  def test_groups
    group = ThreadGroup.new
    sleeper = await(Thread.new { sleep })
    group.add(sleeper)
    same [sleeper], group.list
    same ThreadGroup::Default, Thread.current.group
    sleeper.kill.join
    same [], group.list
  end

  def test_a_full_pipe_lets_the_thread_that_reads_it_run
    reader, writer = IO.pipe
    content = "abc" * 200_000
    writing = [0, 1].map { |digit| Thread.new { writer.write(digit.to_s + content) } }
    closing = Thread.new { writing.each(&:join); writer.close }
    read = reader.read
    closing.join
    same %w[0 1], read.delete("abc").chars.sort
    same 2 * content.size + 2, read.size
    same content, read[1, content.size]
  end

  def test_an_interrupt_ends_the_wait_for_a_full_pipe
    reader, writer = IO.pipe
    main = Thread.current
    Thread.new { Thread.pass until main.stop?; main.raise(Interrupt, "enough") }
    raises(Interrupt, "enough") { writer.write("abc" * 200_000) }
  ensure
    reader.close
    writer.close rescue nil
  end
end
