# ObjectSpace: what is in a VM's memory. Objects are found from what is loaded of the repository, globals, classes and the stacks of all
# threads, for .NET does not tell what is on its heap: what nothing refers to any more is not among them.

module ObjectSpace
  class << self
    primitive :__maglev_modules__, :objectspace_modules
    primitive :__maglev_define_finalizer__, :objectspace_define_finalizer
    primitive :undefine_finalizer, :objectspace_undefine_finalizer

    primitive :__maglev_objects__, :objectspace_objects
    primitive :__maglev_census__, :objectspace_census
    primitive :__maglev_size__, :objectspace_size
    primitive :__maglev_references__, :objectspace_references

    # Without a class: all objects but numbers, symbols and their like.
    def each_object(kind = nil, &block)
      return enum_for(:each_object, kind) unless block
      raise TypeError, 'class or module required' unless kind.nil? || Module === kind
      found =
        if kind && kind <= Module
          modules = __maglev_modules__(kind <= Class)
          kind.singleton_class? ? modules.grep(kind) : modules
        else
          __maglev_objects__(kind || BasicObject)
        end
      found.each(&block)
      found.size
    end

    primitive :__maglev_object_of__, :objectspace_object_of

    def _id2ref(number)
      return (number - 1) / 2 if number.odd?
      case number
      when 0 then false
      when 8 then nil
      when 20 then true
      else
        __maglev_object_of__(number) || raise(RangeError, "#{number.to_s.inspect} is not id value")
      end
    end

    def garbage_collect(**options) = GC.start(**options)

    # How many objects there are of each type, by MRI's names; FREE is what else would fit into the memory that the heap has.
    def count_objects(result = {})
      raise TypeError, 'non-hash given' unless Hash === result
      result.transform_values! { 0 }
      counts = __maglev_census__(nil).to_h { |type, count, _| [type, count] }
      counts[:T_SYMBOL] = Symbol.all_symbols.size
      free = GC.stat(:heap_free_slots)
      result.update({ TOTAL: free + counts.values.sum, FREE: free }, counts)
    end

    def define_finalizer(object, finalizer = (absent = true), &block)
      finalizer = block || proc if absent
      unless finalizer.respond_to?(:call)
        raise ArgumentError, "wrong type argument #{finalizer.class} (should be callable)"
      end
      [0, __maglev_define_finalizer__(object, finalizer)]
    end
  end
end
