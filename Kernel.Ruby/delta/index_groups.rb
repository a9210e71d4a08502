# Objects by a key, both by identity: a part of an index. Most keys have one object, which is stored as it is.

module Maglev
  class IndexGroups
    include ReducedConflict

    # Several objects of one key.
    class Group
      attr_reader :objects

      include ReducedConflict

      def initialize
        @objects = __part({}.compare_by_identity)
      end
    end
    private_constant :Group

    def initialize
      @groups = __part({}.compare_by_identity)
    end

    def add(key, object)
      present = @groups.fetch(key) { return __part(@groups)[key] = object }
      return if present.equal?(object)

      present = __part(@groups)[key] = group_of(present) unless Group === present
      __part(present.objects)[object] = true
    end

    def delete(key, object)
      present = @groups.fetch(key) { return }
      if Group === present
        __part(present.objects).delete(object)
        __part(@groups).delete(key) if present.objects.empty?
      elsif present.equal?(object)
        __part(@groups).delete(key)
      end
    end

    # The objects of a key, in a new array.
    def [](key)
      present = @groups.fetch(key) { return [] }
      Group === present ? present.objects.keys : [present]
    end

    # With each key and object.
    def each
      @groups.each { |key, present| (Group === present ? present.objects.keys : [present]).each { |object| yield key, object } }
    end

    private

    def group_of(object)
      group = Group.new
      group.objects[object] = true
      group
    end
  end
end
