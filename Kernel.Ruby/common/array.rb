# Array: what primitives do, and small things around them.

class Array
  include Enumerable

  primitive :size, :array_size
  alias length size
  primitive :empty?, :array_is_empty
  primitive :at, :array_at
  primitive :[], :array_element
  alias slice []
  primitive :first, :array_first
  primitive :last, :array_last
  primitive :+, :array_plus
  primitive :*, :array_repeat
  primitive :-, :array_difference
  primitive :&, :array_intersection
  primitive :|, :array_union
  primitive :==, :array_equal
  primitive :eql?, :array_eql
  primitive :hash, :array_hash
  primitive :<=>, :array_compare
  primitive :include?, :array_includes
  alias member? include?
  primitive :inspect, :array_inspect
  alias to_s inspect
  primitive :reverse, :array_reverse
  primitive :replace, :array_replace
  alias initialize_copy replace
  primitive :[]=, :array_set_element
  primitive :<<, :array_append
  primitive :push, :array_push
  alias append push
  primitive :pop, :array_pop
  primitive :shift, :array_shift
  primitive :unshift, :array_unshift
  alias prepend unshift
  primitive :insert, :array_insert
  primitive :concat, :array_concat
  primitive :clear, :array_clear
  primitive :delete_at, :array_delete_at
  primitive :delete, :array_delete
  primitive :compact, :array_compact
  primitive :reverse!, :array_reverse_self
  primitive :sort, :array_sort
  primitive :pack, :array_pack

  primitive :__initialize, :array_initialize
  primitive :__index_of, :array_index_of
  primitive :__last_index_of, :array_last_index_of
  primitive :__join, :array_join
  primitive :__copy, :array_copy
  primitive :__unique, :array_unique
  primitive :__flatten, :array_flatten
  primitive :__rotate, :array_rotate
  primitive :__sum_from, :array_sum_from
  primitive :__sort_by_keys, :array_sort_by_keys
  primitive :__minimum, :array_minimum
  primitive :__maximum, :array_maximum
  primitive :__fill_part, :array_fill_part
  primitive :__will_write, :array_will_write
  primitive :__swap, :array_swap
  private :__initialize, :__index_of, :__last_index_of, :__join, :__unique, :__flatten, :__rotate, :__fill_part, :__will_write

  class << self
    primitive :try_convert, :array_try_convert
    primitive :[], :array_of_arguments
  end

  def initialize(size = (no_size = true; nil), value = (no_value = true; nil))
    return __initialize if no_size
    return __initialize(size) if no_value && !block_given?
    return __initialize(size, value) unless no_value
    if Array === size
      return __initialize(size)
    end
    __initialize(0)
    size = size.to_int
    raise ArgumentError, "negative array size" if size < 0
    index = 0
    while index < size
      self << yield(index)
      index += 1
    end
  end

  def to_a
    instance_of?(Array) ? self : __copy
  end
  alias entries to_a

  def to_ary
    self
  end

  def dig(index, *rest)
    value = at(index)
    return value if rest.empty? || value.nil?
    raise TypeError, "#{value.class} does not have #dig method" unless value.respond_to?(:dig)
    value.dig(*rest)
  end

  def fetch(index, default = (no_default = true; nil))
    given = index
    index = index.to_int
    index += size if index < 0
    return self[index] if index >= 0 && index < size
    return yield(given) if block_given?
    return default unless no_default
    raise IndexError, "index #{given} outside of array bounds: #{-size}...#{size}"
  end

  def fetch_values(*indexes, &block)
    indexes.map { |index| fetch(index, &block) }
  end

  def values_at(*indexes)
    result = []
    indexes.each do |index|
      if Range === index
        first = index.begin || 0
        first += size if first < 0
        next if first < 0 || first > size
        last = index.end.nil? ? size - 1 : index.end
        last += size if last < 0
        last -= 1 if index.exclude_end? && index.end
        first.upto(last) { |at| result << self[at] }
      else
        result << at(index)
      end
    end
    result
  end

  def index(value = (no_value = true; nil))
    return __index_of(value) unless no_value
    return to_enum(:index) unless block_given?
    index = 0
    while index < size
      return index if yield self[index]
      index += 1
    end
    nil
  end
  alias find_index index

  def rindex(value = (no_value = true; nil))
    return __last_index_of(value) unless no_value
    return to_enum(:rindex) unless block_given?
    index = size - 1
    while index >= 0
      return index if index < size && yield(self[index])
      index -= 1
    end
    nil
  end

  def join(separator = nil)
    __join(separator)
  end

  def difference(*others)
    others.inject(__copy) { |left, right| left - right }
  end

  def union(*others)
    others.inject(uniq) { |left, right| left | right }
  end

  def intersection(*others)
    others.inject(uniq) { |left, right| left & right }
  end

  def intersect?(other)
    !(self & other).empty?
  end

  def uniq
    return __unique unless block_given?
    seen = {}
    result = []
    each do |item|
      key = yield(item)
      unless seen.key?(key)
        seen[key] = true
        result << item
      end
    end
    result
  end

  def flatten(depth = -1)
    __flatten(depth.nil? ? -1 : depth) || __copy
  end

  def rotate(count = 1)
    __rotate(count)
  end

  def sum(initial = 0)
    block_given? ? map { |item| yield item }.__sum_from(initial) : __sum_from(initial)
  end

  def min(count = nil, &block)
    return sort(&block).first(count) if count
    __minimum(&block)
  end

  def max(count = nil, &block)
    return sort(&block).reverse.first(count) if count
    __maximum(&block)
  end

  def minmax(&block)
    [__minimum(&block), __maximum(&block)]
  end

  def take(count)
    raise ArgumentError, "attempt to take negative size" if count < 0
    self[0, count]
  end

  def drop(count)
    raise ArgumentError, "attempt to drop negative size" if count < 0
    self[count, size] || []
  end

  def assoc(key)
    each do |pair|
      array = Array.try_convert(pair)
      return array if array && array[0] == key
    end
    nil
  end

  def rassoc(value)
    each { |pair| return pair if Array === pair && pair.size > 1 && pair[1] == value }
    nil
  end

  def transpose
    return [] if empty?
    width = nil
    rows = map { |row| row.to_ary }
    rows.each do |row|
      width ||= row.size
      raise IndexError, "element size differs (#{row.size} should be #{width})" if row.size != width
    end
    Array.new(width) { |column| rows.map { |row| row[column] } }
  end

  def zip(*others)
    lists = others.map do |other|
      Array.try_convert(other) || (other.respond_to?(:each) ? other.first(size) : raise(TypeError, "wrong argument type #{other.class} (must respond to :each)"))
    end
    rows = __zip__(lists)
    return rows unless block_given?

    rows.each { |row| yield(row) }
    nil
  end
  primitive '__zip__', 'array_zip'
  private :__zip__

  def to_h
    result = {}
    index = 0
    while index < size
      item = self[index]
      item = yield(item) if block_given?
      pair = Array.try_convert(item)
      raise TypeError, block_given? ? "wrong element type #{item.class} (expected array)" : "wrong element type #{item.class} at #{index} (expected array)" unless pair
      raise ArgumentError, block_given? ? "element has wrong array length (expected 2, was #{pair.size})" : "wrong array length at #{index} (expected 2, was #{pair.size})" unless pair.size == 2
      result[pair[0]] = pair[1]
      index += 1
    end
    result
  end

  def deconstruct
    self
  end

  def freeze
    super
  end

  def __stepped(sequence)
    first = sequence.begin || 0
    last = sequence.end
    step = sequence.step
    size = self.size
    first += size if first < 0
    last = step > 0 ? size - 1 : 0 if last.nil?
    last += size if last < 0
    raise RangeError, "#{sequence.inspect} out of range" if first < 0 || first > size
    result = []
    if step > 0
      while first < size && (sequence.exclude_end? && sequence.end ? first < last : first <= last)
        result << self[first]
        first += step
      end
    else
      first, last = last, first
      first = size - 1 if first >= size
      while first >= last
        result << self[first]
        first += step
      end
    end
    result
  end
end
