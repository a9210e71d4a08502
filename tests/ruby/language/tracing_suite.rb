# TracePoint, set_trace_func, trace_var: what they tell, of what, and when they are silent.
class TracingSuite < Suite
  class Traced
    attr_reader :mark

    def plain(a, b = 2)
      sum = a +
        b
      if sum > 100
        :large
      else
        sum
      end
    end

    def early
      return 1 if mark.nil?
      2
    end

    def fails = raise("no")

    def blocks
      [1].each do |x|
        x
      end
    end

    define_method(:made) { |x| x }
    alias renamed plain
  end

  LINE = Traced.instance_method(:plain).source_location[1]

  # Events of these kinds while a block runs, of this file, as the block of the trace tells them.
  def events(*kinds)
    told = []
    point = TracePoint.new(*kinds) { |event| told << yield(event) if event.path == __FILE__ }
    point.enable(target_thread: nil)
    begin
      @work.call
    ensure
      point.disable
    end
    told
  end

  def during(&work)
    @work = work
    self
  end

  def test_lines_of_a_method
    told = during { Traced.new.plain(1) }.events(:line) { |e| [e.lineno - LINE, e.method_id] }
    same [[1, :plain], [3, :plain], [6, :plain]], told.select { |_, method| method == :plain }
  end

  def test_call_and_return
    told = during { Traced.new.plain(1) }.events(:call, :return) do |e|
      [e.event, e.lineno - LINE, e.method_id, e.defined_class, e.self.class, e.parameters]
    end
    parameters = [[:req, :a], [:opt, :b]]
    same [[:call, 0, :plain, Traced, Traced, parameters], [:return, 8, :plain, Traced, Traced, parameters]], told
  end

  def test_return_value_and_the_line_of_an_early_return
    told = during { Traced.new.early }.events(:return) { |e| [e.lineno - LINE, e.return_value] }
    same [[11, 1]], told
  end

  def test_an_alias_is_the_callee
    told = during { Traced.new.renamed(1) }.events(:call) { |e| [e.method_id, e.callee_id] }
    same [[:plain, :renamed]], told
  end

  def test_methods_of_the_core_are_c_calls
    told = during { [3, 1].max; Traced.new.mark; 1 + 2 }.events(:c_call) { |e| e.method_id }
    same [:max, :new, :mark, :+], told & [:max, :new, :mark, :+]
    told = during { "a".upcase }.events(:c_return) { |e| [e.method_id, e.return_value, e.self] }
    yes told.include?([:upcase, "A", "a"])
  end

  def test_what_the_core_does_inside_is_not_told
    no during { [3, 1].sort_by { |x| x } }.events(:call) { |e| e.method_id }.include?(:sort_by)
    same [:each], during { [1].each { } }.events(:c_call) { |e| e.method_id } - [:disable]
  end

  def test_blocks_and_define_method
    told = during { Traced.new.blocks }.events(:b_call, :b_return) { |e| [e.event, e.method_id, e.lineno - LINE] }
    same [[:b_call, :blocks, 18], [:b_return, :blocks, 20]], told.select { |_, method, _| method == :blocks }
    told = during { Traced.new.made(7) }.events(:call, :b_call, :b_return, :return) { |e| [e.event, e.method_id] }
    same [[:call, :made], [:b_call, :made], [:b_return, :made], [:return, :made]], told.select { |_, method| method == :made }
  end

  def test_exceptions_end_methods
    told = during { Traced.new.fails rescue nil }.events(:raise, :return) do |e|
      [e.event, e.method_id, e.event == :raise ? e.raised_exception.message : e.return_value]
    end
    same [[:raise, :fails, "no"], [:return, :fails, nil]], told
  end

  def test_a_rescue_that_does_not_match_raises_no_second_time
    work = proc { begin; begin; raise "x"; rescue TypeError; end; rescue; end }
    same 1, during(&work).events(:raise) { |e| e }.size
  end

  def test_class_bodies
    told = during { eval("class TracedHere; end", nil, __FILE__, 5) }.events(:class, :end) { |e| [e.event, e.lineno, e.self.name, e.method_id] }
    same [[:class, 5, "TracingSuite::TracedHere", nil], [:end, 5, "TracingSuite::TracedHere", nil]], told
  end

  def test_compiled_scripts
    told = []
    TracePoint.new(:script_compiled) { |e| told << e.eval_script }.enable { eval("1 + 1") }
    same ["1 + 1"], told
  end

  def test_a_binding_shows_variables
    seen = during { Traced.new.plain(4, 5) }.events(:return) { |e| e.binding.local_variable_get(:sum) }
    same [9], seen
  end

  def test_targets
    lines = []
    point = TracePoint.new(:line) { |e| lines << e.lineno - LINE }
    point.enable(target: Traced.instance_method(:plain)) { Traced.new.early; Traced.new.plain(1) }
    same [1, 3, 6], lines
    lines.clear
    point.enable(target: Traced.instance_method(:plain), target_line: LINE + 3) { Traced.new.plain(1) }
    same [3], lines
    raises(ArgumentError, /can not enable/) { point.enable(target: Traced.instance_method(:plain), target_line: LINE + 50) { } }
    raises(ArgumentError, /not supported/) { point.enable(target: 3) { } }
    raises(ArgumentError, /only target_line/) { point.enable(target_line: 3) { } }
  end

  # Many, as a branch was lost only where the thread had something else to look after.
  def test_branches_go_where_they_go_untraced
    seen = 0
    answers = nil
    TracePoint.new(:line) { seen += 1 }.enable { answers = Array.new(2000) { |i| Traced.new.plain(i % 200, 0) } }
    same Array.new(2000) { |i| i % 200 > 100 ? :large : i % 200 }, answers
    yes seen >= 6000
  end

  def test_on_and_off
    point = TracePoint.new(:call) { }
    same [false, false, true, true, true, false], [point.enabled?, point.enable, point.enable, point.enabled?, point.disable, point.disable]
    same 5, point.enable { 5 }
    no point.enabled?
    point = TracePoint.trace(:call) { }
    yes point.enabled?
    point.disable
  end

  def test_outside_of_an_event
    point = TracePoint.new(:call) { }
    same "#<TracePoint:disabled>", point.inspect
    raises(RuntimeError, "access from outside") { point.lineno }
    raises(ArgumentError, "unknown event: nothing") { TracePoint.new(:nothing) { } }
    raises(ArgumentError, "must be called with a block") { TracePoint.new(:call) }
    during { Traced.new.early }.events(:call) { |e| raises(RuntimeError, "not supported by this event") { e.return_value } }
  end

  def test_a_hook_is_not_traced
    told = during { Traced.new.early }.events(:call) { |e| Traced.new.plain(1); e.method_id }
    same [:early], told
    raises(RuntimeError, /reentrance/) { TracePoint.allow_reentry { } }
  end

  def test_what_a_hook_raises_is_raised_there
    point = TracePoint.new(:call) { |e| raise ArgumentError, "from the hook" if e.method_id == :early }
    raises(ArgumentError, "from the hook") { point.enable { Traced.new.early } }
    no point.enabled?
  end

  def test_code_that_ran_before_is_traced_too
    object = Traced.new
    3.times { object.early }
    same 1, during { object.early }.events(:call) { |e| e.method_id }.count(:early)
    same 1, object.early
  end

  def test_trace_function
    told = []
    set_trace_func(proc { |event, file, line, name, where, owner| told << [event, name, owner] if file == __FILE__ })
    Traced.new.early
    set_trace_func(nil)
    yes told.include?(["call", :early, Traced])
    yes told.include?(["c-call", :new, Class])
    yes told.include?(["return", :early, Traced])
    raises(TypeError, "trace_func needs to be Proc") { set_trace_func(1) }
  end

  def test_traced_globals
    told = []
    trace_var(:$tracing_suite) { |value| told << value }
    trace_var(:$tracing_suite, proc { |value| told << [value] })
    $tracing_suite = 3
    same [[3], 3], told
    same 2, untrace_var(:$tracing_suite).size
    $tracing_suite = 4
    same [[3], 3], told
    raises(NameError, /undefined global variable/) { untrace_var(:$tracing_suite_unknown) }
  end

  def test_a_fiber_that_waited_is_traced
    fiber = Fiber.new do
      Fiber.yield
      traced_in_fiber
      :end
    end
    fiber.resume
    called = []
    trace = TracePoint.new(:call) { |point| called << point.method_id }
    trace.enable
    fiber.resume
    trace.disable
    same :traced_in_fiber, called.first
  end

  def traced_in_fiber = 1
end
