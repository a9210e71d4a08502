# What a query asks of an element: comparisons, and how they are combined.

module Maglev
  class Query
    class Expression
      def &(other) = All.of([self, Query.expression(other)])
      def |(other) = Any.new([self, Query.expression(other)])
      def ! = Not.new(self)

      # How many steps of narrowing it promises: lower is tried first.
      def rank = 3
    end

    # True when all of them are. One that an index serves finds the candidates, the others choose among those.
    class All < Expression
      # Two bounds of one path become a range.
      def self.of(operands)
        parts = operands.flat_map { |operand| All === operand ? operand.operands : [operand] }
        joined = parts.each_with_object([]) do |part, result|
          place = result.index { |other| other.joins?(part) }
          place ? result[place] = result[place].join(part) : result << part
        end
        joined.size == 1 ? joined.first : new(joined)
      end

      attr_reader :operands

      def initialize(operands)
        @operands = operands
      end

      def matches?(element) = @operands.all? { |operand| operand.matches?(element) }
      def joins?(_) = false

      def find(collection)
        first = leader(collection)
        first&.find(collection)&.select { |element| others(first).all? { |operand| operand.matches?(element) } }
      end

      def plan(collection)
        first = leader(collection)
        first && "#{first.plan(collection)}, then #{others(first).join(' & ')}"
      end

      def to_s = "(#{@operands.join(' & ')})"

      private

      def leader(collection) = @operands.sort_by(&:rank).find { |operand| operand.plan(collection) }
      def others(leader) = @operands.reject { |operand| operand.equal?(leader) }
    end

    # True when one of them is.
    class Any < Expression
      def initialize(operands)
        @operands = operands
      end

      def matches?(element) = @operands.any? { |operand| operand.matches?(element) }
      def joins?(_) = false

      def find(collection)
        return nil unless plan(collection)

        found = {}.compare_by_identity
        @operands.each { |operand| operand.find(collection).each { |element| found[element] = true } }
        found.keys
      end

      def plan(collection)
        plans = @operands.map { |operand| operand.plan(collection) }
        plans.join(' or ') if plans.all?
      end

      def to_s = "(#{@operands.join(' | ')})"
    end

    # True when another is not.
    class Not < Expression
      def initialize(operand)
        @operand = operand
      end

      def matches?(element) = !@operand.matches?(element)
      def joins?(_) = false
      def ! = @operand

      def find(collection)
        found = @operand.find(collection)
        return nil if found.nil?

        without = {}.compare_by_identity
        found.each { |element| without[element] = true }
        rest = []
        collection.__each_element { |element| rest << element unless without.key?(element) }
        rest
      end

      def plan(collection)
        plan = @operand.plan(collection)
        plan && "all but #{plan}"
      end

      def to_s = "!#{@operand}"
    end
  end
end
