# What the parser and the VM warn of: the text, the line, and when.
class WarningsSuite < Suite
  def heard(verbose: true)
    texts = []
    stream, level = $stderr, $VERBOSE
    $stderr = Class.new { define_method(:write) { |*parts| texts.concat(parts) } }.new
    $VERBOSE = verbose
    yield
    texts.map { |text| text.delete_prefix("here.rb:").chomp }
  ensure
    $stderr, $VERBOSE = stream, level
  end

  def warnings(source, **how) = heard(**how) { eval(source, TOPLEVEL_BINDING, "here.rb", 1) }

  def test_keys_and_clauses_that_repeat
    same ["1: warning: key :a is duplicated and overwritten on line 2"], warnings("{ a: 1,\n a: 2 }", verbose: false)
    same ["1: warning: key 1.0 is duplicated and overwritten on line 1"], warnings("{ 1.0 => 1, 1 => 2, 1.0 => 3 }")
    same ["1: warning: key :a is duplicated and overwritten on line 1"], warnings("{ a: 1, **{ a: 2 } }")
    same ["3: warning: 'when' clause on line 3 duplicates 'when' clause on line 2 and is ignored"], warnings("case 1\nwhen 1 then 1\nwhen 2, 1 then 2\nend")
    same [], warnings("case 1\nwhen 1 then 1\nwhen 1 then 2\nend", verbose: false)
  end

  def test_values_nobody_uses
    same ["1: warning: possibly useless use of == in void context"], warnings("1 == 2\nnil")
    same ["1: warning: possibly useless use of a literal in void context"], warnings("'x'\nnil")
    same ["1: warning: possibly useless use of defined? in void context"], warnings("defined?(x)\nnil")
    same ["2: warning: statement not reached"], warnings("-> { return\n 1 }")
    same [], warnings("1 == 2\nnil", verbose: false)
  end

  def test_conditions_that_never_change
    same ["1: warning: found '= literal' in conditional, should be =="], warnings("x = 0; if x = 1 then end", verbose: false)
    same ["1: warning: string literal in condition"], warnings("if 'x' then end")
    same ["1: warning: integer literal in flip-flop"] * 2, warnings("if 1..2 then end")
  end

  def test_variables_nobody_reads
    same ["1: warning: assigned but unused variable - unused"], warnings("def self.m(given) = (unused = 1; _meant = 2; used = 3; used)")
    same [], warnings("def self.n = (used = 1; -> { used })")
  end

  def test_other_hints
    same ["1: warning: END in method; use at_exit"], warnings("def self.never_called; END { }; end")
    same ["1: warning: class variable access from toplevel"], [(begin; warnings("@@none"); rescue RuntimeError => error; "1: warning: #{error.message}"; end)]
  end

  def test_globals_that_were_never_set
    same ["1: warning: global variable '$never_set_here' not initialized"], warnings("$never_set_here; nil") - ["1: warning: possibly useless use of a variable in void context"]
    same [], warnings("$lazily_set_here ||= 1")
  end

  def test_chilled_strings
    literal = "literal string will be frozen in the future (run with --debug-frozen-string-literal for more information)"
    Warning[:deprecated] = true
    same ["1: warning: #{literal}"], warnings("s = 'x'; s << 'y'; s << 'z'")
    same ["1: warning: string returned by :sym.to_s will be frozen in the future"], warnings("s = :sym.to_s; s << 'y'")
    same [], warnings("s = +'x'; s << 'y'; t = \"\#{1}\"; t << 'z'; 'u'.dup << 'v'")
    same [], warnings("# frozen_string_literal: false\ns = 'x'; s << 'y'")
  ensure
    Warning[:deprecated] = false
  end

  def test_a_program_hears_them
    kept = Warning.method(:warn)
    told = []
    Warning.define_singleton_method(:warn) { |message, **| told << message }
    eval("{ a: 1, a: 2 }", nil, "here.rb", 7)
    same ["here.rb:7: warning: key :a is duplicated and overwritten on line 7\n"], told
  ensure
    Warning.define_singleton_method(:warn, kept)
  end

  def test_any_object_can_be_extended_with_Warning
    same ["mine"], heard { Object.new.extend(Warning).warn("mine\n") }
  end
end
