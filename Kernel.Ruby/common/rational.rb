# Rational: fractions of integers in lowest terms, with a positive denominator. Values: frozen, equal by what they hold.

class Rational < Numeric
  class << self
    primitive :__new, :class_new
    private :__new
    undef_method :new
    undef_method :allocate

    # The fraction of two integers.
    def __of(numerator, denominator)
      raise ZeroDivisionError, "divided by 0" if denominator == 0
      divisor = numerator.gcd(denominator)
      divisor = -divisor if denominator < 0
      __new(numerator.div(divisor), denominator.div(divisor))
    end

    # The fraction of two integers that have no common divisor; the second is positive. Literals are made by this.
    def __of_coprimes(numerator, denominator)
      __new(numerator, denominator)
    end

    # The simplest fraction that differs from a positive number by no more than the tolerance.
    def __simplest_within(number, tolerance)
      low = number - tolerance
      high = number + tolerance
      low == high ? number.to_r : __simplest_between(low, high)
    end

    # The fraction with the smallest denominator between two others, by their continued fractions.
    def __simplest_between(low, high)
      numerators = [0, 1]
      denominators = [1, 0]
      until (whole = low.ceil) < high
        whole -= 1
        __extend(numerators, whole)
        __extend(denominators, whole)
        low, high = 1 / (high - whole), 1 / (low - whole)
      end
      __of(__extend(numerators, whole), __extend(denominators, whole))
    end

    private

    # The next of a row of convergents, of which the last two are kept.
    def __extend(row, whole)
      row << whole * row[1] + row.shift
      row[1]
    end
  end

  attr_reader :numerator, :denominator

  def initialize(numerator, denominator)
    @numerator = numerator
    @denominator = denominator
    freeze
  end

  def +(other)
    case other
    when Integer then Rational.__of_coprimes(@numerator + other * @denominator, @denominator)
    when Rational then Rational.__of(@numerator * other.denominator + other.numerator * @denominator, @denominator * other.denominator)
    when Float then to_f + other
    else __coerced(other, :+)
    end
  end

  def -(other)
    case other
    when Integer then Rational.__of_coprimes(@numerator - other * @denominator, @denominator)
    when Rational then Rational.__of(@numerator * other.denominator - other.numerator * @denominator, @denominator * other.denominator)
    when Float then to_f - other
    else __coerced(other, :-)
    end
  end

  def *(other)
    case other
    when Integer then Rational.__of(@numerator * other, @denominator)
    when Rational then Rational.__of(@numerator * other.numerator, @denominator * other.denominator)
    when Float then to_f * other
    else __coerced(other, :*)
    end
  end

  def /(other)
    case other
    when Integer then Rational.__of(@numerator, @denominator * other)
    when Rational then Rational.__of(@numerator * other.denominator, @denominator * other.numerator)
    when Float then to_f / other
    else __coerced(other, :/)
    end
  end
  alias quo /

  def **(other)
    return Rational.__of_coprimes(1, 1) if other == 0 && !(Float === other)
    other = other.numerator if Rational === other && other.denominator == 1
    case other
    when Integer then __integer_power(other)
    when Rational then __rational_power(other)
    when Float then to_f**other
    else __coerced(other, :**)
    end
  end
  alias pow **

  def fdiv(other)
    case other
    when Rational, Integer then (self / other).to_f
    else to_f / other
    end
  rescue ZeroDivisionError
    to_f / 0.0
  end

  def -@
    Rational.__of_coprimes(-@numerator, @denominator)
  end

  def abs
    @numerator < 0 ? -self : self
  end
  alias magnitude abs

  def ==(other)
    case other
    when Integer then @denominator == 1 && @numerator == other
    when Rational then @numerator == other.numerator && @denominator == other.denominator
    when Float then to_f == other
    else other == self
    end
  end

  def eql?(other)
    Rational === other && self == other
  end

  def hash
    [Rational, @numerator, @denominator].hash
  end

  def <=>(other)
    case other
    when Integer then @numerator <=> other * @denominator
    when Rational then @numerator * other.denominator <=> other.numerator * @denominator
    when Float then other.infinite? ? -other.infinite? : to_f <=> other
    else __compared(other)
    end
  end

  def coerce(other)
    case other
    when Integer then [Rational.__of_coprimes(other, 1), self]
    when Float then [other, to_f]
    when Rational then [other, self]
    when Complex then other.imaginary.eql?(0) ? [Rational(other.real), self] : [other, Complex(self)]
    else raise TypeError, "#{other.class} can't be coerced into Rational"
    end
  end

  def zero?
    @numerator == 0
  end

  def positive?
    @numerator > 0
  end

  def negative?
    @numerator < 0
  end

  def floor(digits = 0)
    __rounded(digits) { |value| value.numerator.div(value.denominator) }
  end

  def ceil(digits = 0)
    __rounded(digits) { |value| -(-value.numerator).div(value.denominator) }
  end

  def truncate(digits = 0)
    __rounded(digits) { |value| value.to_i }
  end

  def round(digits = 0, half: nil)
    mode = __rounding_mode(half)
    __rounded(digits) { |value| value.__send__(:__nearest, mode) }
  end

  def to_i
    @numerator < 0 ? -(-@numerator).div(@denominator) : @numerator.div(@denominator)
  end

  def to_f
    @numerator.fdiv(@denominator)
  end

  def to_r
    self
  end

  def rationalize(tolerance = nil)
    return self if tolerance.nil?
    return -(-self).rationalize(tolerance) if negative?
    Rational.__simplest_within(self, tolerance.abs)
  end

  def to_s
    "#{@numerator}/#{@denominator}"
  end

  def inspect
    "(#{self})"
  end

  private

  def __coerced(other, operator)
    raise TypeError, "#{__shown(other)} can't be coerced into Rational" unless other.respond_to?(:coerce)
    left, right = other.coerce(self)
    left.__send__(operator, right)
  end

  def __shown(other)
    nil.equal?(other) || true.equal?(other) || false.equal?(other) ? other.inspect : other.class.to_s
  end

  def __compared(other)
    return unless other.respond_to?(:coerce)
    left, right = other.coerce(self)
    left <=> right
  end

  def __integer_power(exponent)
    if exponent >= 0
      Rational.__of_coprimes(@numerator**exponent, @denominator**exponent)
    else
      raise ZeroDivisionError, "divided by 0" if @numerator == 0
      Rational.__of(@denominator**-exponent, @numerator**-exponent)
    end
  end

  def __rational_power(exponent)
    return to_f**exponent.to_f unless @numerator == 0 || self == 1
    raise ZeroDivisionError, "divided by 0" if exponent.negative?
    self
  end

  # Rounds at a decimal place by the block, which gets what is to become an integer.
  def __rounded(digits)
    raise TypeError, "not an integer" unless Integer === digits
    return yield(self) if digits == 0
    scale = Rational(10)**digits
    result = Rational.__of_coprimes(yield(self * scale), 1) / scale
    digits > 0 ? result : result.to_i
  end

  def __rounding_mode(half)
    return :up if half.nil?
    name = half.respond_to?(:to_str) ? half.to_str.to_sym : half
    raise ArgumentError, "invalid rounding mode: #{half}" unless %i[up down even].include?(name)
    name
  end

  def __nearest(mode)
    below = floor
    case self - below <=> Rational.__of_coprimes(1, 2)
    when -1 then below
    when 1 then below + 1
    else __of_two_nearest(below, mode)
    end
  end

  def __of_two_nearest(below, mode)
    case mode
    when :even then below.even? ? below : below + 1
    when :down then negative? ? below + 1 : below
    else negative? ? below : below + 1
    end
  end
end

class Numeric
  def numerator
    to_r.numerator
  end

  def denominator
    to_r.denominator
  end

  def quo(other)
    Float === other ? fdiv(other) : Rational(self, 1) / other
  end
end

class Integer
  def to_r
    Rational.__of_coprimes(self, 1)
  end

  def rationalize(tolerance = nil)
    to_r
  end
end

class Float
  def to_r
    fraction, exponent = __parts
    exponent >= 0 ? (fraction << exponent).to_r : Rational.__of(fraction, 1 << -exponent)
  end

  def rationalize(tolerance = nil)
    return -(-self).rationalize(tolerance) if negative?
    return Rational.__simplest_within(self, tolerance.abs) if tolerance
    fraction, exponent = __parts
    return to_r if fraction == 0 || exponent >= 0
    scale = 1 << (1 - exponent)
    Rational.__simplest_between(Rational.__of(2 * fraction - 1, scale), Rational.__of(2 * fraction + 1, scale))
  end

  def numerator
    finite? ? to_r.numerator : self
  end

  def denominator
    finite? ? to_r.denominator : 1
  end

  private

  # The integer and the power of two of which this is the product.
  def __parts
    raise FloatDomainError, to_s unless finite?
    fraction, exponent = Math.frexp(self)
    [Math.ldexp(fraction, MANT_DIG).to_i, exponent - MANT_DIG]
  end
end

class NilClass
  def to_r
    Rational.__of_coprimes(0, 1)
  end

  def rationalize(tolerance = nil)
    to_r
  end
end

class String
  # The fraction at the beginning of the text; 0 without one.
  def to_r
    Rational.__parse(self, false) || Rational.__of_coprimes(0, 1)
  end
end

class << Rational
  UNSIGNED = '(?:\d+(?:_\d+)*\.?(?:\d+(?:_\d+)*)?|\.\d+(?:_\d+)*)(?:[eE][-+]?\d+(?:_\d+)*)?'
  NUMBER = "[-+]?#{UNSIGNED}"
  private_constant :UNSIGNED, :NUMBER

  # The fraction that a text tells; nil when there is none, or, in strict mode, when there is anything else.
  def __parse(text, is_strict)
    pattern = is_strict ? /\A\s*(#{NUMBER})(?:\/(#{UNSIGNED}))?\s*\z/ : /\A\s*(#{NUMBER})(?:\/(#{UNSIGNED}))?/
    match = pattern.match(text) or return
    number = __parse_decimal(match[1])
    return number unless match[2]
    divisor = __parse_decimal(match[2])
    raise ZeroDivisionError, "divided by 0" if divisor.zero?
    number / divisor
  end

  private

  def __parse_decimal(text)
    digits, exponent = text.delete("_").downcase.split("e")
    whole, fraction = digits.split(".")
    fraction ||= ""
    __of("#{whole}#{fraction}".to_i, 10**fraction.size) * Rational(10)**exponent.to_i
  end
end

module Kernel
  def Rational(numerator, denominator = (is_single = true; 1), exception: true)
    numerator = Rational.__term(numerator)
    return numerator if is_single && Rational === numerator
    denominator = Rational.__term(denominator)
    return Rational.__of(numerator, denominator) if Integer === numerator && Integer === denominator
    return numerator if Rational === numerator && denominator.eql?(1)
    is_single ? Rational.__converted(numerator) : numerator / denominator
  rescue ArgumentError, TypeError, FloatDomainError, RangeError
    raise if exception
  end
  module_function :Rational
end

class << Rational
  # What Kernel#Rational takes as a term: an Integer, a Rational, or another number that can be divided.
  def __term(value)
    case value
    when Integer, Rational then value
    when Float then value.to_r
    when String then __parse(value, true) || raise(ArgumentError, "invalid value for convert(): #{value.inspect}")
    when nil then raise TypeError, "can't convert nil into Rational"
    when Complex then value.imaginary.eql?(0) ? value.real : value
    else __term_of_object(value)
    end
  end

  def __converted(value)
    raise TypeError, "can't convert #{value.class} into Rational" unless value.respond_to?(:to_r)
    result = value.to_r
    return result if Rational === result
    raise TypeError, "can't convert #{value.class} to Rational (#{value.class}#to_r gives #{result.class})"
  end

  private

  def __term_of_object(value)
    return __converted(value) if value.respond_to?(:to_r) && !(Numeric === value)
    return value if Numeric === value
    number = value.respond_to?(:to_int) ? value.to_int : nil
    Integer === number ? number : raise(TypeError, "can't convert #{Kernel.__maglev_class_name__(value)} into Rational")
  end
end
