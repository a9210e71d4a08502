# Stores objects of three references and 60 bytes, of which six in ten are given up at once: they lie between the others.
# Arguments: count.
class Part < String
  attr_accessor :a, :b, :c
end

count = Integer(ARGV[0])
per_chunk = 10_000
chunks = []
Maglev::PERSISTENT_ROOT[:parts] = chunks
Maglev.commit_transaction
texts = ("a".."z").map { |letter| letter * 60 }
start = Process.clock_gettime(Process::CLOCK_MONOTONIC)
last = [nil, nil]
(count / per_chunk).times do
  parts = Array.new(per_chunk) do |i|
    part = Part.new(texts[i % 26])
    # What is kept refers to what is kept; what is given up to what is given up before it, and to what is kept.
    kept = i % 5 < 2 ? 0 : 1
    part.a = part
    part.b = last[kept] || part
    part.c = last[0] || part
    last[kept] = part
  end
  chunks << parts
  Maglev.commit_transaction
  parts.replace(parts.each_index.select { |i| i % 5 < 2 }.map { |i| parts[i] })
  Maglev.commit_transaction
end
puts "seconds\t#{Process.clock_gettime(Process::CLOCK_MONOTONIC) - start}"
