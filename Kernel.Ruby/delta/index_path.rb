# A path from an element to a value: the names of instance variables, one after the other. Where an object on the way is nil or
# has no such variable, the value is nil.

module Maglev
  class IndexPath
    TERM = /\A@?[A-Za-z_\u0080-\u{10FFFF}][\w\u0080-\u{10FFFF}]*\z/
    private_constant :TERM

    # Made of '@a.@b', :@a, [:@a, :@b] or a path. Names without @ are Smalltalk's.
    def self.of(terms)
      return terms if self === terms

      names = terms.is_a?(Array) ? terms : terms.to_s.split('.', -1)
      unless !names.empty? && names.all? { |name| (String === name || Symbol === name) && TERM.match?(name) }
        raise ArgumentError, "#{terms.inspect} is no path of instance variables, such as '@a.@b' or [:@a, :@b]"
      end

      new(names.map(&:to_sym))
    end

    # Symbols.
    attr_reader :names

    def initialize(names)
      @names = names.freeze
      freeze
    end

    # The value at its end, seen from an element.
    def value_of(element) = __walk(element, @names, nil)

    # The same; puts the objects between the element and the value into an array.
    def walk(element, between) = __walk(element, @names, between)

    def ==(other) = IndexPath === other && @names == other.names
    alias eql? ==
    def hash = @names.hash
    def to_s = @names.join('.')
    def inspect = to_s

    private

    primitive '__walk', 'index_walk'
  end
end
