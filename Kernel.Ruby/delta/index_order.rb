# The order of what an equality index holds: by kind, then within a kind. What is of different kinds is never equal, less or
# greater to a search; the order of kinds only keeps an index that holds several of them in order.

module Maglev
  module IndexOrder
    BOOLEANS, NUMBERS, NOT_NUMBERS, SYMBOLS, STRINGS, TIMES, OTHERS = *1..7

    class << self
      def kind(value)
        case value
        when Integer, Rational then NUMBERS
        when Float then value.nan? ? NOT_NUMBERS : NUMBERS
        when String then STRINGS
        when Symbol then SYMBOLS
        when Time then TIMES
        when true, false then BOOLEANS
        else OTHERS
        end
      end

      # -1, 0 or 1, for any two values that one index admits.
      def compare(left, right)
        return left <=> right if Integer === left && Integer === right

        kind = kind(left)
        other = kind(right)
        return kind <=> other unless kind == other

        within(kind, left, right) || raise(TypeError, "#{left.inspect} and #{right.inspect} have no order: they can't be in one index")
      end

      # -1, 0 or 1 when the values are of one kind and have an order, else nil.
      def compare_alike(left, right)
        kind = kind(left)
        return nil if kind == NOT_NUMBERS || kind != kind(right)

        within(kind, left, right)
      end

      # Whether a search for one finds the other.
      def equal?(left, right)
        return left == right if Integer === left && Integer === right
        return left.nil? && right.nil? if left.nil? || right.nil?

        kind(left) == kind(right) && left == right
      end

      private

      def within(kind, left, right)
        case kind
        when NOT_NUMBERS then 0
        when BOOLEANS then (left ? 1 : 0) <=> (right ? 1 : 0)
        else left <=> right
        end
      end
    end
  end
end
