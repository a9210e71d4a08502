# Prints the median time in milliseconds of three small programs, warm. Runs on any Ruby.
require_relative "measure"

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

numbers = (1..1_000_000).to_a
report(
  "fib(27)" => -> { fib(27) },
  "while 1M" => -> { count_to(1_000_000) },
  "each 1M" => -> { sum_of(numbers) }
)
