# Array: iterators. Each reads the size anew, so that a block may change the array.

class Array
  def each
    return to_enum(:each) { size } unless block_given?
    index = 0
    while index < size
      yield self[index]
      index += 1
    end
    self
  end

  def each_index
    return to_enum(:each_index) { size } unless block_given?
    index = 0
    while index < size
      yield index
      index += 1
    end
    self
  end

  def each_with_index
    return to_enum(:each_with_index) { size } unless block_given?
    index = 0
    while index < size
      yield self[index], index
      index += 1
    end
    self
  end

  def reverse_each
    return to_enum(:reverse_each) { size } unless block_given?
    index = size - 1
    while index >= 0
      yield self[index] if index < size
      index -= 1
    end
    self
  end

  def map
    return to_enum(:map) { size } unless block_given?
    result = []
    index = 0
    while index < size
      result << yield(self[index])
      index += 1
    end
    result
  end
  alias collect map

  def map!
    return to_enum(:map!) { size } unless block_given?
    __will_write
    index = 0
    while index < size
      self[index] = yield(self[index])
      index += 1
    end
    self
  end
  alias collect! map!

  def select
    return to_enum(:select) { size } unless block_given?
    result = []
    index = 0
    while index < size
      item = self[index]
      result << item if yield item
      index += 1
    end
    result
  end
  alias filter select
  alias find_all select

  def reject
    return to_enum(:reject) { size } unless block_given?
    result = []
    index = 0
    while index < size
      item = self[index]
      result << item unless yield item
      index += 1
    end
    result
  end

  def filter_map
    return to_enum(:filter_map) { size } unless block_given?
    result = []
    index = 0
    while index < size
      mapped = yield(self[index])
      result << mapped if mapped
      index += 1
    end
    result
  end

  def flat_map
    return to_enum(:flat_map) { size } unless block_given?
    result = []
    index = 0
    while index < size
      part = yield(self[index])
      array = Array.try_convert(part)
      array ? result.concat(array) : result << part
      index += 1
    end
    result
  end
  alias collect_concat flat_map

  def inject(initial = (no_initial = true; nil), operation = nil)
    if !block_given? && operation.nil?
      raise LocalJumpError, "no block given" if no_initial
      operation = initial
      no_initial = true
    end
    index = 0
    memo = initial
    if no_initial
      return nil if empty?
      memo = self[0]
      index = 1
    end
    if operation
      return __sum_from(memo) if operation == :+ && index == 0 && Integer === memo && Integer === self[0]
      while index < size
        memo = memo.__send__(operation, self[index])
        index += 1
      end
    else
      while index < size
        memo = yield(memo, self[index])
        index += 1
      end
    end
    memo
  end
  alias reduce inject

  def each_with_object(memo)
    return to_enum(:each_with_object, memo) { size } unless block_given?
    index = 0
    while index < size
      yield self[index], memo
      index += 1
    end
    memo
  end

  def find(if_none = nil)
    return to_enum(:find, if_none) unless block_given?
    index = 0
    while index < size
      item = self[index]
      return item if yield item
      index += 1
    end
    if_none&.call
  end
  alias detect find

  def count(value = (no_value = true; nil))
    return size if no_value && !block_given?
    total = 0
    index = 0
    while index < size
      total += 1 if no_value ? yield(self[index]) : self[index] == value
      index += 1
    end
    total
  end

  def all?(pattern = (no_pattern = true; nil))
    index = 0
    while index < size
      item = self[index]
      return false unless !no_pattern ? pattern === item : block_given? ? yield(item) : item
      index += 1
    end
    true
  end

  def any?(pattern = (no_pattern = true; nil))
    index = 0
    while index < size
      item = self[index]
      return true if !no_pattern ? pattern === item : block_given? ? yield(item) : item
      index += 1
    end
    false
  end

  def none?(pattern = (no_pattern = true; nil))
    index = 0
    while index < size
      item = self[index]
      return false if !no_pattern ? pattern === item : block_given? ? yield(item) : item
      index += 1
    end
    true
  end

  def partition
    return to_enum(:partition) { size } unless block_given?
    yes = []
    no = []
    index = 0
    while index < size
      item = self[index]
      (yield(item) ? yes : no) << item
      index += 1
    end
    [yes, no]
  end

  def group_by
    return to_enum(:group_by) { size } unless block_given?
    groups = {}
    index = 0
    while index < size
      item = self[index]
      key = yield item
      group = groups[key]
      group ? group << item : groups[key] = [item]
      index += 1
    end
    groups
  end

  def tally(hash = {})
    index = 0
    while index < size
      item = self[index]
      hash[item] = (hash[item] || 0) + 1
      index += 1
    end
    hash
  end

  def take_while
    return to_enum(:take_while) unless block_given?
    index = 0
    index += 1 while index < size && yield(self[index])
    self[0, index]
  end

  def drop_while
    return to_enum(:drop_while) unless block_given?
    index = 0
    index += 1 while index < size && yield(self[index])
    self[index, size] || []
  end

  def each_slice(count)
    raise ArgumentError, "invalid slice size" if count <= 0
    return to_enum(:each_slice, count) { (size + count - 1) / count } unless block_given?
    index = 0
    while index < size
      yield self[index, count]
      index += count
    end
    self
  end

  def each_cons(count)
    raise ArgumentError, "invalid size" if count <= 0
    return to_enum(:each_cons, count) { [size - count + 1, 0].max } unless block_given?
    index = 0
    while index + count <= size
      yield self[index, count]
      index += 1
    end
    self
  end

  def cycle(count = nil)
    return to_enum(:cycle, count) { count ? size * [count, 0].max : Float::INFINITY } unless block_given?
    round = 0
    until empty? || (count && round >= count)
      index = 0
      while index < size
        yield self[index]
        index += 1
      end
      round += 1
    end
    nil
  end

  def bsearch
    return to_enum(:bsearch) unless block_given?
    index = bsearch_index { |item| yield item }
    index && self[index]
  end

  def bsearch_index
    return to_enum(:bsearch_index) unless block_given?
    low = 0
    high = size
    found = nil
    while low < high
      middle = (low + high) / 2
      answer = yield self[middle]
      if answer == true
        found = middle
        high = middle
      elsif answer == false || answer.nil?
        low = middle + 1
      elsif Numeric === answer
        return middle if answer == 0
        answer < 0 ? high = middle : low = middle + 1
      else
        raise TypeError, "wrong argument type #{answer.class} (must be numeric, true, false or nil)"
      end
    end
    found
  end
end
