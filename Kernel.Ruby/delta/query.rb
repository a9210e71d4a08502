# Which elements of a collection a condition is true for. Conditions come as comparisons, from blocks (query_term.rb) and from
# texts (query_parser.rb).

module Maglev
  class Query
    class << self
      # A query of what a block answers that is given a term for an element.
      def from_block(collection, &block) = new(collection, expression(block.call(Term.new)))

      # A query of a text; the bindings are its variables. Names of instance variables get a prefix that they don't have.
      def from_text(collection, text, bindings, prefix = '@')
        new(collection, Parser.new(text, bindings, prefix).expression)
      end

      # What is an expression; anything else is refused.
      def expression(value)
        return value if Expression === value

        what = Term === value ? "#{Term.path_of(value)} without a comparison" : value.inspect
        raise ArgumentError, "#{what} is no condition: compare paths with values, and combine with &, | and !, not with && and ||"
      end
    end

    def initialize(collection, expression)
      @collection = collection
      @expression = expression
    end

    # The elements, in an array.
    def elements
      INDEXES.flush
      @expression.find(@collection) || scan
    end

    # How they are found: the indexes, or a scan.
    def explain
      INDEXES.flush
      @expression.plan(@collection) || "scan of #{@collection.size} elements: #{@expression}"
    end

    private

    def scan
      found = []
      @collection.__each_element { |element| found << element if @expression.matches?(element) }
      found
    end
  end
end
