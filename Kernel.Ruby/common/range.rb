# Range.

class Range
  include Enumerable

  primitive :initialize, :range_initialize
  primitive :begin, :range_begin
  primitive :end, :range_end
  primitive :exclude_end?, :range_excludes_end
  primitive :__integers, :range_integers
  private :__integers

  def first(count = (no_count = true; nil))
    raise RangeError, "cannot get the first element of beginless range" if self.begin.nil?
    return self.begin if no_count
    take(count)
  end

  def last(count = (no_count = true; nil))
    raise RangeError, "cannot get the last element of endless range" if self.end.nil?
    return self.end if no_count
    if Integer === self.begin && Integer === self.end
      raise ArgumentError, "negative array size (or size too big)" if count < 0
      stop = exclude_end? ? self.end - 1 : self.end
      start = [stop - count + 1, self.begin].max
      return (start..stop).to_a
    end
    to_a.last(count)
  end

  def min(count = nil, &block)
    raise RangeError, "cannot get the minimum of beginless range" if self.begin.nil?
    raise RangeError, "cannot get the minimum of endless range with custom comparison method" if self.end.nil? && (block || count)
    return super(count, &block) if block || count
    return self.begin if self.end.nil?
    order = self.begin <=> self.end
    return nil if order.nil? || order > 0 || (order == 0 && exclude_end?)
    self.begin
  end

  def max(count = nil, &block)
    raise RangeError, "cannot get the maximum of endless range" if self.end.nil?
    raise RangeError, "cannot get the maximum of beginless range with custom comparison method" if self.begin.nil? && (block || count)
    return super(count, &block) if block || count || (exclude_end? && !(Numeric === self.end))
    last = self.end
    if exclude_end?
      raise TypeError, "cannot exclude non Integer end value" unless Integer === last
      raise TypeError, "cannot exclude end value with non Integer begin value" unless self.begin.nil? || Integer === self.begin
      last -= 1
    end
    return last if self.begin.nil?
    order = self.begin <=> last
    order.nil? || order > 0 ? nil : last
  end

  def minmax(&block)
    block ? super(&block) : [min, max]
  end

  def size
    first = self.begin
    last = self.end
    raise TypeError, "can't iterate from #{first.class}" unless Integer === first
    return Float::INFINITY if last.nil?
    return nil unless Numeric === last
    return Float::INFINITY if Float === last && last.infinite? && last > 0
    last_whole = last.floor
    count = last_whole - first + 1
    count -= 1 if exclude_end? && last_whole == last
    count < 0 ? 0 : count
  end

  def count(value = (no_value = true; nil), &block)
    return super(value) unless no_value
    return super(&block) if block
    return Float::INFINITY if self.begin.nil? || self.end.nil?
    Integer === self.begin && Integer === self.end ? size : super()
  end

  def sum(initial = 0)
    first = self.begin
    last = self.end
    if !block_given? && Integer === first && Integer === last && Integer === initial
      last -= 1 if exclude_end?
      return initial if last < first
      return initial + (first + last) * (last - first + 1) / 2
    end
    block_given? ? super(initial) { |item| yield item } : super(initial)
  end

  def each(&block)
    return to_enum(:each) { size } unless block
    first = self.begin
    last = self.end
    if Integer === first && (Integer === last || last.nil? || Float === last)
      if last.nil?
        while true
          yield first
          first += 1
        end
      elsif exclude_end?
        while first < last
          yield first
          first += 1
        end
      else
        while first <= last
          yield first
          first += 1
        end
      end
    elsif String === first && String === last
      first.upto(last, exclude_end?, &block)
    elsif Symbol === first && Symbol === last
      first.to_s.upto(last.to_s, exclude_end?) { |text| yield text.to_sym }
    else
      raise TypeError, "can't iterate from #{first.class}" unless first.respond_to?(:succ)
      __each_successor(first, last) { |item| yield item }
    end
    self
  end

  def reverse_each
    return to_enum(:reverse_each) { size } unless block_given?
    last = self.end
    raise TypeError, "can't iterate from #{last.class}" if last.nil?
    return super { |item| yield item } unless Integer === last && (self.begin.nil? || Integer === self.begin)
    last -= 1 if exclude_end?
    first = self.begin
    while first.nil? || last >= first
      yield last
      last -= 1
    end
    self
  end

  def to_a
    raise RangeError, "cannot convert endless range to an array" if self.end.nil?
    __integers || super
  end
  alias entries to_a

  def step(step = (no_step = true; 1))
    first = self.begin
    last = self.end
    raise ArgumentError, "#step iteration for beginless ranges is meaningless" if first.nil? && block_given?
    numeric = Numeric === first
    raise ArgumentError, "step is required for non-numeric ranges" if no_step && !numeric && !(String === first)
    if numeric || String === first
      raise ArgumentError, "step can't be 0" if step == 0
    end
    unless block_given?
      return Enumerator::ArithmeticSequence.new(first, last, step, exclude_end?) if numeric || (first.nil? && Numeric === last)
      return to_enum(:step, step)
    end
    if Float === first || Float === last || Float === step
      Enumerator::ArithmeticSequence.new(first, last, step, exclude_end?).each { |value| yield value }
    elsif String === first && Integer === step
      raise ArgumentError, "step can't be negative" if step < 0
      index = 0
      each do |item|
        yield item if index % step == 0
        index += 1
      end
    else
      value = first
      down = numeric && step < 0
      while last.nil? || (order = down ? last <=> value : value <=> last) < 0 || (order == 0 && !exclude_end?)
        yield value
        value += step
      end
    end
    self
  end

  def %(step)
    self.step(step)
  end

  def cover?(value)
    if Range === value
      return false if value.begin.nil? != self.begin.nil? && !self.begin.nil?
      return false if value.end.nil? && !self.end.nil?
      return false unless self.begin.nil? || __at_most?(self.begin, value.begin)
      return true if self.end.nil?
      return false if !value.begin.nil? && !value.end.nil? && ((value.begin <=> value.end) || 1) > (value.exclude_end? ? -1 : 0)
      order = value.end <=> self.end
      return false if order.nil?
      return true if order < 0 || (order == 0 && (!exclude_end? || value.exclude_end?))
      return value.exclude_end? && Integer === value.end && Integer === value.begin && value.max <= self.end && !exclude_end?
    end
    __covers?(value)
  end

  def ===(value)
    __covers?(value)
  end

  def include?(value)
    first = self.begin
    last = self.end
    return __covers?(value) if __linear?(first) || __linear?(last)
    if String === first && String === last
      return false unless String === value
      return super
    end
    raise TypeError, "cannot determine inclusion in beginless/endless ranges" if first.nil? || last.nil?
    super
  end
  alias member? include?

  # True for a limit that stands on a line with all that lies between: a number, a time, and what stands for an integer.
  def __linear?(limit)
    Numeric === limit || Time === limit || limit.respond_to?(:to_int)
  end
  private :__linear?

  def overlap?(other)
    raise TypeError, "wrong argument type #{other.class} (expected Range)" unless Range === other
    return false if __empty? || other.__send__(:__empty?)
    __reaches?(self, other) && __reaches?(other, self)
  end

  def bsearch
    return to_enum(:bsearch) unless block_given?
    low = self.begin
    high = self.end
    if Float === low || Float === high
      return __bsearch_float(low.to_f, high.nil? ? Float::INFINITY : high.to_f) { |value| yield value }
    end
    raise TypeError, "can't do binary search for #{low.class}" unless Integer === low || (low.nil? && Integer === high)
    if high.nil?
      width = 1
      width *= 2 until (answer = yield(low + width)) == true || answer == 0 || (Numeric === answer && answer < 0)
      high = low + width
    elsif exclude_end?
      high -= 1
    end
    found = nil
    while low <= high
      middle = (low + high) / 2
      answer = yield middle
      if answer == true
        found = middle
        high = middle - 1
      elsif answer == false || answer.nil?
        low = middle + 1
      elsif Numeric === answer
        return middle if answer == 0
        answer < 0 ? high = middle - 1 : low = middle + 1
      else
        raise TypeError, "wrong argument type #{answer.class} (must be numeric, true, false or nil)"
      end
    end
    found
  end

  def ==(other)
    equal?(other) || (Range === other && self.begin == other.begin && self.end == other.end && exclude_end? == other.exclude_end?)
  end

  def eql?(other)
    equal?(other) || (Range === other && self.begin.eql?(other.begin) && self.end.eql?(other.end) && exclude_end? == other.exclude_end?)
  end

  def hash
    [self.begin, self.end, exclude_end?].hash
  end

  def to_s
    "#{self.begin}#{exclude_end? ? "..." : ".."}#{self.end}"
  end

  def inspect
    first = self.begin.nil? && !self.end.nil? ? "" : self.begin.inspect
    "#{first}#{exclude_end? ? "..." : ".."}#{self.end.nil? ? (self.begin.nil? ? "nil" : "") : self.end.inspect}"
  end


  def dup
    instance_of?(Range) ? Range.new(self.begin, self.end, exclude_end?) : super
  end

  private

  def __covers?(value)
    return false unless self.begin.nil? || __at_most?(self.begin, value)
    return true if self.end.nil?
    order = value <=> self.end
    return false if order.nil?
    exclude_end? ? order < 0 : order <= 0
  end

  def __at_most?(low, value)
    order = low <=> value
    !order.nil? && order <= 0
  end

  def __empty?
    return false if self.begin.nil? || self.end.nil?
    order = self.begin <=> self.end
    order.nil? || order > 0 || (order == 0 && exclude_end?)
  end

  def __reaches?(left, right)
    return true if left.begin.nil? || right.end.nil?
    order = left.begin <=> right.end
    !order.nil? && (right.exclude_end? ? order < 0 : order <= 0)
  end

  def __each_successor(first, last)
    item = first
    if last.nil?
      while true
        yield item
        item = item.succ
      end
    end
    while (order = item <=> last) && (order < 0 || (order == 0 && !exclude_end?))
      yield item
      break if order == 0
      item = item.succ
    end
  end

  def __bsearch_float(low, high)
    found = nil
    200.times do
      middle = low + (high - low) / 2
      middle = low < 0 && high > 0 ? 0.0 : (low == 0 ? 1.0 : low * 2) if middle.infinite? || middle.nan?
      answer = yield middle
      return middle if answer == 0
      if answer == true || (Numeric === answer && answer < 0)
        found = middle if answer == true
        break if high == middle
        high = middle
      else
        break if low == middle
        low = middle
      end
    end
    found = high if found.nil? && !exclude_end? && !high.infinite? && (yield(high)) == true
    found
  end
end
