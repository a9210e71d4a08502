# Our syntax trees beside Prism's, over many files.
require "json"
require_relative "surroundings"
require_relative "tags"
require_relative "tree_comparison"

class ParserComparison
  GOAL = 99.9
  MOST_VERDICTS = 5
  DEBIAN = %w[/usr/lib/ruby /usr/share /var/lib/gems].freeze
  FLAGS = /"flags":\d+,?/
  # Bytes of file names that one command line takes.
  LINE_BYTES = 1_500_000

  def initialize
    @dump = ENV["PRISM_DUMP"] or raise Surroundings::Missing, "PRISM_DUMP must name the script for Node that prints Prism's trees"
    File.exist?(@dump) or raise Surroundings::Missing, "PRISM_DUMP=#{@dump} is missing"
    system("node", "--version", out: File::NULL, err: File::NULL) or raise Surroundings::Missing, "node is missing: install nodejs"
    @tags = Tags.new("parser").of("differences")
  end

  # Compares the files, or all in the folders. True when the goals hold.
  def run(places)
    files = find(places)
    raise Surroundings::Missing, "no .rb file to compare" if files.empty?
    @same = 0
    @skipped = []
    @trees = []
    @verdicts = []
    @speed = [0, 0.0]
    each_pair(files) { |file, ours, prism| compare(file, ours, prism) }
    report(files.size - @skipped.size)
  end

  private

  def find(places)
    places = DEBIAN + [Surroundings.source("spec", "a checkout of ruby/spec")] if places.empty?
    found = places.select { |place| File.exist?(place) }.flat_map do |place|
      File.directory?(place) ? Dir[File.join(place, "**", "*.rb")] : [place]
    end
    found.select { |file| File.file?(file) && File.readable?(file) }.map { |file| File.realpath(file) }.uniq.sort
  end

  # Yields each file with its line of ours and of Prism's. Both parsers run meanwhile.
  def each_pair(files)
    list = File.join(Surroundings.work("parser"), "files")
    told = File.join(Surroundings.work("parser"), "told")
    File.write(list, files.join("\n"))
    IO.popen(["node", @dump, "--version", "3.4.0", "--list", list, err: File::NULL]) do |prism|
      slices(files).each do |slice|
        IO.popen([Surroundings::MAGLEV_RUBY, "--dump=ast", *slice, err: told]) do |ours|
          slice.each { |file| yield file, ours.gets, prism.gets }
        end
        add_speed(File.read(told))
      end
    end
  end

  def slices(files)
    bytes = 0
    files.slice_when { |file, _| (bytes += file.bytesize + 9) > LINE_BYTES && (bytes = 0) }
  end

  def add_speed(told)
    bytes, seconds = told[/(\d+) bytes, [\d.]+ seconds/] && [$~[1].to_i, told[/([\d.]+) seconds/, 1].to_f]
    return unless bytes
    @speed = [@speed[0] + bytes, @speed[1] + seconds]
  end

  def compare(file, ours, prism)
    return @skipped << file if prism.nil? || prism.start_with?(/\{"file":"[^"]*","crash"/)
    return @trees << [file, "no tree here"] if ours.nil?
    return @same += 1 if ours == prism || ours.gsub(FLAGS, "") == prism.gsub(FLAGS, "")
    compare_trees(file, JSON.parse(ours, max_nesting: false), JSON.parse(prism, max_nesting: false))
  end

  def compare_trees(file, ours, prism)
    if ours["errors"].empty? != prism["errors"].empty?
      @verdicts << [file, ours["errors"].empty? ? "Prism refuses it: #{prism["errors"].first}" : "refused here: #{ours["errors"].first}"]
    elsif prism["errors"].empty? && (difference = TreeComparison.difference(ours["ast"], prism["ast"]))
      @trees << [file, difference]
    else
      @same += 1
    end
  end

  def report(count)
    percent = 100.0 * @same / count
    puts format("parser: %d files, the same tree or refusal for %d: %.2f %% (goal %.1f %%)", count, @same, percent, GOAL)
    puts "accepted by one only: #{@verdicts.size} (goal: at most #{MOST_VERDICTS})"
    puts format("parsed %.1f MB at %.1f MB/s", @speed[0] / 1e6, @speed[0] / 1e6 / @speed[1]) if @speed[1] > 0
    puts "Prism's client crashes on #{@skipped.size} files, which don't count" unless @skipped.empty?
    (@verdicts + @trees).each { |file, reason| puts "#{known?(file) ? "known" : "differs"}: #{file}: #{reason}" }
    percent >= GOAL && @verdicts.size <= MOST_VERDICTS
  end

  def known?(file) = @tags.any? { |ending| file.end_with?(ending) }
end
