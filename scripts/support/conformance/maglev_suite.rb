# What MagLev published of tests of its persistence: scripts that count, tests of test/unit, and pairs of methods of which one
# writes and the other looks, in another process. Each file has a stone of its own.
require_relative "suite"

class MaglevSuite < Suite
  FILE_LIMIT = 300
  STONE = "conformance"
  MAGLEV = File.join(Surroundings::CHECKOUT, "scripts", "maglev")
  DRIVERS = File.join(__dir__, "maglev")
  NAMES = %w[
    persistence PersistentCounterTest RCHashTest RCQueueTest ObjectLogEntryTests IdentitySetTests IdentitySetIndexingTest CallCCCommitTest
  ].freeze

  def initialize
    super("maglev", examples: nil, goal: nil)
    @folder = Surroundings.source("maglev/src/test", "src/test of MagLev's repository")
  end

  private

  def files = NAMES.map { |name| name == "persistence" ? File.join(@folder, name) : File.join(@folder, "#{name}.rb") }

  def short(file) = File.basename(file, ".rb")

  # They need the Maglev module: no other Ruby runs them.
  def total_examples(_files, _is_whole) = @total

  def run_all(ruby, files) = super.tap { |outcomes| @total = outcomes.sum(&:examples) }

  def run_file(ruby, file)
    with_stone do
      texts = runs(file).map.with_index { |arguments, index| run_one(ruby, file, index, arguments) }
      outcome(short(file), texts)
    end
  end

  def runs(file)
    return [[file]] unless File.directory?(file)

    %w[test_ check_].map { |prefix| ["-I", file, File.join(DRIVERS, "persistence.rb"), file, prefix] }
  end

  # What one process printed, and whether it ended well.
  def run_one(ruby, file, index, arguments)
    log = File.join(Surroundings.work("logs"), "maglev-#{short(file)}-#{index}.log")
    command = [ruby, "--stone", STONE, "-W0", "-I", DRIVERS, "-I", @folder, *arguments]
    in_time, status = Surroundings.run(command, log: log, seconds: FILE_LIMIT, folder: @folder, environment: { "SIMPLE_NO_PAUSE" => "1" })
    [File.read(log, encoding: "UTF-8").scrub, in_time && status.success?]
  end

  # A script ends with "=== Ran 20 tests.  Failed: 1", and tells of each failure in a line "ERROR: what. Expected …".
  def outcome(name, texts)
    counts = texts.map { |text, _| text[/^=== Ran (\d+) tests/, 1]&.to_i }
    return one_example(name, texts) if counts.all?(&:nil?)

    failures = texts.flat_map { |text, _| failures_in(text) }.uniq
    crash = "a process ended before its end" if counts.any?(&:nil?) || texts.any? { |text, is_well| !is_well && failures_in(text).empty? }
    Outcome.new(name, counts.compact.sum, counts.compact.sum - failures.size, failures, crash)
  end

  def failures_in(text) = text.scan(/^ERROR: (.*?)\.? Expected/).flatten

  # A script that does not count is one example, which fails by ending badly.
  def one_example(name, texts)
    passes = texts.all?(&:last)
    Outcome.new(name, 1, passes ? 1 : 0, passes ? [] : [texts.map(&:first).join[/^.*\S.*$/] || "no output"], nil)
  end

  def with_stone
    maglev("stone", "create", STONE)
    maglev("start", STONE)
    yield
  ensure
    maglev("stop", STONE)
    maglev("stone", "destroy", STONE)
  end

  def maglev(*arguments)
    log = File.join(Surroundings.work("logs"), "maglev-stone.log")
    Surroundings.run([MAGLEV, *arguments], log: log, seconds: 120, folder: Surroundings::CHECKOUT)
  end
end
