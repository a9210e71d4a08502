# One comparison of the value at the end of a path: with a value, or with two bounds. Which values are equal, and in which order
# they are, is IndexOrder's to say, with an index and without.

module Maglev
  class Query
    class Comparison < Expression
      # What search calls operations, MagLev's names and Ruby's.
      OPERATIONS = {
        equal: :equal?, not_equal: :not_equal?, eql: :==, not_eql: :!=, lt: :<, lte: :<=, gt: :>, gte: :>=,
        equal?: :equal?, not_equal?: :not_equal?, eql?: :==, '=': :==, '~=': :!=, '~~': :not_equal?,
        '==': :==, '!=': :!=, '<': :<, '<=': :<=, '>': :>, '>=': :>=
      }.freeze

      class << self
        # A comparison with a value.
        def of(path, operation, value)
          path = IndexPath.of(path)
          case OPERATIONS.fetch(operation) { raise ArgumentError, unknown(operation) }
          when :== then new(path, :==, value, value)
          when :!= then !new(path, :==, value, value)
          when :equal? then new(path, :equal?, value, value)
          when :not_equal? then !new(path, :equal?, value, value)
          when :< then new(path, :range, nil, bound(path, value), ends_before: true)
          when :<= then new(path, :range, nil, bound(path, value))
          when :> then new(path, :range, bound(path, value), nil, begins_after: true)
          when :>= then new(path, :range, bound(path, value), nil)
          end
        end

        # A comparison with both ends of a range.
        def in_range(path, range)
          unless Range === range && !(range.begin.nil? && range.end.nil?)
            raise ArgumentError, "#{range.inspect} is no range with a bound"
          end

          new(IndexPath.of(path), :range, range.begin, range.end, ends_before: range.exclude_end?)
        end

        # A comparison with two bounds, each of which is in order with the values by < or <=.
        def between(path, low, high, low_operation, high_operation)
          path = IndexPath.of(path)
          begins_after, ends_before = [low_operation, high_operation].map do |operation|
            case OPERATIONS[operation]
            when :< then true
            when :<= then false
            else raise ArgumentError, "bounds compare with values by :lt or :lte, not by #{operation.inspect}"
            end
          end
          new(path, :range, bound(path, low), bound(path, high), begins_after:, ends_before:)
        end

        private

        def unknown(operation)
          "unknown operation #{operation.inspect} (#{OPERATIONS.keys.map(&:inspect).join(', ')})"
        end

        def bound(path, value)
          value.nil? ? raise(ArgumentError, "nil has no order: #{path} can't be compared with it") : value
        end
      end

      # The bounds; nil where there is none.
      attr_reader :path, :low, :high

      def initialize(path, operation, low, high, begins_after: false, ends_before: false)
        @path = path
        @operation = operation
        @low = low
        @high = high
        @begins_after = begins_after
        @ends_before = ends_before
        @kind = IndexOrder.kind(low.nil? ? high : low)
      end

      def matches?(element)
        value = @path.value_of(element)
        identity? ? value.equal?(@low) : holds?(value)
      end

      # Whether a value is what is asked for, identity aside.
      def holds?(value)
        return IndexOrder.equal?(value, @low) unless range?

        !value.nil? && !before?(value, @low, @begins_after) && !before?(@high, value, @ends_before)
      end

      # Whether a value in the order of an index is not before those asked for.
      def reached?(value)
        order = order_with(value, @low)
        @begins_after ? order > 0 : order >= 0
      end

      # Whether it is behind them.
      def passed?(value)
        order = -order_with(value, @high)
        @ends_before ? order <= 0 : order < 0
      end

      # Whether the order alone does not tell what is asked for.
      def to_be_checked?
        return true if @kind == IndexOrder::NOT_NUMBERS

        range? ? mixed? : @kind != IndexOrder::NUMBERS && @kind != IndexOrder::SYMBOLS
      end

      def find(collection)
        index = index_of(collection)
        return nil if index.nil?

        found = index.elements_for(self)
        identity? && index.kind == :equality ? found.select { |element| matches?(element) } : found
      end

      def plan(collection)
        index = index_of(collection)
        index && "#{index}: #{self}"
      end

      # Whether an index of identities finds what is asked for.
      def identical? = identity? || (!range? && (@low.nil? || true.equal?(@low) || false.equal?(@low) || Symbol === @low))

      # Whether the bounds have a place in the order of an index.
      def ordered_for?(index)
        [@low, @high].all? { |bound| bound.nil? || @kind != IndexOrder::OTHERS || (index.last_class && index.last_class === bound) }
      end

      def rank = range? ? (@low.nil? || @high.nil? ? 2 : 1) : 0

      # Whether another comparison is the other bound of the same path.
      def joins?(other)
        Comparison === other && range? && other.range? && @path == other.path &&
          ((@high.nil? && other.low.nil?) || (@low.nil? && other.high.nil?))
      end

      def join(other)
        first, last = @high.nil? ? [self, other] : [other, self]
        Comparison.new(@path, :range, first.low, last.high, begins_after: first.begins_after, ends_before: last.ends_before)
      end

      def to_s
        return "#{@path} #{@operation} #{@low.inspect}" unless range?
        return "#{@path} #{'<' + ('=' unless @ends_before).to_s} #{@high.inspect}" if @low.nil?

        text = "#{@path} #{'>' + ('=' unless @begins_after).to_s} #{@low.inspect}"
        @high.nil? ? text : "#{text} and #{'<' + ('=' unless @ends_before).to_s} #{@high.inspect}"
      end

      def range? = @operation == :range

      protected

      attr_reader :begins_after, :ends_before

      private

      def identity? = @operation == :equal?
      def mixed? = !@low.nil? && !@high.nil? && IndexOrder.kind(@low) != IndexOrder.kind(@high)

      # Equality indexes first: they are in no need of others.
      def index_of(collection) = collection.__index_for(self)

      # How a value stands to a bound in the order of an index; where there is no bound, to the kind of the other.
      def order_with(value, bound)
        return value <=> bound if Integer === value && Integer === bound

        kind = IndexOrder.kind(value)
        return kind <=> @kind unless kind == @kind
        return bound.equal?(@low) ? 1 : -1 if bound.nil?

        IndexOrder.compare(value, bound)
      end

      # Whether the left stands in front of the right, or has no order with it. Where there is no bound nothing does.
      def before?(left, right, strictly)
        return false if left.nil? || right.nil?

        order = IndexOrder.compare_alike(left, right)
        order.nil? || order < 0 || (strictly && order == 0)
      end
    end
  end
end
