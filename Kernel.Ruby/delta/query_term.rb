# What stands for an element in the block of a query: its methods name instance variables, its operators make comparisons.

module Maglev
  class Query
    class Term < ::BasicObject
      # The path that a term has come to.
      def self.path_of(term) = term.__path

      def initialize(names = [])
        @names = names
      end

      def ==(value) = __compare(:==, value)
      def !=(value) = __compare(:!=, value)
      def <(value) = __compare(:<, value)
      def <=(value) = __compare(:<=, value)
      def >(value) = __compare(:>, value)
      def >=(value) = __compare(:>=, value)
      def eql?(value) = __compare(:==, value)
      def equal?(value) = __compare(:equal?, value)
      def nil? = __compare(:==, nil)
      def between?(low, high) = in?(low..high)
      def in?(range) = Comparison.in_range(__path, range)
      def ! = ::Kernel.raise(::ArgumentError, "#{__path} without a comparison is no condition")

      def __path
        ::Kernel.raise(::ArgumentError, 'an element itself can\'t be compared: name an instance variable') if @names.empty?
        IndexPath.of(@names)
      end

      def respond_to_missing?(*) = true

      def method_missing(name, *arguments)
        unless arguments.empty? && /\A[[:word:]]+\z/.match?(name)
          ::Kernel.raise(::ArgumentError, "#{name} can't be asked in a query (a path, ==, !=, <, <=, >, >=, equal?, eql?, nil?, between?, in?)")
        end

        Term.new([*@names, "@#{name}"])
      end

      private

      def __compare(operation, value)
        ::Kernel.raise(::ArgumentError, "#{__path} can't be compared with another path, #{value.__path}") if Term === value
        Comparison.of(__path, operation, value)
      end
    end
  end
end
