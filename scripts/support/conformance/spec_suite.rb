# A folder of ruby/spec, run by mspec with its tags off.
require_relative "suite"

class SpecSuite < Suite
  # Seconds that one file may take.
  LIMIT = 120
  CONFIGURATION = File.join(__dir__, "mspec_configuration.mspec")

  def initialize(name, examples:, goal:)
    super
    @specs = Surroundings.source("spec", "a checkout of ruby/spec")
    @mspec = Surroundings.source("mspec/bin/mspec", "in a checkout of ruby/mspec")
  end

  private

  def files = Dir[File.join(@specs, @name, "**", "*_spec.rb")].sort

  def short(file) = file.delete_prefix("#{@specs}/#{@name}/").delete_suffix("_spec.rb")

  def run_file(ruby, file)
    name = short(file)
    label = "#{@name}-#{File.basename(ruby)}-#{name.tr("/", "-")}"
    results = File.join(Surroundings.work("results"), "#{label}.txt")
    FileUtils.rm_f(results)
    in_time, status = run_mspec(ruby, file, label, results)
    lines = File.exist?(results) ? File.readlines(results, chomp: true).map(&:scrub) : []
    outcome(name, lines, crash(in_time, status, lines.last))
  end

  # A failure belongs to the example that ran last, if it has its description; else to what was done around examples.
  def outcome(name, lines, crash)
    examples = lines.slice_before(/\Aran /).select { |first, *| first.start_with?("ran ") }
    failures = lines.grep(/\Afailed /) { $' }.uniq
    Outcome.new(name, examples.size, examples.count { |run| run.grep(/\Afailed /).empty? }, failures, crash)
  end

  def run_mspec(ruby, file, label, results)
    temporary = Surroundings.work(File.join("temporary", label))
    command = [Surroundings::HOST_RUBY, @mspec, "run", "-B", CONFIGURATION, "-t", ruby, file]
    environment = { "CONFORMANCE_SPECS" => @specs, "CONFORMANCE_RESULTS" => results, "SPEC_TEMP_DIR" => temporary }
    Surroundings.run(command, log: File.join(Surroundings.work("logs"), "#{label}.log"), seconds: LIMIT, folder: @specs, environment: environment)
  ensure
    FileUtils.rm_rf(temporary)
  end

  def crash(in_time, status, last)
    return if last == "finished"
    return "took more than #{LIMIT} seconds" unless in_time
    status.signaled? ? "killed by signal #{status.termsig}" : "ended before its end, with status #{status.exitstatus}"
  end
end
