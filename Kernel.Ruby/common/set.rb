# Set: a Hash whose values are true.

class Set
  include Enumerable

  def self.[](*items)
    new(items)
  end

  def initialize(items = nil, &block)
    @hash = {}
    return if items.nil?
    raise ArgumentError, "value must be enumerable" unless items.respond_to?(:each_entry) || items.respond_to?(:each)
    block ? items.each { |item| add(block.call(item)) } : merge(items)
  end

  def initialize_copy(other)
    @hash = other.__hash.dup
    self
  end

  def __hash
    @hash
  end

  def compare_by_identity
    @hash.compare_by_identity
    self
  end

  def compare_by_identity?
    @hash.compare_by_identity?
  end

  def size
    @hash.size
  end
  alias length size

  def empty?
    @hash.empty?
  end

  def each(&block)
    return to_enum(:each) { size } unless block
    @hash.each_key(&block)
    self
  end

  def add(item)
    @hash[item] = true
    self
  end
  alias << add

  def add?(item)
    include?(item) ? nil : add(item)
  end

  def delete(item)
    @hash.delete(item)
    self
  end

  def delete?(item)
    include?(item) ? delete(item) : nil
  end

  def include?(item)
    @hash.key?(item)
  end
  alias member? include?
  alias === include?

  def clear
    @hash.clear
    self
  end

  def replace(items)
    @hash = Set.new(items).__hash
    self
  end

  def merge(*collections)
    collections.each do |items|
      raise ArgumentError, "value must be enumerable" unless items.respond_to?(:each)
      items.each { |item| @hash[item] = true }
    end
    self
  end

  def subtract(items)
    items.each { |item| @hash.delete(item) }
    self
  end

  def |(items)
    dup.merge(items)
  end
  alias + |
  alias union |

  def &(items)
    result = self.class.new
    items.each { |item| result.add(item) if include?(item) }
    result
  end
  alias intersection &

  def -(items)
    dup.subtract(items)
  end
  alias difference -

  def ^(items)
    other = Set.new(items)
    (self | other) - (self & other)
  end

  def ==(other)
    equal?(other) || (Set === other && size == other.size && other.all? { |item| include?(item) })
  end

  def eql?(other)
    Set === other && @hash.eql?(other.__hash)
  end

  def hash
    @hash.hash
  end

  def <=>(other)
    return nil unless Set === other
    return 0 if self == other
    return -1 if proper_subset?(other)
    return 1 if proper_superset?(other)
    nil
  end

  def subset?(other)
    raise ArgumentError, "value must be a set" unless Set === other
    size <= other.size && all? { |item| other.include?(item) }
  end
  alias <= subset?

  def proper_subset?(other)
    raise ArgumentError, "value must be a set" unless Set === other
    size < other.size && subset?(other)
  end
  alias < proper_subset?

  def superset?(other)
    raise ArgumentError, "value must be a set" unless Set === other
    other.subset?(self)
  end
  alias >= superset?

  def proper_superset?(other)
    raise ArgumentError, "value must be a set" unless Set === other
    other.proper_subset?(self)
  end
  alias > proper_superset?

  def intersect?(other)
    raise ArgumentError, "value must be enumerable" unless other.respond_to?(:each)
    other.any? { |item| include?(item) }
  end

  def disjoint?(other)
    !intersect?(other)
  end

  def map!
    return to_enum(:map!) { size } unless block_given?
    replace(map { |item| yield item })
  end
  alias collect! map!

  def select!(&block)
    before = size
    keep_if(&block)
    before == size ? nil : self
  end
  alias filter! select!

  def reject!(&block)
    before = size
    delete_if(&block)
    before == size ? nil : self
  end

  def keep_if
    return to_enum(:keep_if) { size } unless block_given?
    to_a.each { |item| delete(item) unless yield(item) }
    self
  end

  def delete_if
    return to_enum(:delete_if) { size } unless block_given?
    to_a.each { |item| delete(item) if yield(item) }
    self
  end

  def select
    return to_enum(:select) { size } unless block_given?
    result = self.class.new
    each { |item| result.add(item) if yield(item) }
    result
  end
  alias filter select

  def reject
    return to_enum(:reject) { size } unless block_given?
    result = self.class.new
    each { |item| result.add(item) unless yield(item) }
    result
  end

  def partition(&block)
    to_a.partition(&block)
  end

  def classify(&block)
    result = {}
    each { |item| (result[block.call(item)] ||= self.class.new).add(item) }
    result
  end

  def to_a
    @hash.keys
  end

  def first(count = (no_count = true; nil))
    no_count ? @hash.first&.first : to_a.first(count)
  end

  def to_set
    self
  end

  def join(separator = nil)
    to_a.join(separator)
  end

  def flatten
    result = self.class.new
    each { |item| Set === item ? result.merge(item.flatten) : result.add(item) }
    result
  end

  def reset
    @hash.rehash
    self
  end

  def freeze
    @hash.freeze
    super
  end

  def inspect
    "#<Set: {#{to_a.inspect[1..-2]}}>"
  end
  alias to_s inspect
end
