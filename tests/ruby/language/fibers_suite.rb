# Fiber and external iteration.
class FibersSuite < Suite
  def test_values_go_both_ways
    fiber = Fiber.new do |first|
      second = Fiber.yield(first + 1)
      Fiber.yield(second, :two)
      :end
    end
    same 2, fiber.resume(1)
    same [5, :two], fiber.resume(5)
    yes fiber.alive?
    same :end, fiber.resume
    no fiber.alive?
    raises(FiberError, "attempt to resume a terminated fiber") { fiber.resume }
  end

  def test_a_yield_from_the_depth_of_a_recursion
    walk = ->(tree) { tree.each { |node| Array === node ? walk.(node) : Fiber.yield(node) } }
    fiber = Fiber.new { walk.([1, [2, [3, [4]]], 5]); nil }
    same [1, 2, 3, 4, 5, nil], Array.new(6) { fiber.resume }
  end

  def deepen(depth)
    return Fiber.yield(:bottom) if depth == 0
    value = deepen(depth - 1)
    value + 1
  end

  def test_stacks_grow_and_keep_what_stands_in_them
    fiber = Fiber.new { |a| [a, deepen(800)] }
    same :bottom, fiber.resume(:kept)
    same [:kept, 800], fiber.resume(0)
    many = (1..5000).to_a
    same many.sum, Fiber.new { add(*many) }.resume
    same [many.size, :after], Fiber.new { |*all| [all.size, :after] }.resume(*many)
  end

  def add(*all) = all.sum

  def endless(n) = endless(n + 1) + 1

  def test_a_stack_overflow_in_a_fiber_is_rescued_there
    same :rescued, Fiber.new { begin; endless(0); rescue SystemStackError; :rescued; end }.resume
  end

  def test_exceptions_pass_to_who_resumed
    fiber = Fiber.new { raise ArgumentError, "inside" }
    raises(ArgumentError, "inside") { fiber.resume }
    no fiber.alive?
    outer = Fiber.new do
      inner = Fiber.new { raise "deep" }
      begin
        inner.resume
      rescue => error
        error.message
      end
    end
    same "deep", outer.resume
  end

  def test_raise_and_kill_in_a_fiber
    log = []
    fiber = Fiber.new do
      begin
        Fiber.yield :waiting
      rescue KeyError => error
        log << error.message
        Fiber.yield :rescued
      ensure
        log << :ensured
      end
    end
    fiber.resume
    same :rescued, fiber.raise(KeyError, "thrown in")
    same fiber, fiber.kill
    same ["thrown in", :ensured], log
    no fiber.alive?
    raises(FiberError, "cannot raise exception on unborn fiber") { Fiber.new {}.raise }
  end

  def test_transfer
    log = []
    main = Fiber.current
    other = nil
    one = Fiber.new { |x| log << x; log << other.transfer(:from_one); main.transfer(:done) }
    other = Fiber.new { |x| log << x; one.transfer(:from_other) }
    same :done, one.transfer(:first)
    same [:first, :from_one, :from_other], log
    raises(FiberError, "attempt to resume a transferring fiber") { one.resume }
  end

  def test_what_can_not_be_resumed
    raises(FiberError, "attempt to yield on a not resumed fiber") { Fiber.yield }
    inner = nil
    inner = Fiber.new { inner.resume }
    raises(FiberError, "attempt to resume the current fiber") { inner.resume }
    outer = Fiber.current
    raises(FiberError, "attempt to resume a resuming fiber") { Fiber.new { outer.resume }.resume }
    raises(LocalJumpError, "break from proc-closure") { Fiber.new { break }.resume }
    raises(UncaughtThrowError, "uncaught throw :out") { catch(:out) { Fiber.new { throw :out }.resume } }
  end

  def test_each_fiber_has_its_own_error_and_variables
    Fiber[:color] = :red
    begin
      raise "outer"
    rescue
      same nil, Fiber.new { $! }.resume
      same "outer", $!.message
    end
    child = Fiber.new { Fiber[:color] = [Fiber[:color], :blue]; Fiber[:color] }
    same [:red, :blue], child.resume
    same :red, Fiber[:color]
    same 3, Fiber.new(storage: { x: 3 }) { Fiber[:x] }.resume
  ensure
    Fiber[:color] = nil
  end

  def test_a_block_keeps_the_frame_it_was_made_in
    def first_found
      [1, 2, 3].each { |x| Fiber.new { x }.resume == 2 and return x }
      nil
    end
    same 2, first_found
    raises(LocalJumpError, "unexpected return") { Fiber.new { return 1 }.resume }
  end

  def test_enumerators_go_on_from_outside
    numbers = [1, 2, 3].each
    same [1, 2, 2, 3], [numbers.next, numbers.peek, numbers.next, numbers.next]
    same [1, 2, 3], raises(StopIteration, "iteration reached an end") { numbers.next }.result
    numbers.rewind
    same 1, numbers.next
    endless = Enumerator.new { |y| n = 0; loop { y << n += 1 } }
    same [1, 2, 3], [endless.next, endless.next, endless.next]
    same [[1, "a"], [2, "b"]], pairs([1, 2].each, %w[a b c].each)
  end

  def pairs(left, right)
    found = []
    loop { found << [left.next, right.next] }
    found
  end

  def test_an_iteration_runs_once_and_only_as_far_as_it_is_asked
    log = []
    numbers = Enumerator.new { |y| 3.times { |i| log << i; y << i } }
    numbers.next
    same [0], log
    numbers.next
    same [0, 1], log
  end

  def test_feed_and_the_values_of_a_yield
    fed = []
    source = Object.new
    source.define_singleton_method(:each) { |&block| fed << block.call(1); fed << block.call; block.call(1, 2) }
    values = source.to_enum
    same [1], values.next_values
    values.feed(:answer)
    raises(TypeError, "feed value already set") { values.feed(:again) }
    same [], values.next_values
    same [:answer], fed
    same [1, 2], values.next
  end

  def test_a_yield_from_a_block_that_native_code_calls
    sorting = Fiber.new { [3, 1, 2].sort { |a, b| Fiber.yield(:asked); a <=> b } }
    answer = sorting.resume
    answer = sorting.resume while answer == :asked
    same [1, 2, 3], answer
    failing = Fiber.new { begin; [2, 1].max { Fiber.yield(1); raise "compared" }; rescue => error; error.message; end }
    failing.resume
    same "compared", failing.resume
    nested = Fiber.new do
      inner = Fiber.new { [2, 1].sort { |a, b| Fiber.yield(:inner); a <=> b } }
      [5, 4].sort { |a, b| Fiber.yield(inner.resume); a <=> b } + inner.resume
    end
    same [:inner, [4, 5, 1, 2]], [nested.resume, nested.resume]
    same [1, 3], [3, 1].min(2) { |a, b| a <=> b }
    same :default, Fiber.new { {}.delete(:x) { Fiber.yield } || :default }.tap(&:resume).resume
  end

  def test_many_fibers_at_once
    fibers = Array.new(2000) { |i| Fiber.new { |x| Fiber.yield(x + i); i } }
    same 2000 * 1999 / 2 + 2000, fibers.sum { |fiber| fiber.resume(1) }
    same 2000 * 1999 / 2, fibers.sum(&:resume)
  end
end
