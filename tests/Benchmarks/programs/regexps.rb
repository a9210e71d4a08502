# Prints the median time in milliseconds of regular expressions at work, warm. Runs on any Ruby.
require_relative "measure"

WORDS = %w[alpha beta gamma delta epsilon zeta eta theta iota kappa lambda quux omicron foo sigma bar tau upsilon baz chi psi omega]
LINES = 2_000
LOG = Array.new(LINES) { |i| "10.0.#{i % 256}.#{i % 99} - - [22/Nov/2026:10:00:00 +0000] \"GET /#{WORDS[i % 22]}/#{i} HTTP/1.1\" 200 #{i}" }
TEXT = Array.new(180_000) { |i| WORDS[i * 7919 % 22] }.join(" ")
ACCENTED = TEXT[0, 100_000].gsub("a", "é")
REQUEST = %r{^(\S+) \S+ \S+ \[([^\]]+)\] "(\w+) ([^"]*) HTTP/([\d.]+)" (\d+) (\d+)$}

report(
  "scan words of 1 MB" => -> { TEXT.scan(/\w+/) },
  "gsub in 1 MB" => -> { TEXT.gsub(/a(?=m)/, "o") },
  "2000 log lines with 7 groups" => -> { LOG.each { |line| REQUEST.match(line) } },
  "alternation of literals in 1 MB" => -> { TEXT.scan(/foo|bar|baz|quux/) },
  "backtracking in 1 MB" => -> { TEXT.scan(/(?:a|e|o)+[lm].*?a/) },
  "UTF-8, case ignored, 100 kB" => -> { ACCENTED.scan(/É\w?/i) }
)
