# A suite that is run file by file, its result beside MRI's.
require_relative "surroundings"
require_relative "outcome"
require_relative "tags"

class Suite
  # examples: how many MRI 3.4.9 runs; goal: percent of them that should pass.
  def initialize(name, examples:, goal:)
    @name = name
    @examples = examples
    @goal = goal
    @tags = Tags.new(name)
  end

  # Runs all files, or those named; prints the result. True when nothing failed that is not tagged.
  def run(names)
    files = select(names)
    outcomes = run_all(Surroundings::MAGLEV_RUBY, files)
    total = total_examples(files, names.empty?)
    report_counts(outcomes, total, names.empty?)
    report_crashes(outcomes)
    report_failures(outcomes)
  end

  private

  def select(names)
    all = files
    return all if names.empty?
    names.map do |name|
      all.find { |file| short(file) == File.basename(name, ".rb").delete_suffix("_spec") || file == File.expand_path(name) } or
        raise Surroundings::Missing, "#{@name} has no file #{name}"
    end
  end

  def run_all(ruby, files)
    files.each_with_index.map do |file, index|
      $stderr.print "\r\e[K#{@name} #{index + 1}/#{files.size} #{short(file)}" if $stderr.tty?
      run_file(ruby, file)
    end
  ensure
    $stderr.print "\r\e[K" if $stderr.tty?
  end

  # What MRI runs: counted when there is one, else what was measured; nil when that is not known for these files.
  def total_examples(files, is_whole)
    mri = Surroundings.mri
    return run_all(mri, files).sum(&:examples) if mri
    @examples if is_whole
  end

  def report_counts(outcomes, total, is_whole)
    passed = outcomes.sum(&:passed)
    percent = total && total > 0 ? format("%.1f %%", 100.0 * passed / total) : "unknown without MRI"
    puts "suite          MRI 3.4.9   passed here   percent   goal"
    puts format("%-14s %9s   %11d   %s   %s", @name, total || "?", passed, percent, is_whole && @goal ? "#{@goal} %" : "-")
  end

  def report_crashes(outcomes)
    outcomes.select(&:crash).each { |outcome| puts "#{outcome.name}: #{outcome.crash}: counts as failed whole" }
  end

  def report_failures(outcomes)
    failures = outcomes.flat_map do |outcome|
      (outcome.crash ? ["*"] : outcome.failures).map { |description| [outcome.name, description] }
    end
    unknown = failures.reject { |name, description| @tags.known?(name, description) }
    puts "#{failures.size} failures, #{failures.size - unknown.size} of them known (tests/ruby/tags)"
    unknown.each { |name, description| puts "#{name}: #{description}" }
    unknown.empty?
  end
end
