# Conditions, loops and jumps.
class ControlFlowSuite < Suite
  def test_conditions
    same :yes, (if 0 then :yes else :no end)
    same nil, (if false then 1 end)
    same :else, (unless true then 1 else :else end)
    same 2, (nil ? 1 : 2)
    same [1, nil], [(1 if true), (1 unless true)]
    same 2, (1 and 2)
    same nil, (nil && raise)
    same 1, (1 || raise)
    same true, (not false)
    x = if false then 1 elsif nil then 2 else 3 end
    same 3, x
  end

  def test_case_when
    check = ->(value) do
      case value
      when 1, 2 then :small
      when Integer then :integer
      when /^a/, "b" then :text
      when ->(v) { v.nil? } then :nil
      when *[:x, :y] then :splat
      else :other
      end
    end
    same [:small, :integer, :text, :text, :nil, :splat, :other], [2, 5, "ab", "b", nil, :y, :z].map(&check)
    same :bare, (case when false then 1 when true then :bare end)
    same nil, (case 1 when 2 then 3 end)
  end

  def test_while_and_until
    i = 0
    i += 1 while i < 5
    same 5, i
    i -= 1 until i == 2
    same 2, i
    same nil, (while false do end)
    same :broken, (while true do break :broken end)
    log = []
    begin
      log << :once
    end while false
    same [:once], log
    n = 0
    odd = while n < 10
      n += 1
      next if n.even?
      log << n
      break log.size if n > 5
    end
    same 5, odd
  end

  def test_for
    log = []
    for a, (b, c) in [[1, [2, 3]], [4, [5, 6]]]
      log << [a, b, c]
    end
    same [[1, 2, 3], [4, 5, 6]], log
    same 6, c
    same (1..2), (for i in 1..2 do end)
    same :out, (for i in 1..9 do break :out if i == 3 end)
  end

  def test_redo
    tries = 0
    seen = [1, 2].map do |x|
      tries += 1
      redo if tries == 1
      x * tries
    end
    same [2, 6], seen
  end

  def test_flip_flop
    same [3, 4, 5], (1..8).select { |i| true if (i == 3)..(i == 5) }
    same [3], (1..3).select { |i| true if (i == 3)..(i == 3) }
    same [2, 3, 4], (1..6).select { |i| true if (i.even?)...(i.even?) }.first(3)
  end

  def test_blocks_and_jumps
    same [1, 2], [1, 2, 3, 4].each { |x| break [1, 2] if x == 3 }
    same [2, nil, 6], [1, 2, 3].map { |x| next if x == 2; x * 2 }
    same 3, [1, 2, 3].each_with_index { |x, i| return_value(x) ? (break x) : x }
  end

  def return_value(x) = x == 3

  def nested_return
    [1, 2].each { |a| [3, 4].each { |b| return [a, b] if b == 4 } }
    :none
  end

  def test_return
    same [1, 4], nested_return
    same [1, 2], (-> { return 1, 2 }).call
    same nil, (-> { return }).call
    same 1, (lambda do [1].each { |x| return x } end).call
    raises(LocalJumpError, "unexpected return") { orphan.call }
  end

  def orphan = proc { return 1 }

  def test_begin_blocks
    same 2, begin; 1; 2; end
    same nil, begin; end
    same [1, 3], [(1; ), begin 3 end]
    same :first, eval("$begun = [$begun, 1]; BEGIN { $begun = :first }; $begun")[0]
  end

  def test_numeric_loops
    same [0, 1, 2], 3.times.to_a
    same [1, 3, 5], 1.step(5, 2).to_a
    same [5, 4], 5.downto(4).to_a
    same 10, loop { break 10 }
    numbers = [1, 2].each
    same [1, 2], loop { numbers.next }
  end

  def test_defined
    local = 1
    @there = 1
    $there = 1
    same %w[local-variable instance-variable global-variable constant method method],
      [defined?(local), defined?(@there), defined?($there), defined?(String), defined?(puts), defined?(1 + 1)]
    same ["self", "nil", "true", "assignment", "expression"], [defined?(self), defined?(nil), defined?(true), defined?(x = 1), defined?("a")]
    same [nil] * 7, [defined?(none), defined?(@none), defined?($none), defined?(None), defined?(1.none), defined?(String::None), defined?(@@none)]
    same [nil, "yield"], [yielding, yielding {}]
    same ["super", nil], [defined_super.call, defined?(super)]
    same "method", defined?(self.test_defined)
    same "expression", defined?([1])
    same nil, defined?(raise.foo)
    same "constant", defined?(::String)
    same "constant", defined?(Suite::Failure)
    same "global-variable", ("a" =~ /a/; defined?($~))
    same nil, defined?(String.new.none)
  end

  def yielding = defined?(yield)

  def defined_super
    Class.new(Class.new { def m = 1 }) { def m = defined?(super) }.new.method(:m)
  end

  JUMPS = begin
    taken = []
    3.times { |i| class JumpedFrom; next; end; taken << i }
    broken = [1, 2].each { class JumpedFrom; break :out; end }
    looped = while true
      class JumpedFrom
        class Inner; break 7; end
      end
    end
    [taken, broken, looped]
  end

  def test_jumps_out_of_the_body_of_a_class
    same [[], :out, 7], JUMPS
  end

  def returns_out_of_singleton
    class << self
      return :inner
    end
    :outer
  end

  def test_return_in_a_singleton_class_is_the_methods
    same :inner, returns_out_of_singleton
  end

  def keep(&block) = block
  def call_kept(&block) = yield

  def test_break_of_a_block_whose_call_is_over
    kept = keep { break 1 }
    raises(LocalJumpError, "break from proc-closure") { kept.call }
    raises(LocalJumpError, "break from proc-closure") { call_kept(&kept) }
    same 2, call_kept { break 2 }
  end

  def test_integers_in_flip_flops_ask_for_the_line
    $VERBOSE, level = nil, $VERBOSE
    seen = eval("(0..3).map { |line| $. = line; (1..2) ? line : nil }")
    same [nil, 1, 2, nil], seen
  ensure
    $VERBOSE = level
  end

  def test_return_in_a_class_body_leaves_the_lambda_around
    left = lambda do
      eval("class ControlFlowSuite::Inner; proc { return 1 }.call; end")
      2
    end
    same 1, left.call
    same 1, eval("lambda { class ControlFlowSuite::Inner; class Deeper; proc { return 1 }.call; end; end; 2 }").call
  end
end
