# Values by keys, compared by identity, in the repository: an entry ends when its key is collected, and keeps it from no collection, even where
# its value refers to the key. Each entry is a Maglev::Ephemeron, found by the key's object_id, which no other object ever gets.
#
# ObjectSpace::WeakKeyMap is about a VM's memory: its keys may be objects that were never committed, and it asks for each by its number. A
# value there that refers to its key keeps it for ever.
class Maglev::WeakKeyHash
  include Enumerable

  LEAST = 64
  private_constant :LEAST

  def initialize
    @entries = {}
    @sweep_at = LEAST
  end

  def [](key) = @entries[key.__id__]&.value

  def []=(key, value)
    entry = @entries[key.__id__]
    return entry.value = value if entry&.key_alive?

    entry = Maglev::Ephemeron.new(key, value)
    sweep if @entries.size >= @sweep_at
    @entries[key.__id__] = entry
    value
  end
  alias_method :store, :[]=

  # The value; for a key that is not there what the block makes of it, the default, or KeyError.
  def fetch(key, *default)
    entry = @entries[key.__id__]
    return entry.value if entry
    return yield key if block_given?

    default.empty? ? raise(KeyError.new("key not found: #{key.inspect}", receiver: self, key: key)) : default.first
  end

  def key?(key) = @entries.key?(key.__id__)
  alias_method :include?, :key?
  alias_method :member?, :key?
  alias_method :has_key?, :key?

  # Removes an entry; answers its value, or nil.
  def delete(key) = @entries.delete(key.__id__)&.value

  def clear
    @entries.clear
    self
  end

  # Calls the block with each key that is there, and its value.
  def each
    return enum_for(:each) unless block_given?

    @entries.values.each do |entry|
      key = entry.key
      yield key, entry.value unless key.nil?
    end
    self
  end
  alias_method :each_pair, :each

  def keys = map { |key, _| key }
  def values = map { |_, value| value }
  def size = @entries.count { |_, entry| entry.key_alive? }
  alias_method :length, :size
  def empty? = size.zero?

  # Drops the entries whose keys are gone; answers how many. Insertions do it now and then.
  def sweep
    before = @entries.size
    @entries.delete_if { |_, entry| !entry.key_alive? } if @entries.any? { |_, entry| !entry.key_alive? }
    @sweep_at = [2 * @entries.size, LEAST].max
    before - @entries.size
  end

  def inspect = "#<#{self.class} #{to_h { |key, value| [key, value] }}>"
end
