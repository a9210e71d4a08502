# Writes Kernel.Ruby/Regexps/UnicodeProperties.bin: what \p{...} means and how characters fold.
#
#   ruby unicode_properties.rb unicode_properties.rdoc UnicodeProperties.bin
#
# Run it on the MRI whose properties are wanted: the facts are those of its Unicode version, asked of it by matching and
# by String#downcase(:fold). The names are those its documentation (doc/regexp/unicode_properties.rdoc) lists, with the
# names of Age and Grapheme_Cluster_Break and a few others, which it leaves out. UnicodeProperties.cs draws the file.

AGES = %w[1.1 2.0 2.1 3.0 3.1 3.2 4.0 4.1 5.0 5.1 5.2 6.0 6.1 6.2 6.3 7.0 8.0 9.0 10.0 11.0 12.0 12.1 13.0 14.0 15.0 15.1 16.0]
BREAKS = %w[CR Control Extend L LF LV LVT Prepend Regional_Indicator SpacingMark T V ZWJ]
OTHER_NAMES = %w[Alpha Lower Upper Combining_Mark Qaac Qaai]
CODE_POINTS = [*0..0xD7FF, *0xE000..0x10FFFF]
ALL = CODE_POINTS.pack("U*")
SURROGATES = [0xD800, 0xDFFF]
WITH_SURROGATES = %w[cs surrogate c other any]

def normal(name) = name.downcase.delete(" _-")

def known?(name)
  Regexp.new("\\p{#{name}}".encode("UTF-8"))
  true
rescue RegexpError
  false
end

# First and last of each run; a run that goes on behind the surrogates covers them.
def ranges(name)
  runs = ALL.scan(/[\p{#{name}}]+/).map { |run| [run[0].ord, run[-1].ord] }
  runs = runs.flat_map { |from, to| from < 0xD800 && to > 0xDFFF ? [[from, 0xD7FF], [0xE000, to]] : [[from, to]] }
  runs << SURROGATES if WITH_SURROGATES.include?(name)
  joined(runs.sort)
end

def joined(runs)
  runs.each_with_object([]) { |(from, to), all| all.last && all.last[1] + 1 == from ? all.last[1] = to : all << [from, to] }
end

def varint(number)
  bytes = []
  while number > 0x7F
    bytes << (number & 0x7F | 0x80)
    number >>= 7
  end
  (bytes << number).pack("C*")
end

def encoded(runs)
  last = -1
  varint(runs.size) + runs.map { |from, to| varint(from - last - 1) + varint((last = to) - from) }.join
end

def without(runs, others)
  taken = others.flat_map { |from, to| (from..to).to_a }.to_h { |code| [code, true] }
  joined(runs.flat_map { |from, to| (from..to).reject { |code| taken[code] } }.map { |code| [code, code] })
end

def names(documentation)
  listed = File.read(documentation).scan(/\\p\{([^}]*)\}/).flatten
  all = listed + AGES.map { |age| "Age=#{age}" } + BREAKS.map { |name| "Grapheme_Cluster_Break=#{name}" } + OTHER_NAMES
  all.map { |name| normal(name) }.uniq.select { |name| known?(name) }.sort
end

# Names of one set share a table. An age holds the age before it: only what it adds is written.
def tables(names)
  sets = names.to_h { |name| [name, ranges(name)] }
  ages = AGES.map { |age| "age=#{age}" } & names
  ages.each_cons(2).to_a.reverse_each { |before, age| sets[age] = without(sets[age], sets[before]) }
  [sets, sets.values.uniq]
end

def folds
  CODE_POINTS.filter_map do |code|
    folded = [code].pack("U").downcase(:fold).codepoints
    [code, folded] unless folded == [code]
  end
end

def encoded_folds
  last = 0
  all = folds
  varint(all.size) + all.map { |code, folded| varint(code - last) + varint(folded.size) + folded.map { |one| varint(one) }.join.tap { last = code } }.join
end

sets, distinct = tables(names(ARGV.fetch(0)))
numbers = distinct.each_with_index.to_h
bodies = distinct.map { |runs| encoded(runs) }
File.binwrite(ARGV.fetch(1), [
  varint(sets.size), sets.map { |name, runs| varint(name.size) + name + varint(numbers[runs]) }.join,
  varint(distinct.size), bodies.map { |body| varint(body.bytesize) }.join, bodies.join, encoded_folds
].map(&:b).join)
warn "#{sets.size} names, #{distinct.size} sets of #{distinct.sum(&:size)} ranges, #{folds.size} folds: #{File.size(ARGV[1])} bytes of Unicode #{RbConfig::CONFIG["UNICODE_VERSION"]}"
