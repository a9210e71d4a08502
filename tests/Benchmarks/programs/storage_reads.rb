# Reads objects of storage_load.rb in random order in a fresh VM, each for the first time; prints how many a second.
# Arguments: count, seed.
count = Integer(ARGV[0])
random = Random.new(Integer(ARGV[1]))
chunks = Maglev::PERSISTENT_ROOT[:items]
total = chunks.sum(&:size)
per_chunk = chunks.first.size
numbers = Array.new(count) { random.rand(total) }
sum = 0
start = Process.clock_gettime(Process::CLOCK_MONOTONIC)
numbers.each do |number|
  item = chunks[number / per_chunk][number % per_chunk]
  sum += item.bytesize + item.getbyte(0)
end
seconds = Process.clock_gettime(Process::CLOCK_MONOTONIC) - start
raise "nothing read" unless sum > 60 * count

puts "objects/s\t#{(count / seconds).round}"
