# Objects in the order in which they were committed, to which any number of sessions add at once. What two store at one place is a
# conflict.
class RCArray
  include Maglev::ReducedSequence

  def initialize(items = [])
    @items = items.to_a.dup
  end

  # As Array#[], answering arrays.
  def [](*place) = @items[*place]

  # Stores at a place that there is.
  def []=(index, item)
    unless Integer === index && index.between?(-size, size - 1)
      raise IndexError, "index #{index.inspect} is outside of an RCArray of #{size}"
    end

    index += size if index < 0
    __reduced(@items, :__store, index, item, @items[index])
  end

  def last(*count) = @items.last(*count)

  private

  # Done again, an element that this transaction has added itself may stand elsewhere.
  def __store(index, item, seen)
    __lost("another session has changed what is at #{index}") unless @items[index].equal?(seen)
    @items[index] = item
  end
end
