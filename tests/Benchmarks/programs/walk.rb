# Walks the million objects of walk_setup.rb in a fresh VM and prints how many were faulted in a second.
start = Process.clock_gettime(Process::CLOCK_MONOTONIC)
total = 0
count = 0
Maglev::PERSISTENT_ROOT[:walk].each do |nodes|
  nodes.each do |node|
    total += node.sum
    count += 1
  end
end
seconds = Process.clock_gettime(Process::CLOCK_MONOTONIC) - start
raise "wrong total #{total}" unless total == 100 * 10_000 * 9_999 / 2 + 99 * 100 / 2 * 10_000 + 1_000_000

puts "objects/s\t#{(count / seconds).round}"
