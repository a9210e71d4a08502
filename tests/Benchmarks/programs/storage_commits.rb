# Writes one object of storage_load.rb after another, each in a transaction of its own; prints how many a second.
# Arguments: seconds, which part of the objects, of how many.
seconds = Float(ARGV[0])
part = Integer(ARGV[1])
parts = Integer(ARGV[2])
chunks = Maglev::PERSISTENT_ROOT[:items]
own = (0...chunks.size).select { |i| i % parts == part }.map { |i| chunks[i] }
items = own.map { |chunk| chunk.each_slice(100).map(&:first) }.flatten(1)
other = items.first
finish = Process.clock_gettime(Process::CLOCK_MONOTONIC) + seconds
count = 0
while Process.clock_gettime(Process::CLOCK_MONOTONIC) < finish
  items[count * 7919 % items.size].a = other
  Maglev.commit_transaction
  count += 1
end
puts "commits/s\t#{(count / seconds).round}"
