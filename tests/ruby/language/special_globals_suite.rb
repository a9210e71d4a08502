# Globals that the language gives a meaning: what they hold and what they refuse.
class SpecialGlobalsSuite < Suite
  def test_some_can_only_be_read
    raises(NameError, "$? is a read-only variable") { $? = 1 }
    raises(NameError, "$FILENAME is a read-only variable") { $FILENAME = "" }
    raises(NameError, "$LOAD_PATH is a read-only variable") { $LOAD_PATH = [] }
    eval("alias $suite_match $&")
    raises(NameError, "$suite_match is a read-only variable") { $suite_match = 1 }
    refuses "$& = 1", /Can't set variable \$&/
    refuses "$1 = 1", /Can't set variable \$1/
  end

  def test_separators_are_texts
    raises(TypeError, "value of $/ must be String") { $/ = 1 }
    raises(TypeError, "value of $, must be String") { $, = :a }
    raises(TypeError, "$stdout must have write method, NilClass given") { $stdout = nil }
  end

  def test_the_number_of_the_last_line
    File.open(__FILE__) do |file|
      file.gets
      file.gets
      same 2, $.
    end
    $. = 7.5
    same 7, $.
  end

  def test_the_backtrace_of_the_present_exception
    raise "any"
  rescue => error
    $@ = "place"
    same ["place"], error.backtrace
    raises(TypeError, /\Abacktrace must be an Array of String/) { error.set_backtrace([1]) }
  end
end
