# Prints the median time in milliseconds of three small programs, warm. Runs on any Ruby.

def fib(n)
  n < 2 ? n : fib(n - 1) + fib(n - 2)
end

def count_to(limit)
  i = 0
  sum = 0
  while i < limit
    sum += i & 7
    i += 1
  end
  sum
end

def sum_of(array)
  sum = 0
  array.each { |x| sum += x }
  sum
end

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

numbers = (1..1_000_000).to_a
programs = {
  "fib(27)" => -> { fib(27) },
  "while 1M" => -> { count_to(1_000_000) },
  "each 1M" => -> { sum_of(numbers) }
}
programs.each do |name, program|
  median_ms(25) { program.call }
  puts "#{name}\t#{median_ms(15) { program.call }.round(3)}"
end
