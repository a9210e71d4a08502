# Objects, by identity and each as often as it was added, to which any number of sessions add and from which they remove at once.
class RCIdentityBag
  include Enumerable
  include Maglev::ReducedConflict
  include Maglev::IndexedCollection

  def initialize(objects = [])
    @counts = {}.compare_by_identity
    objects.each { |object| __put(object) }
  end

  # Adds an object; answers the collection.
  def add(object)
    __check_indexes(object)
    __reduced(@counts, :__put, object)
    self
  end
  alias << add

  # Removes an object once; answers it, or nil when it is not there.
  def delete(object)
    return nil unless @counts.key?(object)
    __reduced(@counts, :__take, object)
    object
  end
  alias remove delete

  def include?(object) = @counts.key?(object)
  alias member? include?
  def occurrences_of(object) = @counts.fetch(object, 0)
  def size = @counts.values.sum
  alias length size
  def empty? = @counts.empty?

  def each
    return enum_for(:each) { size } unless block_given?
    @counts.to_a.each { |object, count| count.times { yield object } }
    self
  end

  def inspect = "#<#{self.class} #{to_a.inspect}>"

  # Each element once.
  def __each_element(&block) = @counts.each_key(&block)

  private

  def __put(object)
    __count(object)
    __refresh_indexes(object)
  end

  def __take(object)
    __uncount(object)
    __refresh_indexes(object)
  end

  def __count(object) = @counts[object] = @counts.fetch(object, 0) + 1

  def __uncount(object)
    count = @counts.fetch(object) { __lost("another session has removed #{object.inspect}") }
    count == 1 ? @counts.delete(object) : @counts[object] = count - 1
  end

  # A part of each operation: another session may have made an index since it was done first.
  def __refresh_indexes(object) = @indexes&.each { |index| index.__refresh(object) }

  # An operation as well: it writes the counts, as whoever adds meanwhile does, and so is done again, or lets the other do it again.
  def __build_index(index) = __reduced(@counts, :__enter_all, index)

  def __enter_all(index)
    @counts.default = nil
    index.build
  end

  # As often as they are here.
  def __found(elements)
    found = RCIdentityBag.new
    elements.each { |object| occurrences_of(object).times { found << object } }
    found
  end
end
