# Maglev::Repository: what only all objects can answer.

module Maglev
  class Repository
    # The repository of this session.
    def self.instance = @instance ||= allocate
    class << self
      undef_method :new
    end

    # For each class an array of its instances, not of its subclasses': those committed in this session's view, also those that
    # nothing refers to any more and that were not collected, and those that a commit would make so. Goes through the whole
    # repository once. The objects come into memory one by one, as they are taken from the arrays.
    def list_instances(classes)
      classes = Array(classes)
      classes.each { |klass| raise TypeError, "#{klass.inspect} is not a class" unless Class === klass }
      __instances__(classes)
    end

    # The committed objects that refer to an object. Goes through the whole repository.
    def references_to(object)
      case object
      when nil, true, false, Numeric
        raise ArgumentError, "#{object.inspect} is its own value: nothing refers to it"
      end
      __references__(object)
    end
    alias_method :find_references, :references_to

    # The classes that inherit from a class directly, also those that this VM has not used yet.
    def subclasses(klass)
      raise TypeError, "#{klass.inspect} is not a class" unless Class === klass

      __subclasses__(klass)
    end

    def inspect = "#<Maglev::Repository>"

    private

    primitive '__instances__', 'repository_instances'
    primitive '__references__', 'repository_references'
    primitive '__subclasses__', 'repository_subclasses'
    private :__instances__, :__references__, :__subclasses__
  end
end

class Class
  # What Smalltalk's System listInstances: calls.
  def __list_instances__(classes) = Maglev::Repository.instance.list_instances(classes)
end

class Object
  # The committed objects that refer to this one.
  def find_references = Maglev::Repository.instance.references_to(self)

  # The objects in this VM's memory that refer to this one, as far as they are reached from what it has loaded of the
  # repository, from globals and from its classes. Nothing is loaded for it.
  def find_references_in_memory
    case self
    when nil, true, false, Numeric
      raise ArgumentError, "#{inspect} is its own value: nothing refers to it"
    end
    __references_in_memory__
  end
  primitive '__references_in_memory__', 'object_references_in_memory'
  private :__references_in_memory__
end
