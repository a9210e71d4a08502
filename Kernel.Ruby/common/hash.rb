# Hash.

class Hash
  include Enumerable

  primitive :[], :hash_get
  primitive :[]=, :hash_set
  alias store []=
  primitive :key?, :hash_has_key
  alias has_key? key?
  alias include? key?
  alias member? key?
  primitive :delete, :hash_delete_key
  primitive :size, :hash_size
  alias length size
  primitive :empty?, :hash_is_empty
  primitive :clear, :hash_clear
  primitive :replace, :hash_replace
  alias initialize_copy replace
  primitive :shift, :hash_shift
  primitive :keys, :hash_keys
  primitive :values, :hash_values
  primitive :to_a, :hash_to_a
  primitive :default_proc, :hash_default_proc
  primitive :compare_by_identity, :hash_compare_by_identity
  primitive :compare_by_identity?, :hash_compares_by_identity
  primitive :rehash, :hash_rehash
  primitive :==, :hash_equal
  primitive :eql?, :hash_eql
  primitive :hash, :hash_hash
  primitive :inspect, :hash_inspect
  alias to_s inspect

  primitive :__fetch_or, :hash_fetch_or_undefined
  primitive :__copy, :hash_copy
  primitive :__holds_keywords, :hash_holds_keywords
  primitive :__mark_keywords, :hash_mark_keywords
  primitive :__merge, :hash_merge_all
  primitive :__default_value, :hash_default_value
  primitive :__set_default, :hash_set_default
  primitive :__begin_iteration, :hash_begin_iteration
  primitive :__end_iteration, :hash_end_iteration
  primitive :__next_entry, :hash_next_entry
  primitive :__key_at, :hash_key_at
  primitive :__value_at, :hash_value_at
  primitive :__pair_at, :hash_pair_at
  primitive :__set_value_at, :hash_set_value_at
  primitive :__delete_at, :hash_delete_at
  primitive :__will_write, :hash_will_write
  private :__fetch_or, :__merge, :__default_value, :__set_default, :__begin_iteration, :__end_iteration, :__next_entry,
          :__key_at, :__value_at, :__pair_at, :__set_value_at, :__delete_at, :__will_write

  # Answered by __fetch_or for a key that is not there.
  MISSING = Object.new
  private_constant :MISSING

  class << self
    primitive :try_convert, :hash_try_convert

    def [](*pairs)
      result = new
      if pairs.size == 1
        hash = Hash.try_convert(pairs[0])
        return result.replace(hash) if hash
        list = Array.try_convert(pairs[0])
        if list
          list.each do |pair|
            array = Array.try_convert(pair)
            raise ArgumentError, "wrong element type #{pair.class} (expected array)" unless array
            raise ArgumentError, "invalid number of elements (#{array.size} for 1..2)" unless array.size == 1 || array.size == 2
            result[array[0]] = array[1]
          end
          return result
        end
      end
      raise ArgumentError, "odd number of arguments for Hash" if pairs.size.odd?
      index = 0
      while index < pairs.size
        result[pairs[index]] = pairs[index + 1]
        index += 2
      end
      result
    end

    def ruby2_keywords_hash?(hash)
      raise TypeError, "wrong argument type #{hash.class} (expected Hash)" unless Hash === hash
      hash.__holds_keywords
    end

    def ruby2_keywords_hash(hash)
      raise TypeError, "wrong argument type #{hash.class} (expected Hash)" unless Hash === hash
      hash.dup.__mark_keywords
    end
  end

  def initialize(default = (no_default = true; nil), capacity: 0, &block)
    if block
      raise ArgumentError, "wrong number of arguments (given 1, expected 0)" unless no_default
      __set_default(block, true)
    elsif !no_default
      __set_default(default, false)
    end
  end

  def default(key = (no_key = true; nil))
    block = default_proc
    return __default_value unless block
    no_key ? nil : block.call(self, key)
  end

  def default=(value)
    __set_default(value, false)
  end

  def default_proc=(block)
    if block.nil?
      __set_default(nil, false)
    else
      raise TypeError, "wrong default_proc type #{block.class} (expected Proc)" unless block.respond_to?(:to_proc)
      __set_default(block.to_proc, true)
    end
  end

  def fetch(key, default = (no_default = true; nil))
    value = __fetch_or(key, MISSING)
    return value unless MISSING.equal?(value)
    return yield(key) if block_given?
    return default unless no_default
    raise KeyError.new("key not found: #{key.inspect}", receiver: self, key: key)
  end

  def fetch_values(*keys, &block)
    keys.map { |key| fetch(key, &block) }
  end

  def values_at(*keys)
    keys.map { |key| self[key] }
  end

  def dig(key, *rest)
    value = self[key]
    return value if rest.empty? || value.nil?
    raise TypeError, "#{value.class} does not have #dig method" unless value.respond_to?(:dig)
    value.dig(*rest)
  end

  def value?(value)
    each_value { |own| return true if own == value }
    false
  end
  alias has_value? value?

  def key(value)
    each_pair { |key, own| return key if own == value }
    nil
  end

  def to_hash
    self
  end

  def to_proc
    lambda { |key| self[key] }
  end

  def deconstruct_keys(keys)
    self
  end

  def first(count = (no_count = true; nil))
    if no_count
      entry = __next_entry(-1)
      entry && __pair_at(entry)
    else
      to_a.first(count)
    end
  end

  def merge(*others, &block)
    dup.update(*others, &block)
  end

  def update(*others)
    __will_write
    others.each do |other|
      unless block_given?
        __merge(other)
        next
      end
      other.to_hash.each_pair do |key, value|
        old = __fetch_or(key, MISSING)
        self[key] = MISSING.equal?(old) ? value : yield(key, old, value)
      end
    end
    self
  end
  alias merge! update

  def invert
    result = {}
    each_pair { |key, value| result[value] = key }
    result
  end

  def slice(*keys)
    result = {}
    result.compare_by_identity if compare_by_identity?
    keys.each do |key|
      value = __fetch_or(key, MISSING)
      result[key] = value unless MISSING.equal?(value)
    end
    result
  end

  def except(*keys)
    result = __copy
    keys.each { |key| result.delete(key) }
    result
  end

  def compact
    result = __copy
    each_pair { |key, value| result.delete(key) if value.nil? }
    result
  end

  def compact!
    before = size
    delete_if { |_, value| value.nil? }
    before == size ? nil : self
  end

  def assoc(key)
    each_pair { |own, value| return [own, value] if own == key }
    nil
  end

  def rassoc(value)
    each_pair { |key, own| return [key, own] if own == value }
    nil
  end

  def flatten(depth = 1)
    result = to_a
    depth < 0 ? result.flatten : result.flatten(depth)
  end

  def <=(other)
    other = other.to_hash
    size <= other.size && all? { |key, value| other.key?(key) && other[key] == value }
  end

  def <(other)
    size < other.to_hash.size && self <= other
  end

  def >=(other)
    other.to_hash <= self
  end

  def >(other)
    other.to_hash < self
  end

  def to_h(&block)
    return super(&block) if block
    return self if instance_of?(Hash)
    result = __copy
    result.__send__(:__set_default, default_proc || __default_value, !default_proc.nil?)
    result
  end

  def freeze
    super
  end
end
