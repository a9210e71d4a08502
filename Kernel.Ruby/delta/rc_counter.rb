# A number that any number of sessions count up and down at once.
class RCCounter
  include Maglev::ReducedConflict

  # The value in this session's view, its own changes included.
  attr_reader :value

  def initialize(value = 0)
    @value = Integer(value)
  end

  def increment = increment_by(1)
  def decrement = decrement_by(1)

  # Adds; answers the new value.
  def increment_by(count) = __reduced(self, :__add, Integer(count), nil)

  # Subtracts and answers the new value. If that were less than the guard, nothing is done but the block, whose value is
  # answered. The guard holds for the value that is committed, too.
  def decrement_by(count, guard = nil)
    return block_given? ? yield : @value if guard && @value - count < guard
    __reduced(self, :__add, -Integer(count), guard)
  end

  # Subtracts one; if the value were negative then, calls the block instead.
  def decrement_if_negative(&block) = decrement_by(1, 0, &block)

  def to_i = @value
  def inspect = "#<#{self.class} #{@value}>"

  private

  def __add(count, guard)
    __lost("#{@value + count} is less than #{guard}") if guard && @value + count < guard
    @value += count
  end
end
