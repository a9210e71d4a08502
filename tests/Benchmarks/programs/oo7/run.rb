# OO7 on one store. Arguments: maglev, pstore or sqlite; small or medium; "build", or an operation (t1, t2a, t2b, t2c, q1); for
# the peers the file. An operation runs twice in this process: cold and warm; each is one transaction. Prints milliseconds.
$LOAD_PATH.unshift(File.dirname(File.expand_path(__FILE__)))
store_name, size, operation, file = ARGV
require "#{store_name}_store"
store = OO7::Store.new(size, file)
if operation == "build"
  store.build
else
  visited = %w[cold warm].map do |label|
    start = Process.clock_gettime(Process::CLOCK_MONOTONIC)
    count = store.transaction { |library| OO7::Operations.new(library).public_send(operation) }
    puts "#{label}\t#{((Process.clock_gettime(Process::CLOCK_MONOTONIC) - start) * 1000).round(2)}"
    count
  end
  puts "visited\t#{visited.first}"
  raise "visited #{visited}" unless visited.uniq.size == 1
end
