# A pair of a key and a value, which keeps neither from a collection of the repository: the value lives as long as the key, and what keeps
# the key is something else, not the value. When the key has been collected both are nil, in all VMs whose view is of then or later:
# the collector writes that, so Maglev::System.add_to_notify_set(ephemeron) has a session told of it.
#
# That is so from the commit on. Before, or when it was written, the ephemeron keeps key and value as any object does.
class Maglev::Ephemeron
  primitive '__set__', 'ephemeron_set'
  private :__set__

  def initialize(key, value = nil)
    case key
    when nil, true, false, Numeric, Symbol
      raise ArgumentError, "#{key.inspect} is never collected: it can't be the key of an ephemeron"
    end
    raise TypeError, 'an ephemeron has one key for ever' if key_alive?

    __set__(key, value)
  end

  # The key; nil when it is gone.
  primitive 'key', 'ephemeron_key'

  # The value; nil when the key is gone.
  primitive 'value', 'ephemeron_value'

  # Gives the key another value.
  def value=(value)
    held = key
    raise MaglevException, "the key of #{inspect} is gone: it can't have another value" if held.nil?

    __set__(held, value)
  end

  # Whether the key is there still.
  def key_alive? = !key.nil?
  alias_method :alive?, :key_alive?

  def inspect = "#<#{self.class} #{key_alive? ? "#{key.inspect} => #{value.inspect}" : 'gone'}>"
end
