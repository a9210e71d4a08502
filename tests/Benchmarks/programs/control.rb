# Prints the median time in milliseconds of ten thousand jumps of each kind, warm. Runs on any Ruby.
require_relative "measure"

COUNT = 10_000

def raise_through(depth)
  depth == 0 ? raise("thrown") : raise_through(depth - 1)
end

def first_of(array)
  array.each { |x| return x }
end

def repeat
  i = 0
  while i < COUNT
    yield
    i += 1
  end
end

numbers = [1, 2, 3]
switching = Fiber.new { Fiber.yield while true }
report(
  "fiber switch there and back, 10k" => -> { repeat { switching.resume } },
  "fiber made, run and ended, 10k" => -> { repeat { Fiber.new { 1 }.resume } },
  "raise and rescue, 10k" => -> { repeat { begin; raise "thrown"; rescue; end } },
  "raise through 20 frames, 10k" => -> { repeat { begin; raise_through(20); rescue; end } },
  "return out of a block, 10k" => -> { repeat { first_of(numbers) } },
  "break out of a block, 10k" => -> { repeat { numbers.each { |x| break x } } },
  "catch and throw, 10k" => -> { repeat { catch(:done) { throw :done } } }
)
