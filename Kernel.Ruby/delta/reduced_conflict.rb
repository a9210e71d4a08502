# Objects that any number of sessions write at once. What is done to them is noted; when another session was first, the commit
# does it again to what that session has committed. A commit fails over them only when that can't be done any more.

module Maglev
  module ReducedConflict
    private

    # Does an operation: a method that writes the part and nothing else, and raises when it finds that it can't be done.
    def __reduced(part, operation, *arguments)
      Maglev.__send__(:__maglev_log_operation__, part, self, operation, arguments)
      __send__(operation, *arguments)
    end

    # An operation that was done finds something else when it is done again.
    def __lost(what) = raise(CommitFailedException, what)
  end
end

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

# A queue for any number of sessions that add and one that removes; of several that remove the same element one commits.
class RCQueue
  include Enumerable
  include Maglev::ReducedConflict

  def initialize
    @items = []
  end

  # Adds at the end; answers the queue.
  def add(item)
    __reduced(@items, :__append, item)
    self
  end
  alias push add
  alias << add
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

  # Done again, an element that this transaction has added itself may stand behind those that others have added meanwhile.
  def __remove(item)
    return @items.shift if !@items.empty? && @items.first.equal?(item)
    place = @items.index { |other| other.equal?(item) } || __lost("another session has removed #{item.inspect}")
    @items.delete_at(place)
  end
end

# A hash in which any number of sessions store under different keys at once. What two store under one key is a conflict, except
# by update: its block is called again with what the other has stored.
class RCHash
  include Enumerable
  include Maglev::ReducedConflict

  def initialize(default = nil)
    @table = {}
    @default = default
  end

  def [](key) = @table.fetch(key, @default)

  def []=(key, value)
    __reduced(@table, :__store, key, value, @table.key?(key), @table[key])
  end
  alias store []=

  # Stores what the block answers for the present value, the default when there is none. Answers it.
  def update(key, default = @default, &change)
    raise ArgumentError, 'RCHash#update needs a block' if change.nil?
    __reduced(@table, :__change, key, default, change)
  end

  # Removes a key; answers its value.
  def delete(key)
    return nil unless @table.key?(key)
    __reduced(@table, :__remove, key, @table[key])
  end

  def clear
    keys.each { |key| delete(key) }
    self
  end

  def fetch(...) = @table.fetch(...)
  def key?(key) = @table.key?(key)
  alias has_key? key?
  alias include? key?
  alias member? key?
  def keys = @table.keys
  def values = @table.values
  def size = @table.size
  alias length size
  def empty? = @table.empty?
  def to_h = @table.to_h.dup

  def each(&block)
    return enum_for(:each) { size } unless block
    @table.to_a.each(&block)
    self
  end
  alias each_pair each

  def inspect = "#<#{self.class} #{@table.inspect}>"

  private

  def __store(key, value, was_there, seen)
    unless @table.key?(key) == was_there && @table[key].equal?(seen)
      __lost("another session has changed what is stored under #{key.inspect}")
    end
    @table[key] = value
  end

  def __change(key, default, change)
    @table[key] = change.call(@table.fetch(key, default))
  end

  def __remove(key, seen)
    __lost("another session has changed what is stored under #{key.inspect}") unless @table[key].equal?(seen)
    @table.delete(key)
  end
end

# Objects, by identity and each as often as it was added, to which any number of sessions add and from which they remove at once.
class RCIdentityBag
  include Enumerable
  include Maglev::ReducedConflict

  def initialize(objects = [])
    @counts = {}.compare_by_identity
    objects.each { |object| __put(object) }
  end

  # Adds an object; answers the collection.
  def add(object)
    __reduced(@counts, :__put, object)
    self
  end
  alias << add

  # Removes an object once; answers it, or nil when it is not there.
  def delete(object)
    return nil unless @counts.key?(object)
    __reduced(@counts, :__take, object)
    object
  end
  alias remove delete

  def include?(object) = @counts.key?(object)
  alias member? include?
  def occurrences_of(object) = @counts.fetch(object, 0)
  def size = @counts.values.sum
  alias length size
  def empty? = @counts.empty?

  def each
    return enum_for(:each) { size } unless block_given?
    @counts.to_a.each { |object, count| count.times { yield object } }
    self
  end

  def inspect = "#<#{self.class} #{to_a.inspect}>"

  private

  def __put(object) = @counts[object] = @counts.fetch(object, 0) + 1

  def __take(object)
    count = @counts.fetch(object) { __lost("another session has removed #{object.inspect}") }
    count == 1 ? @counts.delete(object) : @counts[object] = count - 1
  end
end

# Objects by identity, each once. What several sessions add or remove at once is no conflict.
class RCIdentitySet < RCIdentityBag
  private

  def __put(object) = @counts[object] = 1
  def __take(object) = @counts.delete(object)
end
