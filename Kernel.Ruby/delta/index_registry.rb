# Which classes have instances that indexes must be told of: elements, and objects on the way from an element to a value. A
# commit and a search look up the class of each object that was written, and nothing else of programs that use no index.

module Maglev
  class IndexRegistry
    include ReducedConflict

    def initialize
      @classes = {}.compare_by_identity
    end

    # Has an index told of written instances of a class.
    def register(index, of_class) = __reduced(@classes, :__register, index, of_class)

    # Has an index told of nothing more.
    def unregister(index, classes)
      classes.each { |of_class| __reduced(@classes, :__unregister, index, of_class) }
    end

    # An object is about to become an instance of another class: its indexes are told of what is written to that too.
    def follow(object, to_class)
      indexes = @classes[__class_of(object)]
      return if indexes.nil?

      indexes.keys.each { |index| register(index, to_class) unless @classes[to_class]&.key?(index) }
      __give_back([object])
    end

    # Brings all indexes up to date.
    def flush
      written = __take_due
      bring_up_to_date(written) unless written.nil?
    end

    # The same, about these objects. When that fails they are due still.
    def bring_up_to_date(written)
      written.each { |object| refresh_over(object) }
    rescue Exception
      __give_back(written)
      raise
    end

    # Builds indexes that are about to be committed.
    def build(indexes) = indexes.each(&:build)

    # Builds an index of a committed collection.
    def build_now(index) = __reduced(@classes, :__build, index)

    # The indexes in use, of all collections.
    def all = @classes.values.flat_map(&:keys).uniq(&:__id__)

    def inspect = "#<#{self.class} #{all.size} indexes>"

    private

    def __build(index) = index.build

    def refresh_over(object)
      indexes = @classes[__class_of(object)]
      indexes.keys.each { |index| index.refresh_over(object) } unless indexes.nil?
    end

    def __register(index, of_class)
      indexes = @classes[of_class] || (__part(@classes)[of_class] = __part({}.compare_by_identity))
      __part(indexes)[index] = true
    end

    def __unregister(index, of_class)
      indexes = @classes[of_class]
      return if indexes.nil?

      __part(indexes).delete(index)
      __part(@classes).delete(of_class) if indexes.empty?
    end

    primitive '__class_of', 'index_class_of'
    primitive '__take_due', 'index_take_due'
    primitive '__give_back', 'index_give_back'
  end

  # The same object in every VM.
  INDEXES = IndexRegistry.new unless const_defined?(:INDEXES, false)
end
