# MRI's bootstraptest: small scripts, each run by a process of its own.
require_relative "suite"

class BootstrapSuite < Suite
  # Seconds that a script may take, and a file of them.
  SCRIPT_LIMIT = 15
  FILE_LIMIT = 1200

  def initialize(examples:, goal:)
    super("bootstraptest", examples: examples, goal: goal)
    @runner = Surroundings.source("mri-tests/bootstraptest/runner.rb", "the folder bootstraptest of MRI 3.4.9")
  end

  private

  def files = Dir[File.join(File.dirname(@runner), "test_*.rb")].sort

  def short(file) = File.basename(file, ".rb")

  def run_file(ruby, file)
    log = File.join(Surroundings.work("logs"), "bootstraptest-#{File.basename(ruby)}-#{short(file)}.log")
    command = [Surroundings::HOST_RUBY, @runner, "--ruby=#{ruby}", "-q", "--color=never", "--timeout=#{SCRIPT_LIMIT}", file]
    in_time, = Surroundings.run(command, log: log, seconds: FILE_LIMIT, folder: File.dirname(@runner))
    text = File.read(log, encoding: "BINARY").scrub
    outcome(short(file), text, in_time)
  end

  # The runner ends with "PASS all 20 tests" or "FAIL 3/20 tests failed"; a failure begins with "#7 test_x.rb:33: reason".
  def outcome(name, text, in_time)
    failures = text.scan(/^#\d+ test_\w+\.rb:(\d+):/).map { |line,| "line #{line}" }
    case text
    when /^PASS all (\d+) tests/ then Outcome.new(name, $1.to_i, $1.to_i, [], nil)
    when %r{^FAIL (\d+)/(\d+) tests failed} then Outcome.new(name, $2.to_i, $2.to_i - $1.to_i, failures.uniq, nil)
    else no_outcome(name, text, in_time)
    end
  end

  def no_outcome(name, text, in_time)
    return Outcome.new(name, 0, 0, [], nil) if in_time && text.strip.empty?
    Outcome.new(name, 0, 0, [], in_time ? "the runner ended before its end" : "took more than #{FILE_LIMIT} seconds")
  end
end
