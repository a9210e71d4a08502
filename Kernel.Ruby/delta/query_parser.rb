# The text of a query, as GemStone writes it: (each.a.b > low) & (each.c = 'x') | !(each.d == nil). A comparison may have two bounds:
# 3 < each.a <= 9. Other names are variables, whose values are given with the text.

module Maglev
  class Query
    class Parser
      TOKENS = /
        (?<space>\s+) |
        (?<path>each(?:\.@?[[:alpha:]_][[:word:]]*)+) |
        (?<operation>==|=|!=|~=|~~|<=|>=|<|>) |
        (?<sign>[&|!()]) |
        (?<number>-?\d[\d_]*(?:\.\d+)?(?:e[+-]?\d+)?) |
        (?<text>'(?:[^']|'')*'|"(?:[^"\\]|\\.)*") |
        (?<symbol>[:\#][[:alpha:]_][[:word:]]*[?!]?) |
        (?<name>[[:alpha:]_][[:word:]]*)
      /x
      CONSTANTS = { 'nil' => nil, 'true' => true, 'false' => false }.freeze
      ESCAPES = { 'n' => "\n", 't' => "\t" }.freeze
      MIRRORED = { :< => :>, :<= => :>=, :> => :<, :>= => :<= }.freeze
      private_constant :TOKENS, :CONSTANTS, :ESCAPES, :MIRRORED

      def initialize(text, bindings, prefix)
        raise ArgumentError, "#{text.inspect} is no text of a query" unless String === text

        @text = text
        @bindings = bindings
        @prefix = prefix
        @tokens = tokens
      end

      def expression
        parsed = any
        fail_at(@tokens.first) unless @tokens.empty?
        parsed
      end

      private

      # Pairs of kind and text.
      def tokens
        found = []
        place = 0
        while place < @text.size
          match = TOKENS.match(@text, place)
          refuse("#{@text[place].inspect} is not understood") unless match && match.begin(0) == place

          kind, text = match.named_captures.find { |_, captured| captured }
          found << [kind.to_sym, text] unless kind == 'space'
          place = match.end(0)
        end
        found
      end

      def any
        left = all
        left |= all while accept('|')
        left
      end

      def all
        left = one
        left &= one while accept('&')
        left
      end

      def one
        return !one if accept('!')
        return comparison unless accept('(')

        inner = any
        fail_at(@tokens.first) unless accept(')')
        inner
      end

      def comparison
        operands = [operand]
        operations = []
        while operations.size < 2 && @tokens.first&.first == :operation
          operations << @tokens.shift.last.to_sym
          operands << operand
        end
        fail_at(@tokens.first) if operations.empty?
        compare(operands, operations)
      end

      def compare(operands, operations)
        places = operands.each_index.select { |place| IndexPath === operands[place] }
        refuse('a comparison needs one path, such as each.a, and one value') unless places.size == 1

        path = operands[places.first]
        case [operands.size, places.first]
        when [2, 0] then Comparison.of(path, operations[0], operands[1])
        when [2, 1] then Comparison.of(path, mirrored(operations[0]), operands[0])
        when [3, 1] then Comparison.of(path, mirrored(operations[0]), operands[0]) & Comparison.of(path, operations[1], operands[2])
        else refuse('of a comparison with two bounds the path stands in the middle')
        end
      end

      def mirrored(operation) = MIRRORED.fetch(operation, operation)

      def operand
        kind, text = @tokens.shift
        case kind
        when :path then IndexPath.of(text.split('.').drop(1).map { |name| name.start_with?(@prefix) ? name : @prefix + name })
        when :number then text.match?(/[.e]/) ? Float(text) : Integer(text)
        when :text then literal(text)
        when :symbol then text[1..].to_sym
        when :name then value_of(text)
        else fail_at([kind, text])
        end
      end

      def literal(text)
        inner = text[1...-1]
        return inner.gsub("''", "'") if text.start_with?("'")

        inner.gsub(/\\(.)/) { ESCAPES.fetch($1, $1) }
      end

      def value_of(name)
        return CONSTANTS[name] if CONSTANTS.key?(name)

        @bindings.fetch(name.to_sym) { refuse("the variable #{name} has no value") }
      end

      def accept(sign)
        return false unless @tokens.first == [:sign, sign]

        @tokens.shift
        true
      end

      def fail_at(token)
        refuse(token&.last.nil? ? 'it ends too early' : "#{token.last.inspect} is not expected")
      end

      def refuse(why) = raise(ArgumentError, "#{why} in the query #{@text.inspect}")
    end
  end
end
