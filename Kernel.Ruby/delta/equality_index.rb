# Elements by values in order, so that it finds equal ones and ranges. Booleans, numbers, strings, symbols and times can be in it,
# mixed as they come; with a class, its instances only, which compare by <=>. nil always can.

module Maglev
  class EqualityIndex < Index
    attr_reader :last_class

    def initialize(collection, path, last_class)
      super(collection, path)
      @last_class = last_class
    end

    def kind = :equality
    def serves?(comparison) = comparison.ordered_for?(self)

    # The elements that a comparison is true for.
    def elements_for(comparison)
      return @nils[nil] if comparison.low.nil? && comparison.high.nil?

      found = []
      all = !comparison.to_be_checked?
      @tree.each_from(->(value) { comparison.reached?(value) }) do |value, element|
        return found if comparison.passed?(value)

        found << element if all || comparison.holds?(value)
      end
      found
    end

    def to_s = "#{super}#{" (#{@last_class})" if @last_class}"

    private

    def begin_entries
      @tree = IndexTree.new
      @nils = IndexGroups.new
    end

    def fill_entries(pairs)
      without, with = pairs.partition { |value, _| value.nil? }
      without.each { |_, element| @nils.add(nil, element) }
      @tree.fill(@tree.sort(with))
    end

    def each_entry(&block)
      @nils[nil].each { |element| yield nil, element }
      @tree.each_from(->(_) { true }, &block)
    end

    def add_entry(value, element) = value.nil? ? @nils.add(nil, element) : @tree.add(value, element)
    def delete_entry(value, element) = value.nil? ? @nils.delete(nil, element) : @tree.delete(value, element)

    # What stands in the index for a value: for a string that may change a copy.
    def key_of(value, element)
      return value if value.nil?

      refuse(value, element) unless fits?(value)
      String === value && !value.frozen? ? value.dup.freeze : value
    end

    def same_value?(value, other) = value.eql?(other)

    def fits?(value)
      return value.is_a?(@last_class) && !(value <=> value).nil? if @last_class

      IndexOrder.kind(value) != IndexOrder::OTHERS
    end

    def refuse(value, element)
      wanted = @last_class ? "no #{@last_class}" : 'neither true, false, number, string, symbol nor time'
      raise TypeError, "#{value.inspect} is #{wanted}: #{element.inspect} can't be in the #{self}"
    end
  end
end
