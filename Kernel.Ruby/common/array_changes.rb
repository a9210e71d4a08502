# Array: changes through blocks, and the forms with an exclamation mark.

class Array
  def sort!(&block)
    __will_write
    replace(sort(&block))
  end

  def sort_by!
    return to_enum(:sort_by!) { size } unless block_given?
    __will_write
    replace(__sort_by_keys(map { |item| yield item }))
  end

  def uniq!(&block)
    __will_write
    changed = uniq(&block)
    changed.size == size ? nil : replace(changed)
  end

  def compact!
    __will_write
    changed = compact
    changed.size == size ? nil : replace(changed)
  end

  def flatten!(depth = -1)
    __will_write
    changed = __flatten(depth.nil? ? -1 : depth)
    changed ? replace(changed) : nil
  end

  def rotate!(count = 1)
    __will_write
    replace(__rotate(count))
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

  def slice!(start, length = (no_length = true; nil))
    __will_write
    if no_length
      return delete_at(start) unless Range === start
      part = self[start]
      return nil if part.nil?
      first = start.begin || 0
      first += size if first < 0
      self[first, part.size] = [] unless part.empty?
      return part
    end
    part = self[start, length]
    return nil if part.nil?
    start += size if start < 0
    self[start, part.size] = [] unless part.empty?
    part
  end

  def fill(*args)
    __will_write
    if block_given?
      start, count = args
    else
      raise ArgumentError, "wrong number of arguments (given 0, expected 1..3)" if args.empty?
      value, start, count = args
    end
    if Range === start
      range = start
      start = range.begin || 0
      start += size if start < 0
      raise RangeError, "#{range} out of range" if start < 0
      last = range.end.nil? ? size - 1 : range.end
      last += size if last < 0
      count = last - start + (range.exclude_end? && range.end ? 0 : 1)
    else
      start = start.nil? ? 0 : start.to_int
      start = [start + size, 0].max if start < 0
      count = count.nil? ? size - start : count.to_int
    end
    return self if count <= 0
    return __fill_part(value, start, count) unless block_given?
    index = start
    while index < start + count
      self[index] = yield index
      index += 1
    end
    self
  end

  def product(*others)
    lists = [self, *others.map(&:to_ary)]
    result = [[]]
    lists.each do |list|
      longer = []
      result.each { |row| list.each { |item| longer << (row + [item]) } }
      result = longer
    end
    return result unless block_given?
    result.each { |row| yield row }
    self
  end

  def combination(count)
    unless block_given?
      return to_enum(:combination, count) { count < 0 || count > size ? 0 : (0...count).inject(1) { |product, k| product * (size - k) / (k + 1) } }
    end
    items = __copy
    return self if count < 0 || count > items.size
    picks = Array.new(count) { |index| index }
    while true
      yield picks.map { |pick| items[pick] }
      at = count - 1
      at -= 1 while at >= 0 && picks[at] == items.size - count + at
      break if at < 0
      picks[at] += 1
      at += 1
      while at < count
        picks[at] = picks[at - 1] + 1
        at += 1
      end
    end
    self
  end

  def permutation(count = size, &block)
    unless block
      return to_enum(:permutation, count) { count < 0 || count > size ? 0 : (0...count).inject(1) { |product, k| product * (size - k) } }
    end
    return self if count < 0 || count > size
    __permute(__copy, count, [], Array.new(size, false), &block)
    self
  end

  def repeated_combination(count, &block)
    return to_enum(:repeated_combination, count) unless block
    __repeat(__copy, count, 0, [], true, &block) if count >= 0
    self
  end

  def repeated_permutation(count, &block)
    return to_enum(:repeated_permutation, count) unless block
    __repeat(__copy, count, 0, [], false, &block) if count >= 0
    self
  end

  def shuffle!(random: Random)
    __will_write
    index = size
    while index > 1
      at = random.rand(index)
      index -= 1
      __swap(index, at)
    end
    self
  end

  def shuffle(random: Random)
    __copy.shuffle!(random: random)
  end

  def sample(count = (no_count = true; nil), random: Random)
    return empty? ? nil : self[random.rand(size)] if no_count
    raise ArgumentError, "negative sample number" if count < 0
    count = size if count > size
    case count
    when 0 then []
    when 1 then [self[random.rand(size)]]
    else
      items = __copy
      index = 0
      while index < count
        items.__swap(index, index + random.rand(items.size - index))
        index += 1
      end
      items.first(count)
    end
  end

  private

  # Keeps the items for which the block's answer is the one that is wanted, true or false; after a jump out of the block
  # also the one it was asked about and those behind.
  def __retain(wanted)
    __will_write
    kept = []
    index = 0
    begin
      while index < size
        item = self[index]
        kept << item if yield(item) ? wanted : !wanted
        index += 1
      end
    ensure
      kept.concat(self[index, size]) if index < size
      replace(kept)
    end
    self
  end

  def __permute(items, count, chosen, used, &block)
    if chosen.size == count
      block.call(chosen.dup)
      return
    end
    index = 0
    while index < items.size
      unless used[index]
        used[index] = true
        chosen.push(items[index])
        __permute(items, count, chosen, used, &block)
        chosen.pop
        used[index] = false
      end
      index += 1
    end
  end

  def __repeat(items, count, from, chosen, ascending, &block)
    if chosen.size == count
      block.call(chosen.dup)
      return
    end
    index = ascending ? from : 0
    while index < items.size
      chosen.push(items[index])
      __repeat(items, count, index, chosen, ascending, &block)
      chosen.pop
      index += 1
    end
  end
end
