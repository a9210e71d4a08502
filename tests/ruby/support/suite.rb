# A suite is a subclass; its methods named test_… are its tests, each run on an instance of its own. Nothing here needs
# more than the core, so that a suite runs on any Ruby and from committed code.
class Suite
  class Failure < StandardError; end

  ALL = []

  def self.inherited(suite)
    ALL << suite
    super
  end

  # Runs every test. Prints what failed, then a line of counts; answers whether all passed.
  def self.run
    names = public_instance_methods(false).grep(/\Atest_/).sort
    failures = names.reject { |name| new.__send__(:passes?, name) }
    puts "#{self}: #{names.size - failures.size} passed, #{failures.size} failed"
    $stdout.flush
    failures.empty?
  end

  private

  def passes?(name)
    @checks = 0
    __send__(name)
    return true if @checks > 0
    report(name, "it checks nothing")
  rescue Failure => failure
    report(name, failure.message)
  rescue Exception => error
    raise if SignalException === error || NoMemoryError === error
    report(name, error.full_message(highlight: false))
  end

  def report(name, text)
    puts "#{self.class}##{name}:", text.lines.map { |line| "  #{line}" }
    false
  end

  def same(expected, actual)
    @checks += 1
    return if expected.eql?(actual) || expected == actual && expected.class == actual.class
    raise Failure, "expected #{expected.inspect}\nbut was  #{actual.inspect}\n#{place}"
  end

  def yes(value) = same(true, value)

  def no(value) = same(false, value)

  # The block raises this class; the message matches. Answers the exception.
  def raises(type, message = nil)
    @checks += 1
    begin
      yield
    rescue type => error
      return error if message.nil? || message === error.message
      raise Failure, "expected the message #{message.inspect}\nbut was  #{error.message.inspect}\n#{place}"
    end
    raise Failure, "expected #{type}, but nothing was raised\n#{place}"
  end

  # The code does not compile; the message matches.
  def refuses(code, message = nil)
    raises(SyntaxError, message) { eval(code) }
  end

  def place = caller.find { |line| !line.include?("support/suite.rb") }
end
