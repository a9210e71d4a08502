# Blocks: their parameters, what leaves them, what they see.
class BlocksSuite < Suite
  DOUBLE = proc { |x| x * 2 }

  def pairs
    yield 1, 2
  end

  def one
    yield [3, 4]
  end

  def test_a_block_takes_apart_one_array
    same [3, 4], one { |a, b| [a, b] }
    same [3, [4]], one { |a, *b| [a, b] }
    same [[3, 4]], one { |*a| a }
    same [3, 4], one { |a| a }
  end

  def test_missing_arguments_are_nil_and_others_are_dropped
    same [1, 2, nil], pairs { |a, b, c| [a, b, c] }
    same 1, pairs { |a| a }
    same [1, 2, 9], pairs { |a, b, c = 9| [a, b, c] }
  end

  def test_numbered_parameters_and_it
    same [2, 4], [1, 2].map { _1 * 2 }
    same [3], [[1, 2]].map { _1 + _2 }
    same [2, 3], [1, 2].map { it + 1 }
    same [[1, 2]], [[1, 2]].map { it }
  end

  def test_a_local_of_the_block_hides_one_outside
    x = 1
    [5].each { |y; x| x = y }
    same 1, x
  end

  def first_even(list)
    list.each { |x| return x if x.even? }
    :none
  end

  def test_return_leaves_the_method_and_break_the_call
    same 4, first_even([1, 4, 6])
    same :none, first_even([1])
    same 10, [1, 2].each { |x| break x * 10 }
    same [1, nil], [1, 2].map { |x| next if x == 2; x }
  end

  def test_a_proc_kept_in_a_constant
    same 8, DOUBLE.call(4)
    same 8, DOUBLE.(4)
    same 8, DOUBLE[4]
    same [2, 4], [1, 2].map(&DOUBLE)
  end

  def test_a_lambda_counts_its_arguments
    pair = ->(a, b) { [a, b] }
    same [1, 2], pair.(1, 2)
    raises(ArgumentError, "wrong number of arguments (given 1, expected 2)") { pair.(1) }
  end
end
