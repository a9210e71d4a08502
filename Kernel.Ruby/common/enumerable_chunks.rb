# Enumerable: runs of neighbours.

module Enumerable
  def chunk_while
    raise ArgumentError, "tried to create Proc object without a block" unless block_given?
    slice_when { |before, after| !yield(before, after) }
  end

  def slice_when(&block)
    raise ArgumentError, "tried to create Proc object without a block" unless block
    source = self
    Enumerator.new do |yielder|
      run = nil
      last = nil
      source.each do |item|
        if run.nil?
          run = [item]
        elsif block.call(last, item)
          yielder << run
          run = [item]
        else
          run << item
        end
        last = item
      end
      yielder << run if run
    end
  end

  def slice_before(pattern = (no_pattern = true; nil), &block)
    source = self
    Enumerator.new do |yielder|
      run = nil
      source.each do |item|
        if run && (no_pattern ? block.call(item) : pattern === item)
          yielder << run
          run = [item]
        else
          (run ||= []) << item
        end
      end
      yielder << run if run
    end
  end

  def slice_after(pattern = (no_pattern = true; nil), &block)
    source = self
    Enumerator.new do |yielder|
      run = nil
      source.each do |item|
        (run ||= []) << item
        if no_pattern ? block.call(item) : pattern === item
          yielder << run
          run = nil
        end
      end
      yielder << run if run
    end
  end

  def chunk(&block)
    return to_enum(:chunk) unless block
    source = self
    Enumerator.new do |yielder|
      run = nil
      key = nil
      source.each do |item|
        next_key = block.call(item)
        if next_key.nil? || next_key == :_separator
          yielder << [key, run] if run
          run = nil
        elsif next_key == :_alone
          yielder << [key, run] if run
          yielder << [:_alone, [item]]
          run = nil
        elsif run && next_key == key
          run << item
        else
          yielder << [key, run] if run
          run = [item]
          key = next_key
        end
      end
      yielder << [key, run] if run
    end
  end
end
