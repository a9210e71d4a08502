# Hash: iterators. A block that asks for two values or more gets key and value; any other gets the pair.

class Hash
  def each(&block)
    return to_enum(:each) { size } unless block
    spreads = block.arity > 1
    entry = -1
    __begin_iteration
    begin
      if spreads
        while entry = __next_entry(entry)
          yield __key_at(entry), __value_at(entry)
        end
      else
        while entry = __next_entry(entry)
          yield __pair_at(entry)
        end
      end
    ensure
      __end_iteration
    end
    self
  end
  alias each_pair each

  def each_key
    return to_enum(:each_key) { size } unless block_given?
    entry = -1
    __begin_iteration
    begin
      while entry = __next_entry(entry)
        yield __key_at(entry)
      end
    ensure
      __end_iteration
    end
    self
  end

  def each_value
    return to_enum(:each_value) { size } unless block_given?
    entry = -1
    __begin_iteration
    begin
      while entry = __next_entry(entry)
        yield __value_at(entry)
      end
    ensure
      __end_iteration
    end
    self
  end

  def map
    return to_enum(:map) { size } unless block_given?
    result = []
    each_pair { |key, value| result << yield([key, value]) }
    result
  end
  alias collect map

  def any?(pattern = (no_pattern = true; nil))
    return super(pattern) unless no_pattern
    return !empty? unless block_given?
    each_pair { |key, value| return true if yield([key, value]) }
    false
  end

  def all?(pattern = (no_pattern = true; nil))
    return super(pattern) unless no_pattern
    return true unless block_given?
    each_pair { |key, value| return false unless yield([key, value]) }
    true
  end

  def count(value = (no_value = true; nil))
    return super(value) unless no_value
    return size unless block_given?
    total = 0
    each_pair { |key, own| total += 1 if yield([key, own]) }
    total
  end

  def find(if_none = nil)
    return to_enum(:find, if_none) unless block_given?
    each_pair do |key, value|
      pair = [key, value]
      return pair if yield(pair)
    end
    if_none&.call
  end
  alias detect find

  def select(&block)
    block ? __copy.__retain(true, &block) : to_enum(:select) { size }
  end
  alias filter select

  def reject(&block)
    block ? __copy.__retain(false, &block) : to_enum(:reject) { size }
  end

  def min_by(count = nil, &block)
    return to_enum(:min_by, count) { size } unless block
    to_a.min_by(count, &block)
  end

  def max_by(count = nil, &block)
    return to_enum(:max_by, count) { size } unless block
    to_a.max_by(count, &block)
  end

  def sort_by(&block)
    return to_enum(:sort_by) { size } unless block
    to_a.sort_by(&block)
  end

  def sum(initial = 0, &block)
    to_a.sum(initial, &block)
  end

  def partition(&block)
    return to_enum(:partition) { size } unless block
    to_a.partition(&block)
  end

  def group_by(&block)
    return to_enum(:group_by) { size } unless block
    to_a.group_by(&block)
  end

  def filter_map(&block)
    return to_enum(:filter_map) { size } unless block
    to_a.filter_map(&block)
  end

  def transform_values
    return to_enum(:transform_values) { size } unless block_given?
    result = __copy
    entry = -1
    while entry = __next_entry(entry)
      result[__key_at(entry)] = yield(__value_at(entry))
    end
    result
  end

  def transform_values!
    return to_enum(:transform_values!) { size } unless block_given?
    __will_write
    entry = -1
    while entry = __next_entry(entry)
      __set_value_at(entry, yield(__value_at(entry)))
    end
    self
  end

  def transform_keys(names = nil)
    return to_enum(:transform_keys) { size } unless names || block_given?
    result = {}
    each_pair do |key, value|
      name = if names && names.key?(key)
        names[key]
      else
        block_given? ? yield(key) : key
      end
      result[name] = value
    end
    result
  end

  def transform_keys!(names = nil, &block)
    return to_enum(:transform_keys!) { size } unless names || block
    __will_write
    replace(transform_keys(names, &block))
  end

  def select!(&block)
    return to_enum(:select!) { size } unless block
    before = size
    __retain(true, &block).size == before ? nil : self
  end
  alias filter! select!

  def keep_if(&block)
    block ? __retain(true, &block) : to_enum(:keep_if) { size }
  end

  def reject!(&block)
    return to_enum(:reject!) { size } unless block
    before = size
    __retain(false, &block).size == before ? nil : self
  end

  def delete_if(&block)
    block ? __retain(false, &block) : to_enum(:delete_if) { size }
  end

  protected

  # Deletes the entries for which the block's answer is not the one that is wanted, true or false.
  def __retain(wanted)
    __will_write
    __begin_iteration
    begin
      entry = -1
      while entry = __next_entry(entry)
        __delete_at(entry) if yield(__key_at(entry), __value_at(entry)) ? !wanted : wanted
      end
    ensure
      __end_iteration
    end
    self
  end
end
