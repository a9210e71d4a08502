# GStore: PStore's interface over transactions of the repository. What is stored is no copy: it is the object itself.
class GStore
  # Something was asked for that needs another transaction than the one that is open.
  class Error < StandardError
  end

  # The stores, by name.
  def self.stores = Maglev.root[:gstores] || {}

  # Removes a store; whether there was one.
  def self.rm(name)
    Maglev.transaction { !(Maglev.root[:gstores] || {}).delete(name.to_s).nil? }
  end

  # The store's name, which is a file's in PStore.
  attr_reader :path

  def initialize(path, _thread_safe = false)
    @path = path.to_s
    @table = nil
  end

  # Runs the block in a transaction and commits it at its end; with read_only nothing may be stored. When another session was first,
  # the block runs again. What it raises, and abort, give up what was stored. Answers the block's value.
  def transaction(read_only = false)
    raise Error, "nested transaction" if @table
    value = nil
    Maglev.transaction do
      @table = read_only ? (self.class.stores[@path] || {}) : __own_table
      @read_only = read_only
      ended = catch(:gstore_end) { value = yield(self); :commit }
      break if ended == :abort
    ensure
      @table = nil
    end
    value
  end

  # Ends the transaction; what was stored is committed.
  def commit
    __require_transaction
    throw :gstore_end, :commit
  end

  # Ends the transaction; what was stored is given up.
  def abort
    __require_transaction
    throw :gstore_end, :abort
  end

  def [](key)
    __require_transaction
    @table[key]
  end

  def []=(key, value)
    __require_writing
    @table[key] = value
  end

  def fetch(key, default = (absent = true))
    __require_transaction
    return @table[key] if @table.key?(key)
    raise Error, "undefined key '#{key}'" if absent
    default
  end

  def delete(key)
    __require_writing
    @table.delete(key)
  end

  def keys
    __require_transaction
    @table.keys
  end
  alias roots keys

  def key?(key)
    __require_transaction
    @table.key?(key)
  end
  alias root? key?

  private

  def __own_table
    stores = Maglev.root[:gstores] ||= {}
    stores[@path] ||= {}
  end

  def __require_transaction
    raise Error, "not in transaction" unless @table
  end

  def __require_writing
    __require_transaction
    raise Error, "in read-only transaction" if @read_only
  end
end
