# callcc: the rest of a program, entered again.
require "continuation"

class ContinuationsSuite < Suite
  def test_a_call_is_left_with_a_value
    same 5, callcc { |k| k.call(5); :never }
    same :fine, callcc { :fine }
    same [1, 2], callcc { |k| k.call(1, 2) }
    same nil, callcc { |k| k.call }
  end

  def test_a_call_returns_again
    count = [0]
    again = callcc { |k| k }
    count[0] += 1
    again.call(again) if count[0] < 3
    same 3, count[0]
  end

  def find(list, k) = list.each { |x| k[x] if yield(x) }

  def test_out_of_nested_calls
    same 4, callcc { |k| find([1, 4, 5], k) { |x| x.even? } }
  end

  def test_only_within_its_fiber
    saved = nil
    Fiber.new { callcc { |k| saved = k } }.resume
    raises(RuntimeError, /continuation called across (fiber|threads)/) { saved.call }
    raises(NoMethodError, /undefined method 'new'/) { Continuation.new }
  end
end
