# ObjectSpace::WeakMap and WeakKeyMap: tables that keep their objects from no collection. They hold weak references, so entries end when
# an object is gone from this VM's memory, or, of one that was committed, from the repository.

module ObjectSpace
  # A reference that a table of weak ones holds: values have no life of their own, and are held as they are.
  module WeakEntry
    def self.of(object)
      case object
      when nil, true, false, Numeric, Symbol then object
      else Maglev::WeakReference.new(object)
      end
    end

    # Calls the block with what an entry refers to, unless that is gone.
    def self.open(entry)
      return yield entry unless Maglev::WeakReference === entry

      object = entry.object
      yield object unless object.nil?
    end
  end
  private_constant :WeakEntry

  # Looks at all entries, to drop those that are gone, when there are twice as many as were left the last time.
  module Sweeping
    LEAST = 64
    private_constant :LEAST

    private

    def sweep_when_full(entries)
      return if entries.size < (@sweep_at || LEAST)

      yield
      @sweep_at = [2 * entries.size, LEAST].max
    end
  end
  private_constant :Sweeping

  # Values by keys, compared by identity. An entry is there as long as both key and value are.
  class WeakMap
    include Enumerable
    include Sweeping

    def initialize
      @entries = {}
    end

    def [](key)
      value_of(key) { |value| return value }
      nil
    end

    def []=(key, value)
      sweep_when_full(@entries) { @entries.keep_if { |_, (held, of)| alive?(held, of) } }
      @entries[key.__id__] = [WeakEntry.of(key), WeakEntry.of(value)]
      value
    end

    # Removes an entry; answers its value, what the block makes of a key that is not there, or nil.
    def delete(key)
      value_of(key) do |value|
        @entries.delete(key.__id__)
        return value
      end
      yield key if block_given?
    end

    def key?(key)
      value_of(key) { return true }
      false
    end
    alias include? key?
    alias member? key?

    def each
      pairs.each { |key, value| yield key, value }
      self
    end
    alias each_pair each

    def each_key
      pairs.each { |key, _| yield key }
      self
    end

    def each_value
      pairs.each { |_, value| yield value }
      self
    end

    def keys = pairs.map(&:first)
    def values = pairs.map(&:last)
    def size = @entries.count { |_, (key, value)| alive?(key, value) }
    alias length size

    def inspect
      text = pairs.map { |key, value| "#{plain(key)} => #{plain(value)}" }.join(', ')
      plain(self).sub(/>\z/, text.empty? ? '>' : ": #{text}>")
    end

    private

    def value_of(key)
      entry = @entries[key.__id__]
      WeakEntry.open(entry.last) { |value| yield value } if entry
    end

    def plain(object)
      Maglev::WeakReference === WeakEntry.of(object) ? Kernel.instance_method(:to_s).bind_call(object) : object.inspect
    end

    def alive?(key, value)
      WeakEntry.open(key) { WeakEntry.open(value) { return true } }
      false
    end

    def pairs
      found = []
      @entries.each_value do |held, of|
        WeakEntry.open(held) { |key| WeakEntry.open(of) { |value| found << [key, value] } }
      end
      found
    end
  end

  # Values by keys, compared by eql?. An entry is there as long as its key is; it keeps its value.
  class WeakKeyMap
    include Sweeping

    def initialize
      @chains = {}
    end

    def [](key)
      entry_of(key) { |_, entry| return entry.last }
      nil
    end

    # The key that is there stays when another equals it.
    def []=(key, value)
      case key
      when nil, true, false, Numeric, Symbol then raise ArgumentError, "WeakKeyMap keys must be garbage collectable"
      end

      entry_of(key) { |_, entry| return entry[1] = value }
      sweep_when_full(@chains) { sweep }
      (@chains[key.hash] ||= []) << [Maglev::WeakReference.new(key), value]
      value
    end

    # The key that is there and equals this one; nil when there is none.
    def getkey(key)
      entry_of(key) { |held, _| return held }
      nil
    end

    def key?(key)
      entry_of(key) { return true }
      false
    end

    # Removes an entry; answers its value, what the block makes of a key that is not there, or nil.
    def delete(key)
      entry_of(key) do |_, entry|
        chain = @chains[key.hash]
        chain.delete_if { |other| other.equal?(entry) }
        @chains.delete(key.hash) if chain.empty?
        return entry.last
      end
      yield key if block_given?
    end

    def clear
      @chains.clear
      self
    end

    def inspect
      sweep
      Kernel.instance_method(:to_s).bind_call(self).sub(/>\z/, " size=#{@chains.sum { |_, chain| chain.size }}>")
    end

    private

    # Calls the block with the key that equals this one, and its entry.
    def entry_of(key)
      @chains[key.hash]&.each do |entry|
        held = entry.first.object
        return yield held, entry if !held.nil? && (held.equal?(key) || held.eql?(key))
      end
    end

    def sweep
      @chains.each_value { |chain| chain.keep_if { |entry| entry.first.alive? } }
      @chains.delete_if { |_, chain| chain.empty? }
    end
  end
end
