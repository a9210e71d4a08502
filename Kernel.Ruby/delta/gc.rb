# GC: .NET's collector in MRI's terms. Its heap has no slots: where MRI counts them, bytes are told as so many objects without
# variables, and pages are MRI's 64 KB. What has no counterpart is 0.

module GC
  SLOT_BYTES = 40
  PAGE_BYTES = 65_536
  private_constant :SLOT_BYTES, :PAGE_BYTES

  INTERNAL_CONSTANTS = { DEBUG: false, BASE_SLOT_SIZE: 40, RVALUE_OVERHEAD: 0, RVARGC_MAX_ALLOCATE_SIZE: 40, HEAP_PAGE_OBJ_LIMIT: 1638,
                         HEAP_PAGE_SIZE: 65_536, HEAP_COUNT: 1, RVALUE_OLD_AGE: 2 }.freeze
  OPTS = [].freeze

  @left_out = 0
  @config = { rgengc_allow_full_mark: true, implementation: 'default' }

  class << self
    primitive :__maglev_start__, :gc_start
    primitive :__maglev_figures__, :gc_figures
    primitive :__maglev_log__, :gc_log

    def start(full_mark: true, immediate_mark: true, immediate_sweep: true) = __maglev_start__(full_mark)

    def count = __maglev_figures__[0]
    def stress = @stress || false

    # Kept, but nothing comes of it: the collector is .NET's. So with compaction and what else could be set of MRI's.
    def stress=(value)
      @stress = value
    end

    def auto_compact = @auto_compact || false

    def auto_compact=(value)
      @auto_compact = value ? true : false
    end

    def verify_compaction_references(**options) = nil
    def compact = nil
    def latest_compact_info = {}

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

    def config(changes = nil)
      case changes
      when nil then @config.dup
      when Hash
        raise ArgumentError, 'Attempting to set read-only key "Implementation"' if changes.key?(:implementation)
        @config[:rgengc_allow_full_mark] = changes[:rgengc_allow_full_mark] ? true : false if changes.key?(:rgengc_allow_full_mark)
        @config.except(:implementation)
      else raise ArgumentError
      end
    end

    def measure_total_time = @unmeasured_since.nil?

    def measure_total_time=(value)
      if !value
        @unmeasured_since ||= pauses
      elsif @unmeasured_since
        @left_out += pauses - @unmeasured_since
        @unmeasured_since = nil
      end
    end

    # Nanoseconds that collections have taken.
    def total_time = (@unmeasured_since || pauses) - @left_out

    # All figures, or one; or they are put into a hash.
    def stat(wanted = nil) = pick(wanted, figures)

    # The same of the only heap.
    def stat_heap(heap = nil, wanted = nil)
      raise ArgumentError, 'heap index out of range' unless heap.nil? || heap == 0
      all = figures
      row = { slot_size: SLOT_BYTES, heap_eden_pages: all[:heap_eden_pages], heap_eden_slots: all[:heap_available_slots],
              total_allocated_pages: all[:total_allocated_pages], force_major_gc_count: 0, force_incremental_marking_finish_count: 0,
              total_allocated_objects: all[:total_allocated_objects], total_freed_objects: all[:total_freed_objects] }
      heap.nil? ? pick(wanted, { 0 => row }) : pick(wanted, row)
    end

    def latest_gc_info(wanted = nil)
      *, pending, generation = __maglev_figures__
      pick(wanted, { major_by: generation == 2 ? :force : nil, need_major_by: nil, gc_by: :newobj, have_finalizer: pending > 0,
                     immediate_sweep: true, state: :none, weak_references_count: 0, retained_weak_references_count: 0 })
    end

    private

    def pauses = __maglev_figures__[4]

    def pick(wanted, all)
      case wanted
      when nil then all
      when Symbol then all.fetch(wanted) { raise ArgumentError, "unknown key: #{wanted}" }
      when Hash then wanted.update(all)
      else raise TypeError, 'non-hash or symbol given'
      end
    end

    def figures
      count, major, used, allocated, pause, total, kept, old, pending = __maglev_figures__
      live = used / SLOT_BYTES
      available = total / SLOT_BYTES
      made = allocated / SLOT_BYTES
      pages = (total + PAGE_BYTES - 1) / PAGE_BYTES
      {
        count: count, time: pause / 1_000_000, marking_time: pause / 1_000_000, sweeping_time: 0,
        heap_allocated_pages: pages, heap_empty_pages: 0, heap_allocatable_slots: 0, heap_available_slots: available,
        heap_live_slots: live, heap_free_slots: available - live, heap_final_slots: pending, heap_marked_slots: kept / SLOT_BYTES,
        heap_eden_pages: pages, total_allocated_pages: pages, total_freed_pages: 0,
        total_allocated_objects: made, total_freed_objects: made - live,
        malloc_increase_bytes: 0, malloc_increase_bytes_limit: 16_777_216, minor_gc_count: count - major, major_gc_count: major,
        compact_count: 0, read_barrier_faults: 0, total_moved_objects: 0,
        remembered_wb_unprotected_objects: 0, remembered_wb_unprotected_objects_limit: 0,
        old_objects: old / SLOT_BYTES, old_objects_limit: 2 * old / SLOT_BYTES,
        oldmalloc_increase_bytes: 0, oldmalloc_increase_bytes_limit: 16_777_216
      }
    end
  end

  # What .NET collected while it was enabled.
  module Profiler
    class << self
      def enable
        GC.__maglev_log__(:start)
        nil
      end

      def disable
        GC.__maglev_log__(:stop)
        nil
      end

      def enabled? = GC.__maglev_log__(:asks)

      def clear
        GC.__maglev_log__(:clear)
        nil
      end

      # A hash for each collection, times in seconds; nil while it is disabled.
      def raw_data = (rows if enabled?)

      # Seconds that they took.
      def total_time = (raw_data || []).sum(0.0) { |row| row[:GC_TIME] }

      private def rows
        GC.__maglev_log__(nil).map do |at, pause, generation, used, total|
          { GC_FLAGS: { major_by: generation == 2 ? :force : nil, gc_by: :newobj, have_finalizer: false, immediate_sweep: true },
            GC_TIME: pause / 1e9, GC_INVOKE_TIME: at / 1e9, HEAP_USE_SIZE: used, HEAP_TOTAL_SIZE: total,
            HEAP_TOTAL_OBJECTS: total / 40, MOVED_OBJECTS: 0, GC_IS_MARKED: true }
        end
      end

      # A table; empty when nothing was collected.
      def result
        noted = rows
        return '' if noted.empty?
        lines = noted.each_with_index.map do |row, index|
          format("%5d %19.3f %20d %20d %20d %30.20f\n", index + 1, row[:GC_INVOKE_TIME], row[:HEAP_USE_SIZE], row[:HEAP_TOTAL_SIZE],
                 row[:HEAP_TOTAL_OBJECTS], row[:GC_TIME] * 1000)
        end
        "GC #{noted.size} invokes.\n" \
          "Index    Invoke Time(sec)       Use Size(byte)     Total Size(byte)         Total Object                    GC Time(ms)\n" + lines.join
      end

      def report(output = $stdout)
        output.write(result)
        nil
      end
    end
  end

  def garbage_collect(**options) = GC.start(**options)
end
