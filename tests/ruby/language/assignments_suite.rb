# Assignment: multiple in every nesting, with operators, to every kind of target.
class AssignmentsSuite < Suite
  attr_accessor :slot

  def test_multiple
    a, b = 1, 2
    same [1, 2], [a, b]
    a, b = b, a
    same [2, 1], [a, b]
    a, (b, *c), d = 1, [2, 3, 4], 5
    same [1, 2, [3, 4], 5], [a, b, c, d]
    *a, b = 1, 2, 3
    same [[1, 2], 3], [a, b]
    a, *, b = 1, 2, 3, 4
    same [1, 4], [a, b]
    a, b = nil
    same [nil, nil], [a, b]
    a, = [7, 8]
    same 7, a
    (a, b), c = [1, 2], 3
    same [1, 2, 3], [a, b, c]
    a = *nil
    same [], a
    a = 1, *[2, 3]
    same [1, 2, 3], a
    same [1, 2], (x, y = 1, 2)
    same 3, x + y
  end

  def test_targets
    list = [0, 0]
    self.slot, list[0], @ivar, $assigned, *list[1] = 1, 2, 3, 4, 5
    same [1, [2, [5]], 3, 4], [slot, list, @ivar, $assigned]
    hash = {}
    hash[:a], hash[:b] = 1, 2
    same({ a: 1, b: 2 }, hash)
    list[0], list[1] = list[1], list[0]
    same [[5], 2], list
  end

  def log(name, value)
    @log << name
    value
  end

  def test_order_of_evaluation
    @log = []
    target = Struct.new(:x).new
    log(:left, target).x, log(:second, target).x = log(:value, 1), log(:other, 2)
    same [:left, :second, :value, :other], @log
    same 2, target.x
  end

  def test_operators
    a = 1
    a += 2
    a *= 3
    a -= 1
    a **= 2
    a %= 7
    a <<= 2
    a |= 1
    a &= 5
    a ^= 7
    same 2, a
    b = nil
    b ||= 4
    b &&= b + 1
    same 5, b
    c = [1]
    c[0] += 1
    c[5] ||= :new
    same [2, nil, nil, nil, nil, :new], c
    hash = Hash.new(0)
    hash[:a] += 1
    same({ a: 1 }, hash)
    self.slot = nil
    self.slot ||= 3
    self.slot += 1
    same 4, slot
    @never ||= :set
    same :set, @never
    $assigned_once ||= :global
    same :global, $assigned_once
  end

  def test_operators_do_not_ask_twice
    @log = []
    list = [5]
    log(:list, list)[log(:index, 0)] += 1
    same [:list, :index], @log
    same [6], list
  end

  def test_safe_navigation
    nothing = nil
    same nil, nothing&.length
    same nil, nothing&.foo(raise)
    nothing&.slot = raise
    nothing&.slot += raise
    nothing&.slot ||= raise
    object = self
    object&.slot = 1
    object&.slot += 1
    same 2, object&.slot
  end

  def test_constants
    self.class::MADE ||= 1
    self.class::MADE ||= 2
    same 1, MADE
  end

  def test_assignment_answers_its_value
    same 5, (self.slot = 5)
    same 5, (x = y = 5)
    same [5, 5], [x, y]
    same 7, ([0][0] = 7)
    value = (a = rescue_me rescue 3)
    same [3, 3], [value, a]
    b = raise rescue 4
    same 4, b
  end

  def rescue_me = raise("no")
end
