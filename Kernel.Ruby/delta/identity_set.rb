# A set of objects by identity, in no order. nil is never in it. A large one is committed in chunks: a change writes a few of them,
# and nothing reads all. It may have indexes.

class IdentitySet
  include Enumerable
  include Maglev::IndexedCollection

  # A set of these.
  def self.[](*objects) = new(objects)

  # A set of an array's elements.
  def self.with_all(objects) = new(objects)

  def initialize(objects = [])
    @elements = {}.compare_by_identity
    merge(objects)
  end

  # A copy has the elements and no indexes.
  def initialize_copy(other)
    @elements = other.__elements.dup
    @indexes = nil
  end

  def add(object)
    return self if object.nil? || @elements.key?(object)

    __will_change
    __check_indexes(object) if @indexes
    @elements[object] = true
    __tell_indexes(object) if @indexes
    self
  end
  alias << add

  # As add; nil when it is there already.
  def add?(object) = include?(object) ? nil : add(object)

  def delete(object)
    return self unless @elements.key?(object)

    __will_change
    @elements.delete(object)
    __tell_indexes(object) if @indexes
    self
  end

  # As delete, but answers the object; nil when it is not there.
  def remove(object)
    return nil unless include?(object)

    delete(object)
    object
  end

  # As delete; nil when it is not there.
  def delete?(object) = include?(object) ? delete(object) : nil

  def merge(*collections)
    collections.each do |objects|
      raise ArgumentError, "#{objects.inspect} has no elements that could be added" unless objects.respond_to?(:each)

      objects.each { |object| add(object) }
    end
    self
  end

  def subtract(objects)
    objects.each { |object| delete(object) }
    self
  end

  def clear = subtract(to_a)
  def replace(objects) = clear.merge(objects.to_a)

  def delete_if
    return to_enum(:delete_if) { size } unless block_given?

    to_a.each { |object| delete(object) if yield(object) }
    self
  end

  def keep_if
    return to_enum(:keep_if) { size } unless block_given?

    delete_if { |object| !yield(object) }
  end

  def select!(&block) = __changed { keep_if(&block) }
  alias filter! select!
  def reject!(&block) = __changed { delete_if(&block) }

  def include?(object) = @elements.key?(object)
  alias member? include?
  alias === include?

  def size = @elements.size
  alias length size
  def count(*value, &block) = value.empty? && block.nil? ? size : super
  def empty? = @elements.empty?

  def each(&block)
    return to_enum(:each) { size } unless block

    @elements.each_key(&block)
    self
  end
  alias __each_element each

  def to_a = @elements.keys
  def first(*count) = count.empty? ? each { |object| return object } && nil : super

  def |(objects) = dup.merge(objects)
  alias + |
  alias union |
  def &(objects) = self.class.new(objects.select { |object| include?(object) })
  alias intersection &
  def -(objects) = dup.subtract(objects)
  alias difference -

  def ^(objects)
    other = IdentitySet.new(objects)
    (self | other) - (self & other)
  end

  def ==(other) = equal?(other) || (IdentitySet === other && size == other.size && subset?(other))
  def subset?(other) = size <= __other(other).size && all? { |object| other.include?(object) }
  alias <= subset?
  def superset?(other) = __other(other).subset?(self)
  alias >= superset?
  def proper_subset?(other) = size < __other(other).size && subset?(other)
  alias < proper_subset?
  def proper_superset?(other) = __other(other).proper_subset?(self)
  alias > proper_superset?
  def intersect?(objects) = objects.any? { |object| include?(object) }
  def disjoint?(objects) = !intersect?(objects)

  def inspect = "#<IdentitySet: {#{first(10).map(&:inspect).join(', ')}#{", … #{size} elements" if size > 10}}>"
  alias to_s inspect

  protected

  def __elements = @elements

  private

  # An index that another session makes meanwhile knows nothing of the change, also in a transaction that is continued: a conflict.
  def __will_change
    raise FrozenError.new("can't modify frozen #{self.class}: #{inspect}", receiver: self) if frozen?

    Maglev.guard(self)
  end

  def __found(elements) = IdentitySet.new(elements)

  # The commit of an addition by a session that knows nothing of the index fails, or this one's.
  def __build_index(index)
    Maglev.depend_on(@elements)
    Maglev::INDEXES.build_now(index)
  end

  def __changed
    before = size
    yield
    before == size ? nil : self
  end

  def __other(other)
    IdentitySet === other ? other : raise(ArgumentError, "#{other.inspect} is no IdentitySet")
  end
end
