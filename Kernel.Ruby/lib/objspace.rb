# Sizes of objects in memory. Where an object was made is not recorded: what would tell it answers nil, as MRI does of objects that were
# made before it was asked to.

module ObjectSpace
  class << self
    # Bytes of an object and of what is its own alone; 0 for numbers, symbols and their like.
    def memsize_of(object) = __maglev_size__(object)

    # Bytes of all instances of a class, or of all objects.
    def memsize_of_all(kind = nil)
      raise TypeError, 'class or module required' unless kind.nil? || Module === kind
      __maglev_census__(kind).sum { |_, _, bytes| bytes }
    end

    # Bytes by MRI's types, and all together.
    def count_objects_size(result = {})
      sizes = __maglev_census__(nil).to_h { |type, _, bytes| [type, bytes] }
      fill(result, sizes.merge(TOTAL: sizes.values.sum))
    end

    def count_symbols(result = {})
      fill(result, { mortal_dynamic_symbol: 0, immortal_dynamic_symbol: 0, immortal_static_symbol: Symbol.all_symbols.size, immortal_symbol: Symbol.all_symbols.size })
    end

    def count_nodes(result = {}) = fill(result, {})

    def count_tdata_objects(result = {})
      fill(result, each_object.reject { |object| PLAIN.any? { |kind| kind === object } }.group_by { |object| Kernel.instance_method(:class).bind_call(object) }.transform_values(&:size))
    end

    def count_imemo_objects(result = {})
      fill(result, { imemo_env: __maglev_census__(nil).find { |type, _, _| type == :T_IMEMO }&.at(1) || 0 })
    end

    # What an object refers to in memory, its class first; nil for numbers, symbols and their like.
    def reachable_objects_from(object)
      memsize_of(object).zero? ? nil : __maglev_references__(object)
    end

    def trace_object_allocations = yield
    def trace_object_allocations_start = nil
    def trace_object_allocations_stop = nil
    def trace_object_allocations_clear = nil
    def trace_object_allocations_debug_start = nil
    def allocation_sourcefile(object) = nil
    def allocation_sourceline(object) = nil
    def allocation_class_path(object) = nil
    def allocation_method_id(object) = nil
    def allocation_generation(object) = nil

    private

    def fill(result, figures)
      raise TypeError, 'non-hash given' unless Hash === result
      result.update(figures)
    end
  end

  PLAIN = [Module, String, Array, Hash, Regexp, MatchData, Range, Exception, Numeric, Struct, IO].freeze
  private_constant :PLAIN
end
