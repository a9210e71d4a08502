# The part of test/unit's interface that MagLev's tests use.
module Test
  module Unit
    class AssertionFailedError < StandardError
    end

    class TestCase
      CASES = []

      def self.inherited(subclass)
        CASES << subclass
        super
      end

      def setup
      end

      def teardown
      end

      def assert(condition, message = "a true value")
        condition or raise AssertionFailedError, "no #{message}"
      end

      def assert_equal(expected, actual, _message = nil)
        expected == actual or raise AssertionFailedError, "#{actual.inspect} instead of #{expected.inspect}"
      end

      def assert_same(expected, actual, _message = nil)
        expected.equal?(actual) or raise AssertionFailedError, "#{actual.inspect} is another object than #{expected.inspect}"
      end

      def assert_nil(actual, _message = nil) = assert_equal(nil, actual)

      def assert_not_nil(actual, _message = nil)
        actual.nil? and raise AssertionFailedError, "nil"
      end

      def assert_raise(*classes)
        yield
      rescue *classes
        nil
      else
        raise AssertionFailedError, "no exception"
      end
      alias assert_raises assert_raise
    end
  end
end

at_exit do
  ran = 0
  failed = 0
  Test::Unit::TestCase::CASES.each do |test_case|
    test_case.public_instance_methods(false).grep(/\Atest/).sort.each do |name|
      ran += 1
      test = test_case.new
      test.setup
      test.public_send(name)
      test.teardown
    rescue StandardError, NotImplementedError => error
      failed += 1
      puts "ERROR: #{test_case}##{name}. Expected: to pass actual: #{error.class}: #{error.message}"
    end
  end
  puts "=== Ran #{ran} tests.  Failed: #{failed}"
end
