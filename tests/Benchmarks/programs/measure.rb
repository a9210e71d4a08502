# What programs of the benchmarks measure with. Runs on any Ruby.

def now
  Process.clock_gettime(Process::CLOCK_MONOTONIC)
end

def median_ms(rounds)
  times = []
  rounds.times do
    start = now
    yield
    times << (now - start) * 1000
  end
  times.sort[rounds / 2]
end

# Prints the median time of each program in milliseconds, warm.
def report(programs)
  programs.each do |name, program|
    median_ms(25) { program.call }
    puts "#{name}\t#{median_ms(15) { program.call }.round(3)}"
  end
end
