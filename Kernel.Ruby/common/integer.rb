# Integer.

class Integer
  primitive :+, :integer_add
  primitive :-, :integer_subtract
  primitive :*, :integer_multiply
  primitive :/, :integer_divide
  primitive :div, :integer_div
  primitive :%, :integer_modulo
  alias modulo %
  primitive :remainder, :integer_remainder
  primitive :divmod, :integer_divmod
  primitive :fdiv, :integer_fdiv
  primitive :pow, :integer_power
  primitive :-@, :integer_negate
  primitive :==, :integer_equal
  alias === ==
  primitive :<=>, :integer_compare
  primitive :<, :integer_less
  primitive :<=, :integer_less_equal
  primitive :>, :integer_greater
  primitive :>=, :integer_greater_equal
  primitive :gcd, :integer_gcd
  primitive :hash, :integer_hash
  primitive :&, :integer_and
  primitive :|, :integer_or
  primitive :^, :integer_xor
  primitive :~, :integer_complement
  primitive :<<, :integer_shift_left
  primitive :>>, :integer_shift_right
  primitive :[], :integer_bit_at
  primitive :bit_length, :integer_bit_length
  primitive :even?, :integer_is_even
  primitive :zero?, :integer_is_zero
  primitive :abs, :integer_absolute
  alias magnitude abs
  primitive :to_f, :integer_to_float
  primitive :size, :integer_size
  primitive :succ, :integer_successor
  alias next succ
  primitive :pred, :integer_predecessor
  primitive :to_s, :integer_to_s
  alias inspect to_s
  primitive :chr, :integer_chr
  primitive :digits, :integer_digits

  private

  primitive :__round, :integer_round
  primitive :__floor, :integer_floor
  primitive :__ceil, :integer_ceiling
  primitive :__truncate, :integer_truncate

  public

  class << self
    primitive :sqrt, :integer_square_root
    undef_method :new
    undef_method :allocate

    def try_convert(value)
      return value if Integer === value
      return nil unless value.respond_to?(:to_int)
      converted = value.to_int
      raise TypeError, "can't convert #{value.class} to Integer (#{value.class}#to_int gives #{converted.class})" unless converted.nil? || Integer === converted
      converted
    end
  end

  def **(other)
    pow(other)
  end

  def eql?(other)
    Integer === other && self == other
  end

  def equal?(other)
    Integer === other && self == other
  end

  def coerce(other)
    return [other, self] if Integer === other
    [Float(other), to_f]
  end

  def round(digits = 0, half: nil)
    __round(digits, half)
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

  def odd?
    !even?
  end

  def positive?
    self > 0
  end

  def negative?
    self < 0
  end

  def integer?
    true
  end


  def to_i
    self
  end
  alias to_int to_i
  alias ord to_i
  alias numerator to_i

  def denominator
    1
  end

  def lcm(other)
    return 0 if self == 0 || other == 0
    (self / gcd(other) * other).abs
  end

  def gcdlcm(other)
    [gcd(other), lcm(other)]
  end

  def ceildiv(other)
    -div(-other)
  end

  def allbits?(mask)
    mask = mask.to_int
    (self & mask) == mask
  end

  def anybits?(mask)
    (self & mask.to_int) != 0
  end

  def nobits?(mask)
    (self & mask.to_int) == 0
  end

  def times
    return to_enum(:times) { self < 0 ? 0 : self } unless block_given?
    index = 0
    while index < self
      yield index
      index += 1
    end
    self
  end

  def upto(limit)
    unless block_given?
      raise ArgumentError, "comparison of Integer with #{limit.inspect} failed" unless Numeric === limit
      return to_enum(:upto, limit) { limit < self ? 0 : (limit - self).floor + 1 }
    end
    value = self
    while value <= limit
      yield value
      value += 1
    end
    self
  end

  def downto(limit)
    unless block_given?
      raise ArgumentError, "comparison of Integer with #{limit.inspect} failed" unless Numeric === limit
      return to_enum(:downto, limit) { limit > self ? 0 : (self - limit).floor + 1 }
    end
    value = self
    while value >= limit
      yield value
      value -= 1
    end
    self
  end
end
