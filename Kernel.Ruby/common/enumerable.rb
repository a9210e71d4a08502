# Enumerable: everything that can be told from each. Several values yielded at once count as an array of them.

module Enumerable
  def to_a(*args)
    result = []
    each(*args) { |*values| result << (values.size <= 1 ? values[0] : values) }
    result
  end
  alias entries to_a

  def map
    return to_enum(:map) { __known_size } unless block_given?
    result = []
    each { |*values| result << yield(*values) }
    result
  end
  alias collect map

  def flat_map
    return to_enum(:flat_map) unless block_given?
    result = []
    each do |*values|
      part = yield(*values)
      array = Array.try_convert(part)
      array ? result.concat(array) : result << part
    end
    result
  end
  alias collect_concat flat_map

  def select
    return to_enum(:select) { __known_size } unless block_given?
    result = []
    each do |*values|
      item = values.size <= 1 ? values[0] : values
      result << item if yield(item)
    end
    result
  end
  alias filter select
  alias find_all select

  def reject
    return to_enum(:reject) { __known_size } unless block_given?
    result = []
    each do |*values|
      item = values.size <= 1 ? values[0] : values
      result << item unless yield(item)
    end
    result
  end

  def filter_map
    return to_enum(:filter_map) unless block_given?
    result = []
    each do |*values|
      mapped = yield(*values)
      result << mapped if mapped
    end
    result
  end

  def find(if_none = nil)
    return to_enum(:find, if_none) unless block_given?
    each do |*values|
      item = values.size <= 1 ? values[0] : values
      return item if yield(item)
    end
    if_none&.call
  end
  alias detect find

  def find_index(value = (no_value = true; nil))
    return to_enum(:find_index) if no_value && !block_given?
    index = 0
    each do |*values|
      item = values.size <= 1 ? values[0] : values
      return index if no_value ? yield(*values) : item == value
      index += 1
    end
    nil
  end

  def each_with_index(*args)
    return to_enum(:each_with_index, *args) { __known_size } unless block_given?
    index = 0
    each(*args) do |*values|
      yield((values.size <= 1 ? values[0] : values), index)
      index += 1
    end
    self
  end

  def each_with_object(memo)
    return to_enum(:each_with_object, memo) { __known_size } unless block_given?
    each { |*values| yield((values.size <= 1 ? values[0] : values), memo) }
    memo
  end

  def each_entry(*args)
    return to_enum(:each_entry, *args) unless block_given?
    each(*args) { |*values| yield(values.size <= 1 ? values[0] : values) }
    self
  end

  def reverse_each(&block)
    return to_enum(:reverse_each) { __known_size } unless block
    to_a.reverse.each(&block)
    self
  end

  def inject(initial = (no_initial = true; nil), operation = nil)
    if !block_given? && operation.nil?
      raise LocalJumpError, "no block given" if no_initial
      operation = initial
      no_initial = true
    end
    memo = initial
    empty = no_initial
    each do |*values|
      item = values.size <= 1 ? values[0] : values
      if empty
        memo = item
        empty = false
      else
        memo = operation ? memo.__send__(operation, item) : yield(memo, item)
      end
    end
    empty ? nil : memo
  end
  alias reduce inject

  def sum(initial = 0)
    values = block_given? ? map { |*given| yield(*given) } : to_a
    values.sum(initial)
  end

  def count(value = (no_value = true; nil))
    total = 0
    if !no_value
      each { |*values| total += 1 if (values.size <= 1 ? values[0] : values) == value }
    elsif block_given?
      each { |*values| total += 1 if yield(*values) }
    else
      each { total += 1 }
    end
    total
  end

  def tally(hash = {})
    each do |*values|
      item = values.size <= 1 ? values[0] : values
      hash[item] = (hash[item] || 0) + 1
    end
    hash
  end

  def first(count = (no_count = true; nil))
    if no_count
      each { |*values| return values.size <= 1 ? values[0] : values }
      nil
    else
      take(count)
    end
  end

  def take(count)
    count = __to_count(count, "attempt to take negative size")
    result = []
    return result if count == 0
    each do |*values|
      result << (values.size <= 1 ? values[0] : values)
      return result if result.size == count
    end
    result
  end

  def take_while
    return to_enum(:take_while) unless block_given?
    result = []
    each do |*values|
      return result unless yield(*values)
      result << (values.size <= 1 ? values[0] : values)
    end
    result
  end

  def drop(count)
    count = __to_count(count, "attempt to drop negative size")
    result = []
    each do |*values|
      count > 0 ? count -= 1 : result << (values.size <= 1 ? values[0] : values)
    end
    result
  end

  def drop_while
    return to_enum(:drop_while) unless block_given?
    result = []
    dropping = true
    each do |*values|
      item = values.size <= 1 ? values[0] : values
      dropping = false if dropping && !yield(item)
      result << item unless dropping
    end
    result
  end

  def include?(value)
    each { |*values| return true if (values.size <= 1 ? values[0] : values) == value }
    false
  end
  alias member? include?

  def all?(pattern = (no_pattern = true; nil))
    if !no_pattern
      each { |*values| return false unless pattern === (values.size <= 1 ? values[0] : values) }
    elsif block_given?
      each { |*values| return false unless yield(*values) }
    else
      each { |*values| return false unless values.size <= 1 ? values[0] : values }
    end
    true
  end

  def any?(pattern = (no_pattern = true; nil))
    if !no_pattern
      each { |*values| return true if pattern === (values.size <= 1 ? values[0] : values) }
    elsif block_given?
      each { |*values| return true if yield(*values) }
    else
      each { |*values| return true if values.size <= 1 ? values[0] : values }
    end
    false
  end

  def none?(pattern = (no_pattern = true; nil))
    if !no_pattern
      each { |*values| return false if pattern === (values.size <= 1 ? values[0] : values) }
    elsif block_given?
      each { |*values| return false if yield(*values) }
    else
      each { |*values| return false if values.size <= 1 ? values[0] : values }
    end
    true
  end

  def one?(pattern = (no_pattern = true; nil))
    found = 0
    each do |*values|
      item = values.size <= 1 ? values[0] : values
      hit = !no_pattern ? pattern === item : block_given? ? yield(*values) : item
      found += 1 if hit
      return false if found > 1
    end
    found == 1
  end

  def partition
    return to_enum(:partition) { __known_size } unless block_given?
    yes = []
    no = []
    each do |*values|
      item = values.size <= 1 ? values[0] : values
      (yield(item) ? yes : no) << item
    end
    [yes, no]
  end

  def group_by
    return to_enum(:group_by) { __known_size } unless block_given?
    groups = {}
    each do |*values|
      item = values.size <= 1 ? values[0] : values
      key = yield(item)
      group = groups[key]
      group ? group << item : groups[key] = [item]
    end
    groups
  end

  def sort(&block)
    to_a.sort(&block)
  end

  def sort_by
    return to_enum(:sort_by) { __known_size } unless block_given?
    items = to_a
    items.__sort_by_keys(items.map { |item| yield(item) })
  end

  def min(count = nil, &block)
    to_a.min(count, &block)
  end

  def max(count = nil, &block)
    to_a.max(count, &block)
  end

  def minmax(&block)
    items = to_a
    [items.min(&block), items.max(&block)]
  end

  def min_by(count = nil, &block)
    return to_enum(:min_by, count) { __known_size } unless block
    count ? sort_by(&block).first(count) : __best_by(false, &block)
  end

  def max_by(count = nil, &block)
    return to_enum(:max_by, count) { __known_size } unless block
    count ? sort_by(&block).reverse.first(count) : __best_by(true, &block)
  end

  def minmax_by(&block)
    return to_enum(:minmax_by) { __known_size } unless block
    [min_by(&block), max_by(&block)]
  end

  def uniq(&block)
    to_a.uniq(&block)
  end

  def zip(*others, &block)
    to_a.zip(*others, &block)
  end

  def to_h(*args, &block)
    result = {}
    each(*args) do |*values|
      pair = block ? block.call(*values) : (values.size <= 1 ? values[0] : values)
      array = Array.try_convert(pair)
      raise TypeError, "wrong element type #{pair.class} (expected array)" unless array
      raise ArgumentError, "element has wrong array length (expected 2, was #{array.size})" unless array.size == 2
      result[array[0]] = array[1]
    end
    result
  end

  def to_set(*args, &block)
    Set.new(self, *args, &block)
  end

  def each_slice(count)
    raise ArgumentError, "invalid slice size" if count <= 0
    return to_enum(:each_slice, count) { (size = __known_size) && (size + count - 1) / count } unless block_given?
    slice = []
    each do |*values|
      slice << (values.size <= 1 ? values[0] : values)
      if slice.size == count
        yield slice
        slice = []
      end
    end
    yield slice unless slice.empty?
    self
  end

  def each_cons(count)
    raise ArgumentError, "invalid size" if count <= 0
    return to_enum(:each_cons, count) { (size = __known_size) && [size - count + 1, 0].max } unless block_given?
    window = []
    each do |*values|
      window.shift if window.size == count
      window << (values.size <= 1 ? values[0] : values)
      yield window.dup if window.size == count
    end
    self
  end

  def cycle(count = nil)
    return to_enum(:cycle, count) { __known_size && (count ? __known_size * [count, 0].max : Float::INFINITY) } unless block_given?
    items = to_a
    return nil if items.empty?
    if count
      count.times { items.each { |item| yield item } }
    else
      loop { items.each { |item| yield item } }
    end
    nil
  end

  def grep(pattern)
    result = []
    each do |*values|
      item = values.size <= 1 ? values[0] : values
      result << (block_given? ? yield(item) : item) if pattern === item
    end
    result
  end

  def grep_v(pattern)
    result = []
    each do |*values|
      item = values.size <= 1 ? values[0] : values
      result << (block_given? ? yield(item) : item) unless pattern === item
    end
    result
  end

  def compact
    to_a.compact
  end

  def lazy
    Enumerator::Lazy.new(self)
  end

  def chain(*others)
    Enumerator::Chain.new(self, *others)
  end

  private

  # The item whose block value is the least, or the greatest; of equal ones the first.
  def __best_by(greatest)
    best = best_key = nil
    empty = true
    each do |*values|
      item = values.size <= 1 ? values[0] : values
      key = yield(item)
      if empty || (greatest ? (key <=> best_key) > 0 : (key <=> best_key) < 0)
        best = item
        best_key = key
        empty = false
      end
    end
    best
  end

  def __known_size
    respond_to?(:size) ? size : nil
  end

  def __to_count(count, message)
    count = count.to_int
    raise ArgumentError, message if count < 0
    count
  end
end
