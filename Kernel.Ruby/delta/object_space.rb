# ObjectSpace and GC: what a program may ask of the memory.

module ObjectSpace
  class << self
    primitive :__maglev_modules__, :objectspace_modules
    primitive :__maglev_define_finalizer__, :objectspace_define_finalizer
    primitive :undefine_finalizer, :objectspace_undefine_finalizer

    def each_object(kind = nil)
      return enum_for(:each_object, kind) unless block_given?
      unless Class === kind && kind <= Module
        raise NotImplementedError, "only classes and modules can be enumerated"
      end
      modules = __maglev_modules__(kind <= Class)
      modules = modules.grep(kind) if kind.singleton_class?
      modules.each { |mod| yield mod }
      modules.size
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

    def garbage_collect(**options) = GC.start
    def count_objects(result = {}) = result

    def define_finalizer(object, finalizer = (absent = true), &block)
      finalizer = block || proc if absent
      unless finalizer.respond_to?(:call)
        raise ArgumentError, "wrong type argument #{finalizer.class} (should be callable)"
      end
      [0, __maglev_define_finalizer__(object, finalizer)]
    end
  end
end

module GC
  class << self
    primitive :__maglev_start__, :gc_start
    primitive :__maglev_figures__, :gc_figures

    def start(**options) = __maglev_start__
    def count = __maglev_figures__[0]
    def stress = @stress || false

    # Kept, but nothing comes of it: the collector is .NET's.
    def stress=(value)
      @stress = value
    end

    def verify_compaction_references(**options) = nil
    def auto_compact = false
    def measure_total_time = true
    def total_time = __maglev_figures__[4]
    def compact = nil

    def enable
      old = @disabled || false
      @disabled = false
      old
    end

    def disable
      old = @disabled || false
      @disabled = true
      old
    end

    def stat(key = nil)
      minor, major, live, allocated, pause = __maglev_figures__
      figures = {
        count: minor, time: pause / 1_000_000, minor_gc_count: minor - major, major_gc_count: major, heap_live_slots: live / 40,
        total_allocated_objects: allocated / 40, malloc_increase_bytes: live
      }
      Symbol === key ? figures[key] : figures
    end
  end

  def garbage_collect(**options) = GC.start
end
