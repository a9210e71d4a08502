# Numbers that all sessions share outside their transactions: a change is durable and seen by all at once, and no abort takes it
# back. There are 128 of them, of 64 bits with sign, numbered from 1.

module Maglev
  module System
    class << self
      # The value of a shared counter.
      primitive 'pcounter', 'maglev_counter'

      # Sets a shared counter; answers the value.
      primitive 'set_pcounter', 'maglev_set_counter'

      primitive '__add_to_counter', 'maglev_add_to_counter'
      private :__add_to_counter

      # Adds to a shared counter; answers its new value, which no other session gets.
      def increment_pcounter(index, by = 1) = __add_to_counter(index, by)

      # Takes from a shared counter; answers its new value.
      def decrement_pcounter(index, by = 1) = __add_to_counter(index, -by)

      # How many there are.
      def pcounter_count = 128
    end
  end
end
