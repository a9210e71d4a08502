# Elements by the identity of values, whatever they are.

module Maglev
  class IdentityIndex < Index
    def kind = :identity
    def serves?(comparison) = comparison.identical?
    def elements_for(comparison) = @groups[comparison.low]

    private

    def begin_entries = @groups = IndexGroups.new
    def fill_entries(pairs) = pairs.each { |value, element| @groups.add(value, element) }
    def each_entry(&block) = @groups.each(&block)
    def add_entry(value, element) = @groups.add(value, element)
    def delete_entry(value, element) = @groups.delete(value, element)
    def key_of(value, _) = value
    def same_value?(value, other) = value.equal?(other)
  end
end
