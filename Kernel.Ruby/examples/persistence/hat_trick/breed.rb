# Reopens Rabbit. Committed, the new method reaches every VM, and the rabbits that there are learn it too.

class Rabbit
  def breed(count = 3)
    Array.new(count) { Rabbit.new }
  end
end
