# What programs of the benchmarks measure with. Runs on any Ruby.

# So long each program runs before it is measured: what compiles while a program runs has done so by then, on either side.
WARMING_SECONDS = 0.6 unless defined?(WARMING_SECONDS)

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

def warm_up
  start = now
  yield until now - start > WARMING_SECONDS
end

# Prints the median time of each program in milliseconds, warm.
def report(programs)
  programs.each do |name, program|
    warm_up { program.call }
    puts "#{name}\t#{median_ms(15) { program.call }.round(3)}"
  end
end
