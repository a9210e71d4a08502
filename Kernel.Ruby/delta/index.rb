# An index of a collection: which elements have which value at the end of a path. It is a part of its collection and committed
# with it; that of a collection that nobody else can see yet is built by the commit. From then on each operation is one of
# reduced conflict: to bring what the index says of one element up to date, whatever has changed.

module Maglev
  class Index
    include ReducedConflict

    # What the index knows of an element beside its value: the objects on the way that change it. The value is the last.
    class Trail < Array
      def value = last
      def objects = self[0...-1]
    end
    private_constant :Trail

    attr_reader :path

    def initialize(collection, path)
      @collection = collection
      @path = path
    end

    # Whether searches can use it.
    def ready? = !@recorded.nil? && @collection.committed?

    # Brings it up to date about an object that was written, and all elements whose paths lead over it.
    def refresh_over(object)
      return if @recorded.nil?

      refresh(object) if @recorded.key?(object) || @collection.include?(object)
      @routes[object].each { |element| refresh(element) }
    end

    # Brings it up to date about an element.
    def refresh(element)
      __reduced(@recorded, :__refresh, element) unless @recorded.nil?
    end

    # As refresh, as a part of an operation that is done again by itself.
    def __refresh(element)
      return if @recorded.nil?

      member = @collection.include?(element)
      now = trail_of(element) if member
      if @recorded.key?(element) != member || (member && !same?(@recorded[element], now))
        forget(element)
        remember(element, now) if member
      elsif member
        watch_all(element, now)
      end
    end

    # Raises when the element can't be in the index.
    def check(element)
      trail_of(element) unless @recorded.nil?
    end

    # Enters all elements; what was in it is gone.
    def build
      return if @is_given_up

      @recorded = __part({}.compare_by_identity)
      @routes = IndexGroups.new
      @classes = __part({}.compare_by_identity)
      begin_entries
      pairs = []
      @collection.__each_element { |element| pairs << record(element, trail_of(element)) }
      fill_entries(pairs)
      is_built = true
    ensure
      discard unless is_built || @is_given_up
    end

    # It could not be built and nobody has it: doing that again is in vain.
    def give_up = @is_given_up = true

    # Takes it out of use.
    def discard
      INDEXES.unregister(self, @classes.keys) unless @recorded.nil?
      @recorded = nil
    end

    primitive 'build_at_commit', 'index_build_at_commit'

    # What does not fit together: elements, what is recorded of them, and entries. Texts; none when all is well.
    def audit
      entries = {}.compare_by_identity
      each_entry { |value, element| entries[element] = value }
      missing = @collection.reject { |element| recorded_as_it_is?(element, entries) }
      extra = (@recorded.keys | entries.keys).reject { |element| @collection.include?(element) }
      missing.map { |element| "#{element.inspect} does not stand in the #{self} as it is" } +
        extra.map { |element| "#{element.inspect} stands in the #{self} and is no element" }
    end

    def inspect = "#<#{self.class} #{self} of #{@collection.class}>"
    def to_s = "#{kind} index on #{@path}"

    private

    # The value, or a trail when objects on the way must be followed. A string that may change is one of them.
    def trail_of(element)
      between = Trail.new
      value = @path.walk(element, between)
      key = key_of(value, element)
      between << value unless key.equal?(value)
      between.empty? ? key : between << key
    end

    def recorded_as_it_is?(element, entries)
      @recorded.key?(element) && same?(@recorded[element], trail_of(element)) &&
        entries.key?(element) && same_value?(entries[element], value_in(@recorded[element]))
    end

    def value_in(record) = Trail === record ? record.value : record

    def same?(record, other)
      return record.equal?(other) unless Trail === record && Trail === other && record.size == other.size

      record.objects.each_with_index.all? { |object, place| object.equal?(other[place]) } && same_value?(record.value, other.value)
    end

    # Answers value and element.
    def record(element, trail)
      watch_all(element, trail)
      __part(@recorded)[element] = trail
      return [trail, element] unless Trail === trail

      trail.objects.each { |object| @routes.add(object, element) }
      [trail.value, element]
    end

    def remember(element, trail)
      value, = record(element, trail)
      add_entry(value, element)
    end

    def forget(element)
      return unless @recorded.key?(element)

      trail = __part(@recorded).delete(element)
      trail.objects.each { |object| @routes.delete(object, element) } if Trail === trail
      delete_entry(value_in(trail), element)
    end

    # After each look at an element: the next write of what was read is told of.
    def watch_all(element, trail)
      watch(element)
      trail.objects.each { |object| watch(object) } if Trail === trail
    end

    def watch(object)
      of_class = __watch(object)
      return if of_class.nil? || @classes.key?(of_class)

      __part(@classes)[of_class] = true
      INDEXES.register(self, of_class)
    end

    primitive '__watch', 'index_watch'
  end
end
