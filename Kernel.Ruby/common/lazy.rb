# Enumerator::Lazy: operations that run only as far as somebody asks for elements.

class Enumerator
  class Lazy < Enumerator
    def initialize(source, size = nil, &step)
      @source = source
      @step = step
      @size = size
      @arguments = []
      @method = :each
      @receiver = source
    end

    def each(*args, &block)
      return self unless block
      step = @step
      if step
        yielder = Yielder.new(&block)
        @source.each(*args) { |*values| step.call(yielder, *values) }
      else
        @source.each(*args, &block)
      end
      self
    end

    def lazy
      self
    end

    def force(*args)
      to_a(*args)
    end

    def eager
      source = self
      Enumerator.new { |yielder| source.each { |value| yielder << value } }
    end

    def first(count = (no_count = true; nil))
      if no_count
        each { |*values| return values.size <= 1 ? values[0] : values }
        nil
      else
        take(count).to_a
      end
    end

    def map(&block)
      Lazy.new(self) { |yielder, *values| yielder << block.call(*values) }
    end
    alias collect map

    def select(&block)
      Lazy.new(self) { |yielder, *values| yielder.yield(*values) if block.call(*values) }
    end
    alias filter select
    alias find_all select

    def reject(&block)
      Lazy.new(self) { |yielder, *values| yielder.yield(*values) unless block.call(*values) }
    end

    def filter_map(&block)
      Lazy.new(self) do |yielder, *values|
        mapped = block.call(*values)
        yielder << mapped if mapped
      end
    end

    def flat_map(&block)
      Lazy.new(self) do |yielder, *values|
        part = block.call(*values)
        part.respond_to?(:each) && (Array === part || part.respond_to?(:force)) ? part.each { |item| yielder << item } : yielder << part
      end
    end
    alias collect_concat flat_map

    def grep(pattern, &block)
      Lazy.new(self) { |yielder, value| yielder << (block ? block.call(value) : value) if pattern === value }
    end

    def grep_v(pattern, &block)
      Lazy.new(self) { |yielder, value| yielder << (block ? block.call(value) : value) unless pattern === value }
    end

    def compact
      reject(&:nil?)
    end

    def take(count)
      source = self
      Lazy.new(Generator.new do |yielder|
        taken = 0
        if count > 0
          source.each do |*values|
            yielder.yield(*values)
            taken += 1
            break if taken >= count
          end
        end
      end)
    end

    def take_while(&block)
      source = self
      Lazy.new(Generator.new do |yielder|
        source.each do |*values|
          break unless block.call(*values)
          yielder.yield(*values)
        end
      end)
    end

    def drop(count)
      source = self
      Lazy.new(Generator.new do |yielder|
        left = count
        source.each { |*values| left > 0 ? left -= 1 : yielder.yield(*values) }
      end)
    end

    def drop_while(&block)
      source = self
      Lazy.new(Generator.new do |yielder|
        dropping = true
        source.each do |*values|
          dropping &&= block.call(*values)
          yielder.yield(*values) unless dropping
        end
      end)
    end

    def uniq(&block)
      source = self
      Lazy.new(Generator.new do |yielder|
        seen = {}
        source.each do |value|
          key = block ? block.call(value) : value
          unless seen.key?(key)
            seen[key] = true
            yielder << value
          end
        end
      end)
    end

    def with_index(offset = 0, &block)
      source = self
      Lazy.new(Generator.new do |yielder|
        index = offset - 1
        source.each do |value|
          index += 1
          if block
            block.call(value, index)
            yielder << value
          else
            yielder << [value, index]
          end
        end
      end)
    end
    alias each_with_index with_index

    def zip(*others)
      source = self
      arrays = others.map { |other| Array === other ? other : other.first(1 << 16) }
      Lazy.new(Generator.new do |yielder|
        index = -1
        source.each do |value|
          index += 1
          yielder << [value, *arrays.map { |array| array[index] }]
        end
      end)
    end


    def size
      nil
    end

    def inspect
      "#<Enumerator::Lazy: #{@source.inspect}>"
    end
    alias to_s inspect
  end
end
