# Commits one small object again and again; writes when each commit began and ended, seconds of the monotonic clock as
# doubles. Ends early when there is a file of the name with .stop behind it. Arguments: seconds, file.
box = [0, 1, 2]
Maglev::PERSISTENT_ROOT[:latency] = box
Maglev.commit_transaction
times = []
finish = Process.clock_gettime(Process::CLOCK_MONOTONIC) + Float(ARGV[0])
before = Process.clock_gettime(Process::CLOCK_MONOTONIC)
stop = "#{ARGV[1]}.stop"
while before < finish
  break if times.size % 1000 == 0 && File.exist?(stop)
  box[0] = times.size
  before = Process.clock_gettime(Process::CLOCK_MONOTONIC)
  Maglev.commit_transaction
  times << before << Process.clock_gettime(Process::CLOCK_MONOTONIC)
end
File.binwrite(ARGV[1], times.pack('E*'))
puts "commits\t#{times.size / 2}"
