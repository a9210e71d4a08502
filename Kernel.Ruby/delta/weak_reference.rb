# A reference that keeps nothing alive, in the repository or in a VM. It holds the object's number, which no other object ever gets:
# so it is empty as soon as the object is gone, be it collected from the repository or, never committed, from a VM's memory.
class Maglev::WeakReference
  def initialize(object)
    @number = object.__id__
  end

  # The object; nil when it is gone, or when this VM's view does not have it: it may never have been committed.
  def object
    ObjectSpace._id2ref(@number)
  rescue RangeError
    nil
  end
  alias_method :get, :object

  # Whether there is still an object.
  def alive? = !object.nil?
  alias_method :weakref_alive?, :alive?

  # References to one object are equal.
  def ==(other) = self.class == other.class && number == other.number
  alias_method :eql?, :==
  def hash = @number.hash

  def inspect = "#<#{self.class} #{alive? ? object.inspect : 'gone'}>"

  protected

  attr_reader :number
end
