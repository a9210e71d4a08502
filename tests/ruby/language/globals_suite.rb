# Global and special variables, aliases of them.
class GlobalsSuite < Suite
  def test_aliases
    $globals_suite = 1
    alias $globals_suite_other $globals_suite
    $globals_suite_other = 5
    same 5, $globals_suite
    same "global-variable", defined?($globals_suite_other)
    yes global_variables.include?(:$globals_suite_other)
  end

  def test_of_a_match
    "hello world" =~ /l(l)(o)?/
    same ["llo", "he", " world", "o", "l", "o", nil], [$&, $`, $', $+, $1, $2, $3]
    same "llo", $~[0]
    "x" =~ /y/
    same [nil, nil], [$~, $1]
  end

  def test_match_is_of_the_method
    "a" =~ /a/
    other_match
    same "a", $~[0]
    [1].each { "b" =~ /b/ }
    same "b", $~[0]
  end

  def test_match_is_shared_by_blocks_whose_frames_are_gone
    setup, check = nil
    [1].each { setup = proc { "kept" =~ /k/ }; check = proc { $~ && $~[0] } }
    setup.call
    same "k", check.call
    lambda { "inside" =~ /i/ }.call
    same "i", $~[0]
  end

  def other_match = "zz" =~ /z/

  def test_of_the_process
    same Process.pid, $$
    yes $0.is_a?(String)
    same $PROGRAM_NAME, $0
    same [$stdout, $stderr, $stdin], [STDOUT, STDERR, STDIN]
    yes $:.equal?($LOAD_PATH)
    yes $".equal?($LOADED_FEATURES)
    same nil, $,
    same "\n", $/
    raises(NameError, "$$ is a read-only variable") { eval("$$ = 1") }
    raises(TypeError, "$stdout must have write method, Integer given") { $stdout = 1 }
    refuses("$1 = 2", /Can't set variable \$1/)
  end

  def test_last_status
    `true`
    same [0, true], [$?.exitstatus, $?.success?]
    system("exit 3")
    same 3, $?.exitstatus
  end

  def test_set_from_elsewhere
    same nil, $globals_never_set
    eval("$globals_from_eval = 2")
    same 2, $globals_from_eval
  end
end
