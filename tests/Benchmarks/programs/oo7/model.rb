# The object graph of OO7 (Carey, DeWitt, Naughton: The 007 Benchmark, 1993): a module is a tree of assemblies; base assemblies
# use composite parts from a library; a composite part has a document and a graph of atomic parts.
module OO7
  # Sizes as the paper has them.
  SIZES = {
    "small" => { atomic_parts: 20, composite_parts: 500, document_bytes: 2_000 },
    "medium" => { atomic_parts: 200, composite_parts: 500, document_bytes: 20_000 }
  }.freeze

  ASSEMBLY_LEVELS = 7
  ASSEMBLIES_EACH = 3
  COMPONENTS_EACH = 3
  CONNECTIONS_EACH = 3

  class AtomicPart
    attr_reader :id, :to
    attr_accessor :x, :y

    def initialize(id, x, y)
      @id = id
      @x = x
      @y = y
      @to = []
    end
  end

  class Connection
    attr_reader :kind, :length, :part

    def initialize(kind, length, part)
      @kind = kind
      @length = length
      @part = part
    end
  end

  class CompositePart
    attr_reader :id, :document, :root

    def initialize(id, document, root)
      @id = id
      @document = document
      @root = root
    end
  end

  class Assembly
    attr_reader :parts

    # parts: assemblies, or at the lowest level composite parts.
    def initialize(parts, lowest)
      @parts = parts
      @lowest = lowest
    end

    def lowest? = @lowest
  end

  class Library
    attr_reader :root, :atomic_parts

    # atomic_parts: all of them by their ids.
    def initialize(root, atomic_parts)
      @root = root
      @atomic_parts = atomic_parts
    end
  end

  # Makes a module; the same one on every Ruby.
  class Builder
    def initialize(size)
      @size = SIZES.fetch(size)
      @seed = 42
    end

    def build
      @index = {}
      @composites = Array.new(@size[:composite_parts]) { |i| composite(i) }
      Library.new(assembly(1), @index)
    end

    private

    # The generators of Rubies differ, this one does not.
    def random(limit)
      @seed = (@seed * 1_103_515_245 + 12_345) & 0x7FFFFFFF
      @seed % limit
    end

    def assembly(level)
      lowest = level == ASSEMBLY_LEVELS
      parts =
        if lowest
          Array.new(COMPONENTS_EACH) { @composites[random(@composites.size)] }
        else
          Array.new(ASSEMBLIES_EACH) { assembly(level + 1) }
        end
      Assembly.new(parts, lowest)
    end

    def composite(number)
      count = @size[:atomic_parts]
      parts = Array.new(count) { |i| AtomicPart.new(number * count + i, random(100_000), random(100_000)) }
      parts.each_with_index do |part, i|
        # The first connection makes a ring, so that all are reached.
        CONNECTIONS_EACH.times do |c|
          other = c == 0 ? parts[(i + 1) % count] : parts[random(count)]
          part.to << Connection.new(random(10), random(1000), other)
        end
        @index[part.id] = part
      end
      CompositePart.new(number, "I am the documentation for composite part #{number}. ".ljust(@size[:document_bytes], "."), parts.first)
    end
  end

  # The operations. Each answers how many atomic parts it has visited.
  class Operations
    def initialize(library)
      @library = library
    end

    # Visits all atomic parts of all composite parts of all base assemblies.
    def t1 = traverse { }

    # Swaps x and y of the root part of each composite part.
    def t2a = traverse(roots_only: true) { |part| swap(part) }

    # The same for every atomic part.
    def t2b = traverse { |part| swap(part) }

    # The same four times each.
    def t2c = traverse { |part| 4.times { swap(part) } }

    # Looks up ten atomic parts by their ids.
    def q1
      seed = 7
      count = @library.atomic_parts.size
      10.times.count do
        seed = (seed * 1_103_515_245 + 12_345) & 0x7FFFFFFF
        part = @library.atomic_parts[seed % count]
        part.x + part.y >= 0
      end
    end

    private

    def swap(part)
      x = part.x
      part.x = part.y
      part.y = x
    end

    def traverse(roots_only: false, &block) = visit_assembly(@library.root, roots_only, block)

    def visit_assembly(assembly, roots_only, block)
      count = 0
      assembly.parts.each do |part|
        count +=
          if assembly.lowest?
            seen = {}
            block.call(part.root) if roots_only
            visit_atomic(part.root, seen, roots_only ? nil : block)
            seen.size
          else
            visit_assembly(part, roots_only, block)
          end
      end
      count
    end

    # Depth first, without recursion: the graphs are deep.
    def visit_atomic(root, seen, block)
      pending = [root]
      until pending.empty?
        part = pending.pop
        next if seen[part.id]
        seen[part.id] = true
        block&.call(part)
        part.to.each { |connection| pending << connection.part }
      end
    end
  end
end
