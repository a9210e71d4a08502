# Float.

class Float
  INFINITY = 1.0 / 0.0
  NAN = 0.0 / 0.0
  EPSILON = 2.220446049250313e-16
  MAX = 1.7976931348623157e+308
  MIN = 2.2250738585072014e-308
  DIG = 15
  MANT_DIG = 53
  RADIX = 2
  MAX_EXP = 1024
  MIN_EXP = -1021
  MAX_10_EXP = 308
  MIN_10_EXP = -307

  primitive :+, :float_add
  primitive :-, :float_subtract
  primitive :*, :float_multiply
  primitive :/, :float_divide
  alias quo /
  alias fdiv /
  primitive :%, :float_modulo
  alias modulo %
  primitive :divmod, :float_divmod
  primitive :**, :float_power
  alias pow **
  primitive :-@, :float_negate
  primitive :==, :float_equal
  alias === ==
  primitive :eql?, :float_eql
  primitive :<=>, :float_compare
  primitive :<, :float_less
  primitive :<=, :float_less_equal
  primitive :>, :float_greater
  primitive :>=, :float_greater_equal
  primitive :to_s, :float_to_s
  alias inspect to_s
  primitive :to_i, :float_to_i
  alias to_int to_i
  primitive :nan?, :float_is_nan
  primitive :infinite?, :float_infinite
  primitive :abs, :float_absolute
  alias magnitude abs
  primitive :next_float, :float_next
  primitive :prev_float, :float_previous
  primitive :hash, :float_hash

  private

  primitive :__round, :float_round
  primitive :__floor, :float_floor
  primitive :__ceil, :float_ceiling
  primitive :__truncate, :float_truncate

  public

  class << self
    undef_method :new
    undef_method :allocate
  end

  def round(digits = 0, half: nil)
    __round(digits.nil? ? 0 : digits, half)
  end

  def floor(digits = 0)
    __floor(digits)
  end

  def ceil(digits = 0)
    __ceil(digits)
  end

  def truncate(digits = 0)
    __truncate(digits)
  end

  def to_f
    self
  end

  def coerce(other)
    [Float(other), self]
  end

  def finite?
    !nan? && infinite?.nil?
  end

  def zero?
    self == 0.0
  end

  def positive?
    self > 0.0
  end

  def negative?
    self < 0.0
  end
end
