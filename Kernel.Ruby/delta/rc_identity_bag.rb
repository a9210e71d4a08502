# Objects, by identity and each as often as it was added, to which any number of sessions add and from which they remove at once.
class RCIdentityBag
  include Enumerable
  include Maglev::ReducedConflict

  def initialize(objects = [])
    @counts = {}.compare_by_identity
    objects.each { |object| __put(object) }
  end

  # Adds an object; answers the collection.
  def add(object)
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

  private

  def __put(object) = @counts[object] = @counts.fetch(object, 0) + 1

  def __take(object)
    count = @counts.fetch(object) { __lost("another session has removed #{object.inspect}") }
    count == 1 ? @counts.delete(object) : @counts[object] = count - 1
  end
end

# Objects by identity, each once. What several sessions add or remove at once is no conflict.
class RCIdentitySet < RCIdentityBag
  private

  def __put(object) = @counts[object] = 1
  def __take(object) = @counts.delete(object)
end
