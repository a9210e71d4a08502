# Objects by keys in order: a B+ tree whose nodes are small ordinary objects, so that a commit writes one leaf for a change. What
# has equal keys stands in the order of object ids, so each entry has one place.

module Maglev
  class IndexTree
    # Most entries of a node. A node is split in the middle.
    CAPACITY = 64

    include ReducedConflict

    def initialize
      @root = Leaf.new([], [])
      __part(self)
    end

    def add(key, object)
      right = @root.add(key, __identity(object), object)
      __part(self)
      @root = Fork.new([right.first_key], [right.first_id], [@root, right]) if right
    end

    def delete(key, object)
      @root.delete(key, __identity(object))
      while Fork === @root && @root.children.size == 1
        __part(self)
        @root = @root.children.first
      end
    end

    # Yields key and object of each entry in order, from the first on whose key the test is true for; it is for all that follow.
    def each_from(test, &block) = @root.each_from(test, &block)

    # Replaces the content by pairs of key and object that are in order.
    def fill(pairs)
      nodes = pairs.each_slice(CAPACITY * 3 / 4).map { |slice| Leaf.new(slice.map(&:first), slice.map(&:last)) }
      until nodes.size <= 1
        nodes = nodes.each_slice(CAPACITY * 3 / 4).map do |slice|
          Fork.new(slice.drop(1).map(&:first_key), slice.drop(1).map(&:first_id), slice)
        end
      end
      @root = nodes.first if nodes.any?
    end

    # Pairs of key and object, in order.
    def sort(pairs)
      kinds = pairs.group_by { |key, _| IndexOrder.kind(key) }
      kinds.keys.sort.flat_map { |kind| sort_alike(kind, kinds[kind]) }
    rescue ArgumentError => error
      raise TypeError, "#{error.message}: they can't be in one index"
    end

    # Keys in order, of equal ones by id.
    class Node
      include ReducedConflict

      private

      # How many keys in front have the block false; it is true for all that follow one that it is true for.
      def count_before(keys)
        low = 0
        high = keys.size
        while low < high
          middle = (low + high) / 2
          yield(keys[middle], middle) ? high = middle : low = middle + 1
        end
        low
      end

      # Compares an entry with another, whose id the block answers.
      def compare(key, id, other_key)
        order = IndexOrder.compare(key, other_key)
        order == 0 ? id <=> yield : order
      end

      primitive '__identity', 'index_identity'
    end

    # Keys and the objects that have them.
    class Leaf < Node
      def initialize(keys, objects)
        @keys = __part(keys)
        @objects = __part(objects)
      end

      def first_key = @keys.first
      def first_id = __identity(@objects.first)
      def empty? = @keys.empty?

      # Adds an entry; answers a new leaf that follows when it had to be split.
      def add(key, id, object)
        place = place_of(key, id)
        return if @objects[place].equal?(object)

        __part(@keys).insert(place, key)
        __part(@objects).insert(place, object)
        return if @keys.size <= CAPACITY

        half = @keys.size / 2
        Leaf.new(@keys.slice!(half..), @objects.slice!(half..))
      end

      def delete(key, id)
        place = place_of(key, id)
        return if place == @keys.size || __identity(@objects[place]) != id

        __part(@keys).delete_at(place)
        __part(@objects).delete_at(place)
      end

      def each_from(test)
        place = count_before(@keys) { |key| test.call(key) }
        while place < @keys.size
          yield @keys[place], @objects[place]
          place += 1
        end
      end

      private

      def place_of(key, id)
        count_before(@keys) { |other, place| compare(key, id, other) { __identity(@objects[place]) } <= 0 }
      end
    end

    # Nodes, and between each two the first entry of the second, or one between them that is there no more.
    class Fork < Node
      attr_reader :children

      def initialize(keys, ids, children)
        @keys = __part(keys)
        @ids = __part(ids)
        @children = __part(children)
      end

      def first_key = @children.first.first_key
      def first_id = @children.first.first_id
      def empty? = @children.empty?

      def add(key, id, object)
        place = place_of(key, id)
        right = @children[place].add(key, id, object)
        return unless right

        insert(place, right)
        @children.size > CAPACITY ? split : nil
      end

      def delete(key, id)
        place = place_of(key, id)
        child = @children[place]
        child.delete(key, id)
        remove(place) if child.empty?
      end

      def each_from(test, &block)
        place = count_before(@keys) { |key| test.call(key) }
        @children[place].each_from(test, &block)
        while (place += 1) < @children.size
          @children[place].each_from(test, &block)
        end
      end

      private

      # The child where an entry belongs.
      def place_of(key, id)
        count_before(@keys) { |other, place| compare(key, id, other) { @ids[place] } < 0 }
      end

      def insert(place, right)
        __part(@keys).insert(place, right.first_key)
        __part(@ids).insert(place, right.first_id)
        __part(@children).insert(place + 1, right)
      end

      def remove(place)
        border = [place - 1, 0].max
        __part(@keys).delete_at(border)
        __part(@ids).delete_at(border)
        __part(@children).delete_at(place)
      end

      def split
        half = @children.size / 2
        right = Fork.new(@keys.slice!(half..), @ids.slice!(half..), @children.slice!(half..))
        @keys.pop
        @ids.pop
        right
      end
    end

    private_constant :Node, :Leaf, :Fork

    private

    # By keys, then those of equal keys by id.
    def sort_alike(kind, pairs)
      return by_id(pairs) if kind == IndexOrder::NOT_NUMBERS

      sorted = pairs.sort_by { |key, _| kind == IndexOrder::BOOLEANS ? (key ? 1 : 0) : key }
      sorted.slice_when { |(key, _), (other, _)| IndexOrder.compare(key, other) != 0 }.flat_map { |alike| by_id(alike) }
    end

    def by_id(pairs) = pairs.size == 1 ? pairs : pairs.sort_by { |_, object| __identity(object) }

    primitive '__identity', 'index_identity'
  end
end
