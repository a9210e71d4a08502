# Commits one small object again and again for some seconds; prints how many times. Arguments: seconds, key.
seconds = Float(ARGV[0])
key = ARGV[1]
box = [0, 1, 2]
Maglev::PERSISTENT_ROOT[:boxes] ||= {}
begin
  Maglev::PERSISTENT_ROOT[:boxes][key] = box
  Maglev.commit_transaction
rescue Maglev::CommitFailedException
  Maglev.abort_transaction
  retry
end
finish = Process.clock_gettime(Process::CLOCK_MONOTONIC) + seconds
count = 0
while Process.clock_gettime(Process::CLOCK_MONOTONIC) < finish
  box[0] = count
  Maglev.commit_transaction
  count += 1
end
puts "commits/s\t#{(count / seconds).round}"
