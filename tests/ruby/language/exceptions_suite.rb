# Exceptions: raise, rescue, else, ensure, retry, causes, messages, backtraces.
class ExceptionsSuite < Suite
  class Special < StandardError
    def initialize(message = "special by default") = super
  end

  def test_rescue_chooses_by_class
    found = [ZeroDivisionError, KeyError, Special, RuntimeError].map do |type|
      begin
        raise type, "told"
      rescue ZeroDivisionError, KeyError => error
        [:listed, error.class]
      rescue Special
        [:special, $!.message]
      rescue
        [:other, $!.class]
      end
    end
    same [[:listed, ZeroDivisionError], [:listed, KeyError], [:special, "told"], [:other, RuntimeError]], found
    same nil, $!
  end

  def test_rescue_asks_with_case_equality
    matcher = Module.new { def self.===(error) = error.message == "mine" }
    same :matched, begin; raise "mine"; rescue matcher; :matched; end
    classes = [KeyError, IndexError]
    same :splat, begin; raise IndexError; rescue *classes; :splat; end
    raises(TypeError, "class or module required for rescue clause") { begin; raise "x"; rescue "no class"; end }
  end

  def order(log)
    log << :body
    yield
  rescue => error
    log << error.message
    :rescued
  else
    log << :else
    :fine
  ensure
    log << :ensure
  end

  def test_else_and_ensure
    log = []
    same :fine, order(log) { 1 }
    same :rescued, order(log) { raise "bad" }
    same [:body, :else, :ensure, :body, "bad", :ensure], log
  end

  def test_ensure_runs_however_it_is_left
    log = []
    [1].each { begin; next; ensure; log << :next; end }
    [1].each { begin; break; ensure; log << :break; end }
    catch(:out) { begin; throw :out; ensure; log << :throw; end }
    same :returned, leave_through(log)
    same [:next, :break, :throw, :return], log
  end

  def leave_through(log)
    return :returned
  ensure
    log << :return
  end

  def test_return_in_ensure_swallows
    def swallowing
      raise "lost"
    ensure
      return :kept
    end
    same :kept, swallowing
  end

  def test_retry
    tries = 0
    result = begin
      tries += 1
      raise "again" if tries < 3
      tries
    rescue
      retry
    end
    same 3, result
  end

  def test_causes
    error = raises(RuntimeError, "outer") do
      begin
        raise "inner"
      rescue
        raise "outer"
      end
    end
    same "inner", error.cause.message
    same nil, raises(RuntimeError) { begin; raise "a"; rescue; raise "b", cause: nil; end }.cause
    same "own", raises(RuntimeError) { raise "b", cause: Special.new("own") }.cause.message
  end

  def test_messages
    same "special by default", Special.new.message
    same "Special".b.force_encoding("UTF-8"), Special.name.split("::").last
    same "unhandled exception", raises(RuntimeError) { raise }.detailed_message
    same "undefined local variable or method 'nothing' for an instance of ExceptionsSuite", raises(NameError) { nothing }.message
    same "undefined method 'nothing' for nil", raises(NoMethodError) { nil.nothing }.message
    same "undefined method 'nothing' for an instance of Integer", raises(NoMethodError) { 1.nothing }.message
    same "undefined method 'nothing' for class Integer", raises(NoMethodError) { Integer.nothing }.message
    same "undefined method 'nothing' for module Kernel", raises(NoMethodError) { Kernel.nothing }.message
    same "private method 'puts' called for an instance of Integer", raises(NoMethodError) { 1.puts }.message
    same "uninitialized constant ExceptionsSuite::Missing", raises(NameError) { ExceptionsSuite::Missing }.message
    same "divided by 0", raises(ZeroDivisionError) { 1 / 0 }.message
    same "comparison of Integer with String failed", raises(ArgumentError) { [1, "a"].sort }.message
    same "String can't be coerced into Integer", raises(TypeError) { 1 + "a" }.message
    same "no implicit conversion of Integer into String", raises(TypeError) { "a" + 1 }.message
    same "can't modify frozen String: \"a\"", raises(FrozenError) { "a".freeze << "b" }.message
    same "key not found: :a", raises(KeyError) { {}.fetch(:a) }.message
    same "index 5 outside of array bounds: -1...1", raises(IndexError) { [1].fetch(5) }.message
    same "exception class/object expected", raises(TypeError) { raise 5 }.message
  end

  def deep = raise(Special)

  def test_backtraces
    error = raises(Special) { deep }
    line = __LINE__ - 4
    same "in 'ExceptionsSuite#deep'", error.backtrace[0][/in .*/]
    same [line, "deep", "ExceptionsSuite#deep"], error.backtrace_locations[0].then { |place| [place.lineno, place.base_label, place.label] }
    yes error.backtrace[1].end_with?("in 'block in ExceptionsSuite#test_backtraces'")
    same nil, Special.new.backtrace
    kept = Special.new
    kept.set_backtrace(["a:1", "b:2"])
    same ["a:1", "b:2"], kept.backtrace
  end

  def test_detailed_and_full_messages
    error = raises(Special) { raise Special, "first\nsecond" }
    same "first (ExceptionsSuite::Special)\nsecond", error.detailed_message
    same "\e[1mfirst (\e[1;4mExceptionsSuite::Special\e[m\e[1m)\e[m\n\e[1msecond\e[m", error.detailed_message(highlight: true)
    yes error.full_message(highlight: false).start_with?("#{error.backtrace[0]}: first (ExceptionsSuite::Special)\nsecond\n\tfrom ")
    same "a (RuntimeError)", RuntimeError.new("a\n").detailed_message
    same "a:1: a (RuntimeError)\nb\n\n", RuntimeError.new("a\nb\n").tap { |e| e.set_backtrace(["a:1"]) }.full_message(highlight: false)
    same "a:1: told (RuntimeError)\n", RuntimeError.new("told").tap { |e| e.set_backtrace(["a:1"]) }.full_message(highlight: false)
  end

  def test_an_exception_tells_of_itself
    same "#<ExceptionsSuite::Special: told>", Special.new("told").inspect
    same "ExceptionsSuite::Special", Special.new("").inspect
    yes Special.new("a") == Special.new("a")
    same "other", Special.new("one").exception("other").message
    same [1], raises(StopIteration) { [1].each.tap(&:next).next }.result
    same [:zero, 1], raises(KeyError) { { a: 1 }.fetch(:zero) }.then { |e| [e.key, e.receiver[:a]] }
    same 1, raises(FrozenError) { [1].freeze << 2 }.receiver[0]
    same [:nothing, 5], raises(NoMethodError) { 5.nothing }.then { |e| [e.name, e.receiver] }
    same [3, false], raises(SystemExit) { exit 3 }.then { |e| [e.status, e.success?] }
  end

  def test_catch_and_throw
    same :value, catch(:tag) { 10.times { throw :tag, :value }; :never }
    same nil, catch { |tag| throw tag }
    same :inner, catch(:a) { catch(:b) { throw :a, :inner }; :not }
    raises(UncaughtThrowError, "uncaught throw :none") { throw :none }
  end

  def test_every_jump_out_of_a_rescue_restores_the_error
    catch(:out) { begin; raise "x"; rescue; throw :out; end }
    same nil, $!
    [1].each { begin; raise "x"; rescue; break; end }
    same nil, $!
    [1].each { begin; raise "x"; rescue; next; end }
    same nil, $!
    returning = -> { [1].each { begin; raise "x"; rescue; [2].each { return } end } }
    returning.call
    same nil, $!
  end

  def test_an_ensure_on_the_way_sees_the_error_around_it
    seen = []
    within = proc do
      begin
        raise "outer"
      rescue
        begin
          raise "inner"
        rescue
          [1].each { next :not }
          next
        ensure
          seen << $!.message
        end
      end
    end
    within.call
    same ["outer"], seen
    same nil, $!
  end

  class Hashed
    def hash = catch(:number) { begin; throw :number, 7; ensure; 1; end }
  end

  def test_throw_ends_a_catch_that_a_primitive_called
    same 1, { Hashed.new => 1 }.size
    tag = method(:catch)
    same [1, 2, 3], [3, 1, 2].sort { |left, right| tag.call(:order) { begin; throw :order, left <=> right; ensure; 1; end } }
  end

  def test_stack_overflow
    def endless(n) = endless(n + 1)
    raises(SystemStackError, "stack level too deep") { endless(0) }
  end

  def test_warnings
    heard = []
    stream = $stderr
    $stderr = Class.new { define_method(:write) { |*text| heard.concat(text) } }.new
    warn "one", "two"
    warn "hidden", category: :deprecated
    Warning[:deprecated] = true
    warn "shown", category: :deprecated
    same ["one\ntwo\n", "shown\n"], heard
    raises(ArgumentError, "unknown category: nonsense") { Warning[:nonsense] }
  ensure
    $stderr = stream
    Warning[:deprecated] = false
  end

  def test_a_backtrace_can_be_taken_away
    begin
      raise "told"
    rescue
      $@ = nil
      same nil, $!.backtrace
    end
    raises(SyntaxError, /else without rescue is useless/) { eval("begin; else; 1; end") }
  end
end
