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
