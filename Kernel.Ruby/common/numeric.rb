# Numeric: what numbers have in common; a program's own numbers inherit it.

class Numeric
  include Comparable

  def +@
    self
  end

  def -@
    zero, self_again = coerce(0)
    zero - self_again
  end

  def <=>(other)
    equal?(other) ? 0 : nil
  end

  def coerce(other)
    return [other, self] if other.class == self.class
    [Float(other), Float(self)]
  end

  def integer?
    false
  end

  def real?
    true
  end

  def real
    self
  end

  def imaginary
    0
  end
  alias imag imaginary

  def finite?
    true
  end

  def infinite?
    nil
  end

  def zero?
    self == 0
  end

  def nonzero?
    zero? ? nil : self
  end

  def positive?
    self > 0
  end

  def negative?
    self < 0
  end

  def abs
    self < 0 ? -self : self
  end
  alias magnitude abs

  def div(other)
    raise ZeroDivisionError, "divided by 0" if other == 0
    (self / other).floor
  end

  def %(other)
    self - other * div(other)
  end
  alias modulo %

  def divmod(other)
    [div(other), self % other]
  end

  def remainder(other)
    rest = self % other
    rest != 0 && ((self < 0 && other > 0) || (self > 0 && other < 0)) ? rest - other : rest
  end

  def fdiv(other)
    to_f / other
  end

  def to_int
    to_i
  end

  def floor(digits = 0)
    to_f.floor(digits)
  end

  def ceil(digits = 0)
    to_f.ceil(digits)
  end

  def round(digits = 0, half: nil)
    to_f.round(digits, half: half)
  end

  def truncate(digits = 0)
    to_f.truncate(digits)
  end

  def dup
    self
  end

  def clone(freeze: true)
    raise ArgumentError, "can't unfreeze #{self.class}" if freeze == false
    self
  end

  def step(limit = nil, step = (no_step = true; nil), by: nil, to: nil)
    raise ArgumentError, "to is given twice" if to && limit
    raise ArgumentError, "step is given twice" if by && !no_step
    limit = to if to
    step = by || (no_step ? 1 : step)
    unless block_given?
      raise ArgumentError, "step can't be 0" if step == 0
      return Enumerator::ArithmeticSequence.new(self, limit, step, false)
    end
    raise ArgumentError, "step can't be 0" if step == 0
    raise ArgumentError, "step must be numeric" if step.nil?
    if Float === self || Float === limit || Float === step
      __step_floats(limit, step) { |value| yield value }
    elsif step > 0
      value = self
      while limit.nil? || value <= limit
        yield value
        value += step
      end
    else
      value = self
      while limit.nil? || value >= limit
        yield value
        value += step
      end
    end
    self
  end

  private

  def __step_floats(limit, step)
    first = to_f
    step = step.to_f
    limit = limit.nil? ? (step > 0 ? Float::INFINITY : -Float::INFINITY) : limit.to_f
    count = Numeric.__float_step_size(first, limit, step, false)
    index = 0
    while index < count
      value = index * step + first
      value = limit if step > 0 ? value > limit : value < limit
      yield value
      index += 1
    end
  end

  # How many values a range of floats with a step has; tolerant of rounding by a few units in the last place.
  def self.__float_step_size(first, last, step, excludes_end)
    steps = (last - first) / step
    return Float::INFINITY if steps.infinite? && steps > 0
    return 0 if steps.nan? || steps < 0
    error = (first.abs + last.abs + (last - first).abs) / step.abs * Float::EPSILON
    error = 0.5 if error > 0.5
    if excludes_end
      return 0 if steps <= 0
      whole = (steps - error).floor
      whole += 1 if whole * step + first < last
      steps < 1 ? 1 : whole
    else
      (steps + error).floor + 1
    end
  end
end

class Enumerator
  # Numbers at equal distances: what step without a block answers.
  class ArithmeticSequence < Enumerator
    attr_reader :begin, :end, :step

    def initialize(first, last, step, excludes_end)
      @begin = first
      @end = last
      @step = step
      @excludes_end = excludes_end
      @arguments = []
    end

    def exclude_end?
      @excludes_end
    end

    def each
      return self unless block_given?
      if Float === @begin || Float === @end || Float === @step
        count = size
        index = 0
        while index < count
          yield @begin + index * @step.to_f
          index += 1
        end
      else
        value = @begin
        while @end.nil? || (@step > 0 ? (@excludes_end ? value < @end : value <= @end) : (@excludes_end ? value > @end : value >= @end))
          yield value
          value += @step
        end
      end
      self
    end

    def size
      if Float === @begin || Float === @end || Float === @step
        last = @end.nil? ? (@step > 0 ? Float::INFINITY : -Float::INFINITY) : @end.to_f
        return Numeric.__float_step_size(@begin.to_f, last, @step.to_f, @excludes_end)
      end
      return Float::INFINITY if @end.nil?
      span = @step > 0 ? @end - @begin : @begin - @end
      return 0 if span < 0
      count = span / @step.abs + 1
      count -= 1 if @excludes_end && span % @step.abs == 0
      count
    end

    def last(count = nil)
      count ? to_a.last(count) : to_a.last
    end

    def ==(other)
      ArithmeticSequence === other && @begin == other.begin && @end == other.end && @step == other.step && @excludes_end == other.exclude_end?
    end

    def hash
      [@begin, @end, @step, @excludes_end].hash
    end

    def inspect
      @end.nil? ? "(#{@begin}.step(by: #{@step}))" : "((#{@begin}#{@excludes_end ? "..." : ".."}#{@end}).step(#{@step}))"
    end
    alias to_s inspect
  end
end
