# Comparable: order from <=>.

module Comparable
  def ==(other)
    return true if equal?(other)
    order = (self <=> other)
    order ? order == 0 : false
  end

  def <(other)
    __order(other) < 0
  end

  def <=(other)
    __order(other) <= 0
  end

  def >(other)
    __order(other) > 0
  end

  def >=(other)
    __order(other) >= 0
  end

  def between?(min, max)
    !(self < min || self > max)
  end

  def clamp(min, max = (no_max = true; nil))
    if no_max
      raise TypeError, "wrong argument type #{min.class} (expected Range)" unless Range === min
      range = min
      min = range.begin
      max = range.end
      raise ArgumentError, "cannot clamp with an exclusive range" if max && range.exclude_end?
    end
    raise ArgumentError, "min argument must be less than or equal to max argument" if min && max && (min <=> max) > 0
    return min if min && (self <=> min) < 0
    return max if max && (self <=> max) > 0
    self
  end

  private

  def __order(other)
    order = (self <=> other)
    unless order
      shown = other.nil? || other == true || other == false || Float === other ? other.inspect : other.class
      raise ArgumentError, "comparison of #{self.class} with #{shown} failed"
    end
    order
  end
end
