# Known failures: tests/ruby/tags/SUITE/FILE.txt has a line "reason: description" for each example of a file that fails, and
# "reason: *" for a file that fails as a whole.
require_relative "surroundings"

class Tags
  FOLDER = File.join(Surroundings::CHECKOUT, "tests", "ruby", "tags")

  def initialize(suite)
    @folder = File.join(FOLDER, suite)
  end

  # The descriptions that are known to fail in a file, which is named without its suffix.
  def of(name)
    path = File.join(@folder, "#{name}.txt")
    return [] unless File.exist?(path)
    File.readlines(path, chomp: true).grep_v(/\A(#|\s*\z)/).map do |line|
      line[/\A.*?: (.*)/, 1] or raise Surroundings::Missing, "#{path}: '#{line}' is no line 'reason: description'"
    end
  end

  def known?(name, description)
    known = of(name)
    known.include?("*") || known.include?(description)
  end
end
