# GC, GC::Profiler, ObjectSpace and objspace: figures that a program may rely on, whoever collects.
require "objspace"

class GarbageCollectionSuite < Suite
  class Found
    def initialize(value) = @value = value
  end

  module Marked
  end

  def test_figures_fit_together
    figures = GC.stat
    same figures[:count], figures[:minor_gc_count] + figures[:major_gc_count]
    same figures[:heap_available_slots], figures[:heap_live_slots] + figures[:heap_free_slots] if RUBY_ENGINE == "maglev"
    yes figures[:heap_live_slots].positive? && figures[:heap_allocated_pages].positive?
    yes figures[:total_allocated_objects] >= figures[:total_freed_objects]
    yes figures.values.all? { |figure| Integer === figure && figure >= 0 }
  end

  def test_figures_grow
    before = GC.stat
    kept = Array.new(200_000) { Object.new }
    GC.start
    after = GC.stat
    yes after[:total_allocated_objects] > before[:total_allocated_objects] + 100_000
    yes after[:heap_live_slots] > before[:heap_live_slots] + 100_000
    yes after[:count] > before[:count] && after[:major_gc_count] > before[:major_gc_count]
    same 200_000, kept.size
  end

  def test_one_figure_or_a_hash_to_fill
    same GC.stat.keys, GC.stat({}).keys
    same GC.count, GC.stat(:count)
    own = { mine: 1 }
    yes GC.stat(own).equal?(own)
    same 1, own[:mine]
    raises(ArgumentError, "unknown key: nonsense") { GC.stat(:nonsense) }
    raises(TypeError, "non-hash or symbol given") { GC.stat(1) }
  end

  def test_starting_a_collection
    before = GC.count
    same nil, GC.start
    yes GC.count > before
    same nil, GC.start(full_mark: false, immediate_sweep: true)
    same nil, ObjectSpace.garbage_collect
    yes Hash === GC.latest_gc_info && GC.latest_gc_info.key?(:major_by)
    same :none, GC.latest_gc_info(:state)
  end

  def test_the_time_that_collections_take
    yes GC.measure_total_time
    before = GC.total_time
    GC.start
    yes GC.total_time > before
    GC.measure_total_time = false
    no GC.measure_total_time
    stood = GC.total_time
    GC.start
    same stood, GC.total_time
  ensure
    GC.measure_total_time = true
  end

  def test_switches
    no GC.disable
    yes GC.disable
    yes GC.enable
    no GC.enable
    no GC.stress
  end

  def test_the_only_thing_to_configure
    yes GC.config[:rgengc_allow_full_mark]
    GC.config(rgengc_allow_full_mark: false)
    no GC.config[:rgengc_allow_full_mark]
  ensure
    GC.config(rgengc_allow_full_mark: true)
  end

  def test_a_profile
    GC::Profiler.clear
    GC::Profiler.enable
    yes GC::Profiler.enabled?
    3.times { GC.start }
    rows = GC::Profiler.raw_data
    yes rows.size >= 3
    yes rows.all? { |row| row[:GC_TIME] >= 0 && row[:HEAP_USE_SIZE].positive? && row[:HEAP_TOTAL_SIZE] >= row[:HEAP_USE_SIZE] }
    yes rows.each_cons(2).all? { |first, second| first[:GC_INVOKE_TIME] <= second[:GC_INVOKE_TIME] }
    yes GC::Profiler.total_time.positive?
    yes GC::Profiler.result.start_with?("GC ")
  ensure
    GC::Profiler.disable
    GC::Profiler.clear
    no GC::Profiler.enabled?
    same nil, GC::Profiler.raw_data
    same 0.0, GC::Profiler.total_time
    same "", GC::Profiler.result
  end

  def test_counts_by_type
    counts = ObjectSpace.count_objects
    same counts[:TOTAL], counts.except(:TOTAL).values.sum
    yes counts[:T_STRING].positive? && counts[:T_CLASS] > 50
    kept = Array.new(1000) { |i| "text #{i}" }
    yes ObjectSpace.count_objects[:T_STRING] >= counts[:T_STRING] + 900
    same 1000, kept.size
    raises(TypeError, "non-hash given") { ObjectSpace.count_objects(1) }
  end

  def test_objects_of_a_class
    one = Found.new(nil)
    held = { list: [Found.new(one)] }
    captured = Found.new(1)
    reads = proc { captured }
    fiber = Fiber.new do
      inner = Found.new(2)
      Fiber.yield
      inner
    end
    fiber.resume
    found = ObjectSpace.each_object(Found).to_a
    yes found.include?(one) && found.include?(held[:list][0]) && found.include?(reads.call) && found.include?(fiber.resume)
    yes found.all?(Found)
    same found.size, ObjectSpace.each_object(Found) {}
  end

  def test_objects_of_a_module_and_of_any_class
    one = Found.new(nil).extend(Marked)
    same [one], ObjectSpace.each_object(Marked).to_a
    yes ObjectSpace.each_object.any? { |object| one.equal?(object) }
    yes ObjectSpace.each_object(Module).include?(Marked)
    raises(TypeError, "class or module required") { ObjectSpace.each_object(1) {} }
  end

  def test_sizes
    same 0, ObjectSpace.memsize_of(1)
    same 0, ObjectSpace.memsize_of(nil)
    yes ObjectSpace.memsize_of([]).between?(16, 200)
    yes ObjectSpace.memsize_of("a" * 10_000).between?(10_000, 20_000)
    yes ObjectSpace.memsize_of(Array.new(1000)).between?(8000, 20_000)
    yes ObjectSpace.memsize_of(Array.new(100) { |i| [i, i] }.to_h).between?(1600, 20_000)
    kept = "a" * 1_000_000
    yes ObjectSpace.memsize_of_all(String) >= kept.bytesize
    yes ObjectSpace.memsize_of_all >= ObjectSpace.memsize_of_all(String)
    raises(TypeError) { ObjectSpace.memsize_of_all(1) }
  end

  def test_sizes_by_type
    sizes = ObjectSpace.count_objects_size
    same sizes[:TOTAL], sizes.except(:TOTAL).values.sum
    yes sizes[:T_STRING].positive?
  end

  def test_what_an_object_refers_to
    text = +"text"
    found = ObjectSpace.reachable_objects_from([1, text, :symbol])
    yes found.any? { |object| object.equal?(text) } && found.include?(Array)
    same nil, ObjectSpace.reachable_objects_from(1)
  end

  def test_where_objects_were_made_is_not_known_of_those_made_before
    same nil, ObjectSpace.allocation_sourcefile(Object.new)
    same 3, ObjectSpace.trace_object_allocations { 3 }
  end
end
