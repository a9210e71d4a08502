# A queue for any number of sessions that add and one that removes; of several that remove the same element one commits.
class RCQueue
  include Maglev::ReducedSequence

  def initialize
    @items = []
  end

  alias enq add

  # Removes the first element; nil when there is none.
  def remove
    return nil if @items.empty?
    __reduced(@items, :__remove, @items.first)
  end
  alias pop remove
  alias shift remove
  alias deq remove

  # The first element, which stays.
  def first(*count) = @items.first(*count)
  alias peek first

  # Removes all elements that are there now; answers them.
  def clear
    removed = @items.dup
    removed.each { remove }
    removed
  end

  private

  # Done again, an element that this transaction has added itself may stand behind those that others have added meanwhile.
  def __remove(item)
    return @items.shift if !@items.empty? && @items.first.equal?(item)
    place = @items.index { |other| other.equal?(item) } || __lost("another session has removed #{item.inspect}")
    @items.delete_at(place)
  end
end
