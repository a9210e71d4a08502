# Objects in the order in which they were committed, to which any number of sessions add at once. What two store at one place is a
# conflict.
class RCArray
  include Enumerable
  include Maglev::ReducedConflict

  def initialize(items = [])
    @items = items.to_a.dup
  end

  # Adds at the end; answers the array.
  def add(item)
    __reduced(@items, :__append, item)
    self
  end
  alias push add
  alias << add

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

  def each(&block)
    return enum_for(:each) { size } unless block
    @items.dup.each(&block)
    self
  end

  def size = @items.size
  alias length size
  def empty? = @items.empty?
  def inspect = "#<#{self.class} #{@items.inspect}>"

  private

  def __append(item) = @items.push(item)

  # Done again, an element that this transaction has added itself may stand elsewhere.
  def __store(index, item, seen)
    __lost("another session has changed what is at #{index}") unless @items[index].equal?(seen)
    @items[index] = item
  end
end
