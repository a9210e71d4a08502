# Complex: numbers of a real and an imaginary part, each any real number. Values: frozen, equal by what they hold.

class Numeric
  def to_c
    Complex.rect(self, 0)
  end

  def i
    Complex.rect(0, self)
  end

  def abs2
    self * self
  end

  def arg
    negative? ? Math::PI : 0
  end
  alias angle arg
  alias phase arg

  def polar
    [abs, arg]
  end

  def rect
    [self, 0]
  end
  alias rectangular rect

  def conj
    self
  end
  alias conjugate conj
end

class Complex < Numeric
  class << self
    primitive :__new, :class_new
    private :__new
    undef_method :new
    undef_method :allocate

    def rect(real, imaginary = 0)
      __check_real(real)
      __check_real(imaginary)
      __new(real, imaginary)
    end
    alias rectangular rect

    def polar(magnitude, angle = 0)
      __check_real(magnitude)
      __check_real(angle)
      __polar(magnitude, angle)
    end

    # Literals are made by this.
    def __imaginary(number)
      __new(0, number)
    end

    # The number of a magnitude and an angle; exact where the angle is a whole number of half turns or is 0.
    def __polar(magnitude, angle)
      return __new(magnitude, 0) if angle.eql?(0) || angle == 0 && !(Float === angle)
      return __new(-magnitude, 0) if Float === angle && angle == Math::PI
      return __new(0, magnitude) if Float === angle && angle == Math::PI / 2
      __new(magnitude * Math.cos(angle), magnitude * Math.sin(angle))
    end

    private

    def __check_real(number)
      raise TypeError, "not a real" unless Numeric === number && number.real?
    end
  end

  attr_reader :real, :imaginary
  alias imag imaginary

  def initialize(real, imaginary)
    @real = real
    @imaginary = imaginary
    freeze
  end

  I = __imaginary(1)

  undef_method :%, :div, :divmod, :floor, :ceil, :modulo, :remainder, :round, :step, :truncate, :i, :positive?, :negative?,
    :<, :<=, :>, :>=, :between?, :clamp

  def real?
    false
  end

  def +(other)
    case other
    when Complex then Complex.rect(@real + other.real, @imaginary + other.imaginary)
    else __with_real(other, :+) { Complex.rect(@real + other, @imaginary) }
    end
  end

  def -(other)
    case other
    when Complex then Complex.rect(@real - other.real, @imaginary - other.imaginary)
    else __with_real(other, :-) { Complex.rect(@real - other, @imaginary) }
    end
  end

  def *(other)
    case other
    when Complex
      Complex.rect(@real * other.real - @imaginary * other.imaginary, @real * other.imaginary + @imaginary * other.real)
    else __with_real(other, :*) { Complex.rect(@real * other, @imaginary * other) }
    end
  end

  def /(other)
    case other
    when Complex then __divide(other, :quo)
    else __with_real(other, :/) { __quotient(@real, @imaginary, other, :quo) }
    end
  end
  alias quo /

  def fdiv(other)
    return __divide(other, :fdiv) if Complex === other
    __with_real(other, :fdiv) { __quotient(@real, @imaginary, other, :fdiv) }
  end

  def **(other)
    return Complex.rect(1, 0) if other == 0
    other = other.real if Complex === other && other.imaginary.eql?(0)
    other = other.numerator if Rational === other && other.denominator == 1
    case other
    when Integer then __integer_power(other)
    when Complex then __complex_power(other)
    else __with_real(other, :**) { Complex.__polar(abs**other, arg * other) }
    end
  end
  alias pow **

  def -@
    Complex.rect(-@real, -@imaginary)
  end

  def ==(other)
    case other
    when Complex then @real == other.real && @imaginary == other.imaginary
    when Numeric then other.real? ? @imaginary == 0 && @real == other : other == self
    else other == self
    end
  end

  # Only numbers on the real axis have an order.
  def <=>(other)
    return unless @imaginary == 0
    case other
    when Complex then other.imaginary == 0 ? @real <=> other.real : nil
    when Numeric then other.real? ? @real <=> other : nil
    end
  end

  def eql?(other)
    Complex === other && @real.class == other.real.class && @imaginary.class == other.imaginary.class && self == other
  end

  def hash
    [Complex, @real, @imaginary].hash
  end

  def coerce(other)
    case other
    when Complex then [other, self]
    when Numeric then [other.real? ? Complex.rect(other, 0) : other, self]
    else raise TypeError, "#{other.class} can't be coerced into Complex"
    end
  end

  def abs
    return Float === @real ? @imaginary.abs.to_f : @imaginary.abs if @real == 0
    return Float === @imaginary ? @real.abs.to_f : @real.abs if @imaginary == 0
    Math.hypot(@real, @imaginary)
  end
  alias magnitude abs

  def abs2
    @real * @real + @imaginary * @imaginary
  end

  def arg
    Math.atan2(@imaginary, @real)
  end
  alias angle arg
  alias phase arg

  def polar
    [abs, arg]
  end

  def rect
    [@real, @imaginary]
  end
  alias rectangular rect

  def conjugate
    Complex.rect(@real, -@imaginary)
  end
  alias conj conjugate

  def finite?
    @real.finite? && @imaginary.finite?
  end

  def infinite?
    @real.infinite? || @imaginary.infinite? ? 1 : nil
  end

  def denominator
    @real.denominator.lcm(@imaginary.denominator)
  end

  def numerator
    common = denominator
    Complex.rect(@real.numerator * (common / @real.denominator), @imaginary.numerator * (common / @imaginary.denominator))
  end

  def to_c
    self
  end

  def to_i
    __real_only("Integer").to_i
  end

  def to_f
    __real_only("Float").to_f
  end

  def to_r
    return @real.to_r if Float === @imaginary && @imaginary == 0
    __real_only("Rational").to_r
  end

  def rationalize(tolerance = nil)
    __real_only("Rational").rationalize(tolerance)
  end

  def to_s
    __text(:to_s)
  end

  def inspect
    "(#{__text(:inspect)})"
  end

  private

  # Runs the block for a real number; others are asked to coerce.
  def __with_real(other, operator)
    return yield if Numeric === other && other.real?
    raise TypeError, "#{__shown(other)} can't be coerced into Complex" unless other.respond_to?(:coerce)
    left, right = other.coerce(self)
    left.__send__(operator, right)
  end

  def __shown(other)
    nil.equal?(other) || true.equal?(other) || false.equal?(other) ? other.inspect : other.class.to_s
  end

  # Divides by the larger part of the divisor first, so that nothing overflows on the way; the operator divides parts.
  def __divide(other, operator)
    if other.real.abs > other.imaginary.abs
      ratio = other.imaginary.__send__(operator, other.real)
      scale = other.real * (1 + ratio * ratio)
      __quotient(@real + @imaginary * ratio, @imaginary - @real * ratio, scale, operator)
    else
      ratio = other.real.__send__(operator, other.imaginary)
      scale = other.imaginary * (1 + ratio * ratio)
      __quotient(@real * ratio + @imaginary, @imaginary * ratio - @real, scale, operator)
    end
  end

  def __quotient(real, imaginary, divisor, operator)
    Complex.rect(__whole(real.__send__(operator, divisor)), __whole(imaginary.__send__(operator, divisor)))
  end

  # An integer for a fraction that is one.
  def __whole(number)
    Rational === number && number.denominator == 1 ? number.numerator : number
  end

  def __integer_power(exponent)
    return (Complex.rect(1, 0) / self).__send__(:__integer_power, -exponent) if exponent < 0
    result = nil
    square = self
    while exponent > 0
      result = result ? result * square : square if exponent.odd?
      exponent >>= 1
      square *= square if exponent > 0
    end
    result
  end

  def __complex_power(other)
    return Complex.rect(0, 0) if self == 0
    magnitude, angle = polar
    logarithm = Math.log(magnitude)
    Complex.__polar(
      Math.exp(other.real * logarithm - other.imaginary * angle),
      angle * other.real + other.imaginary * logarithm,
    )
  end

  def __real_only(type)
    raise RangeError, "can't convert #{self} into #{type}" unless @imaginary.eql?(0) || Rational === @imaginary && @imaginary == 0
    @real
  end

  def __text(message)
    is_negative = Float === @imaginary ? 1.0 / @imaginary < 0 || @imaginary < 0 : @imaginary < 0
    size = @imaginary.abs.__send__(message)
    star = size.match?(/\d\z/) ? "" : "*"
    "#{@real.__send__(message)}#{is_negative ? "-" : "+"}#{size}#{star}i"
  end
end

class Float
  def arg
    return self if nan?
    negative? || 1.0 / self < 0 ? Math::PI : 0
  end
  alias angle arg
  alias phase arg

  private

  # This negative number to a power that is no whole number; exact on the imaginary axis.
  def __power_of_negative(exponent)
    magnitude = abs**exponent
    quarter_turns = exponent * 2
    return Complex.__polar(magnitude, Math::PI * exponent) unless quarter_turns == quarter_turns.floor
    Complex.rect(0.0, quarter_turns % 4 == 1 ? magnitude : -magnitude)
  end
end

class NilClass
  def to_c
    Complex.rect(0, 0)
  end
end

class String
  # The complex number at the beginning of the text; 0 without one.
  def to_c
    Complex.__parse(self, false) || Complex.rect(0, 0)
  end
end

class << Complex
  UNSIGNED = '(?:\d+(?:_\d+)*(?:\.\d+(?:_\d+)*)?|\.\d+(?:_\d+)*)(?:[eE][-+]?\d+(?:_\d+)*)?(?:\/\d+(?:_\d+)*)?'
  NUMBER = "[-+]?#{UNSIGNED}"
  # Magnitude@angle; a real part and an imaginary one; an imaginary part alone.
  FORMS = "(?<magnitude>#{NUMBER})@(?<angle>#{NUMBER})|(?<real>#{NUMBER})?(?<imaginary>[-+](?:#{UNSIGNED})?)[ij]" \
    "|(?<alone>(?:#{UNSIGNED})?)[ij]|(?<only>#{NUMBER})"
  private_constant :UNSIGNED, :NUMBER, :FORMS

  # The number that a text tells; nil when there is none, or, in strict mode, when there is anything else.
  def __parse(text, is_strict)
    match = (is_strict ? /\A\s*(?:#{FORMS})\s*\z/i : /\A\s*(?:#{FORMS})/i).match(text) or return
    return __polar(__parse_part(match[:magnitude]), __parse_part(match[:angle])) if match[:angle]
    real = match[:real] || match[:only]
    imaginary = match[:imaginary] || match[:alone]
    rect(real ? __parse_part(real) : 0, imaginary ? __parse_part(imaginary) : 0)
  end

  # What Kernel#Complex takes as a part.
  def __part(value)
    case value
    when String then __parse(value, true) || raise(ArgumentError, "invalid value for convert(): #{value.inspect}")
    when nil then raise TypeError, "can't convert nil into Complex"
    else value
    end
  end

  private

  def __parse_part(text)
    return text == "-" ? -1 : 1 if text.empty? || text == "-" || text == "+"
    return text.to_r if text.include?("/")
    text.match?(/[.e]/i) ? text.to_f : text.to_i
  end
end

module Kernel
  def Complex(real, imaginary = (is_single = true; 0), exception: true)
    real = Complex.__part(real)
    imaginary = Complex.__part(imaginary)
    return __complex_of_one(real) if is_single
    real = real.real if Complex === real && real.imaginary.eql?(0)
    imaginary = imaginary.real if Complex === imaginary && imaginary.imaginary.eql?(0)
    raise TypeError, "not a real" unless Numeric === real && Numeric === imaginary
    return Complex.rect(real, imaginary) if real.real? && imaginary.real?
    real + imaginary * Complex::I
  rescue ArgumentError, TypeError
    raise if exception
  end

  def __complex_of_one(value)
    return value if Complex === value
    return value.real? ? Complex.rect(value, 0) : value if Numeric === value
    raise TypeError, "can't convert #{Kernel.__maglev_class_name__(value)} into Complex" unless value.respond_to?(:to_c)
    value.to_c
  end
  module_function :Complex, :__complex_of_one
end
