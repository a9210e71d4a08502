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
    def value_of(element)
      @names.each do |name|
        element = __variable(element, name)
        return nil if element.nil?
      end
      element
    end

    # Puts the objects between the element and the value into an array; answers the value.
    def walk(element, between)
      value = element
      @names.each do |name|
        between << value unless value.equal?(element)
        value = __variable(value, name)
        return nil if value.nil?
      end
      value
    end

    def single? = @names.size == 1
    def ==(other) = IndexPath === other && @names == other.names
    alias eql? ==
    def hash = @names.hash
    def to_s = @names.join('.')
    def inspect = to_s

    private

    primitive '__variable', 'index_variable'
  end
end
