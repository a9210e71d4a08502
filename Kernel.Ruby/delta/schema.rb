# Objects and classes that change what they are: exchange of identities, versions of classes, migration of instances.

class Object
  # Exchanges identities: from now on all references to either object, in memory and committed, mean what the other was. Ids,
  # and what is found by identity, stay with the references. Goes with the transaction. Answers self.
  primitive 'become', 'object_become'

  # Makes this an instance of another class: all references to it stay valid. What it holds becomes what migrate_from of the
  # class says. Instances of subclasses of the old class are none of the old class: they migrate on their own. Answers self.
  def migrate_to(klass)
    raise TypeError, "#{klass.inspect} is not a class" unless Class === klass && !klass.singleton_class?
    return self if instance_of?(klass)

    unless self.class.__instances_like__(klass)
      raise ArgumentError, "instances of #{self.class} can't become instances of #{klass}: they are kept in another form"
    end
    klass.__maps_variables__?(self.class) ? __migrate__(klass, self) : __change_class__(klass)
  end
  alias_method :maglev_migrate, :migrate_to

  # What a new instance takes from the object that it replaces in a migration: by default all instance variables, by name. A
  # class that holds something else than its former version defines it anew. The old object is of the former class still.
  def migrate_from(old)
    old.instance_variables.each { |name| instance_variable_set(name, old.instance_variable_get(name)) }
  end

  # The object's class has another superclass than when it was made: takes from itself, seen as an instance of the former one.
  def __migrate_below__(former)
    old = __maglev_copy__
    old.__send__(:__change_class__, former)
    __migrate__(self.class, old)
  end

  primitive '__take_contents__', 'object_take_contents'
  primitive '__change_class__', 'object_change_class'

  def __migrate__(klass, old)
    replacement = klass.allocate
    if klass.__maps_in_ruby__?
      replacement.__send__(:migrate_from, old)
    else
      replacement.__smalltalk_send__(:'migrateFrom:', old)
    end
    __take_contents__(replacement)
  end

  private :migrate_from, :__migrate__, :__take_contents__, :__change_class__
end

# The versions of a class, oldest first: what maglev_redefine has put aside, and the present one.
class ClassHistory
  include Enumerable

  def initialize(versions)
    @versions = versions
  end

  def each(&block)
    return enum_for(:each) { size } unless block
    @versions.each(&block)
    self
  end

  # The version that is in use.
  def current = @versions.last

  # A version by number, from 0.
  def [](index) = @versions[index]
  def size = @versions.size
  alias_method :length, :size

  # The number of a version; nil for a class that is none.
  def version_of(klass) = @versions.index(klass)

  # Adds a version behind the others.
  def add(klass)
    @versions << klass unless @versions.include?(klass)
    self
  end

  def inspect = "#<#{self.class} #{current}, #{size} version#{'s' if size > 1}>"
  alias_method :to_s, :inspect
end

class Class
  # The versions of the class, oldest first.
  def class_history
    history = __class_history__
    history&.include?(self) ? history : ClassHistory.new([self])
  end

  # Defines the class anew: the block says +class Name+ as if there were none. Subclasses inherit from the new class, all
  # instances migrate to it with their identity kept (Object#migrate_from), and the old class is in class_history. A persistable
  # class is defined in persistent mode. +new_name+ names the class that the block defines when it is another. With +commit+ the
  # definition and the migration are committed, with +commit_every+ so many instances at a time; else all goes with the
  # transaction. +progress+ is called with how many have migrated, and of how many. Answers the new class.
  def maglev_redefine(commit: false, new_name: nil, commit_every: nil, progress: nil, &block)
    raise ArgumentError, "#{self}.maglev_redefine needs a block that defines the class" unless block

    Maglev::Redefinition.new(self, new_name || name).run(commit, commit_every, progress, block)
  end

  # Migrates instances of this class to another: those given, or all in the repository and in what this transaction has written.
  # With +commit_every+ so many at a time are committed; when another session was first with some of them, they are done again.
  # +progress+, or the block, is called with how many have migrated, and of how many. Answers how many have.
  def migrate_instances(objects = :all, to:, commit_every: nil, progress: nil, &block)
    objects = :all.equal?(objects) ? Maglev::Repository.instance.list_instances([self]).first : objects.to_a.dup
    Maglev::Migration.new(commit_every, progress || block).run(objects) { |object| object.migrate_to(to) if object.instance_of?(self) }
  end

  # What Smalltalk's migrateInstances:to: calls.
  def __migrate_instances__(objects, to) = migrate_instances(objects, to: to)

  # Whether instances of another class are kept in the same form.
  primitive '__instances_like__', 'class_instances_like'
  primitive '__core__?', 'class_is_core'
  primitive '__class_history__', 'class_history'
  primitive '__set_class_history__', 'class_set_history'
  primitive '__set_superclass__', 'class_set_superclass'

  # Whether the class says what its instances take from those of a former version, or Smalltalk's part of either does.
  def __maps_variables__?(former) = __maps_in_ruby__? || __maps_in_smalltalk__?(former)
  def __maps_in_ruby__? = !Object.equal?(instance_method(:migrate_from).owner)
  primitive '__maps_in_smalltalk__?', 'class_maps_in_smalltalk'

  # Adds a class behind the versions of this one.
  def __add_version__(klass)
    history = class_history.add(klass)
    __set_class_history__(history)
    klass.__set_class_history__(history)
  end

  # What Smalltalk's migrate makes of the instances.
  attr_accessor :__migration_destination__
end

module Maglev
  # Many objects that migrate, in parts.
  class Migration
    PART = 1000
    RETRIES = 10
    private_constant :PART, :RETRIES

    def initialize(commit_every, progress)
      unless commit_every.nil? || Integer === commit_every && commit_every > 0
        raise ArgumentError, "commit_every is a number of objects, not #{commit_every.inspect}"
      end
      if commit_every && Maglev.transaction_level > 1
        raise TransactionError, "parts can't be committed inside of a nested transaction"
      end

      @commit_every = commit_every
      @progress = progress
    end

    # Calls the block with each object, which leaves the array; answers how many there were. So those that are done can go from memory.
    def run(objects, &migration)
      Maglev.commit_transaction if @commit_every
      total = objects.size
      done = 0
      until objects.empty?
        part = objects.shift(@commit_every || PART)
        @commit_every ? committed(part, &migration) : part.each(&migration)
        done += part.size
        @progress&.call(done, total)
      end
      total
    end

    private

    def committed(part, &migration)
      tries = 0
      begin
        part.each(&migration)
        Maglev.commit_transaction
      rescue CommitFailedException
        Maglev.abort_transaction
        retry if (tries += 1) <= RETRIES
        raise
      end
    end
  end

  # A class that is defined anew.
  class Redefinition
    def initialize(former, new_name)
      raise ArgumentError, "#{former} has no name to be defined anew under" unless former.name
      raise ArgumentError, "#{former} is part of the kernel" if former.__core__?

      @former = former
      @namespace, @constant = place_of(former.name)
      unless @namespace.const_defined?(@constant, false) && @namespace.const_get(@constant, false).equal?(former)
        raise ArgumentError, "#{former.name} is another class than the one to be defined anew"
      end
      @new_namespace, @new_constant = place_of(new_name.to_s)
      raise ArgumentError, "#{new_name} is defined already" if renamed? && @new_namespace.const_defined?(@new_constant, false)
    end

    # Answers the new class.
    def run(commit, commit_every, progress, block)
      migration = Migration.new(commit_every, progress)
      redefined = in_mode { define(&block) }
      Maglev.commit_transaction if commit
      migrate(redefined, migration)
      Maglev.commit_transaction if commit
      redefined
    end

    private

    def place_of(name)
      *path, constant = name.split("::")
      namespace = path.empty? && !name.start_with?("::") && name != @former.name ? @namespace : Object
      [path.reject(&:empty?).inject(namespace) { |outer, inner| outer.const_get(inner, false) }, constant.to_sym]
    end

    def renamed? = @namespace != @new_namespace || @constant != @new_constant

    def in_mode(&block) = @former.maglev_persistable? ? Maglev.persistent(&block) : block.call

    def define
      @namespace.__send__(:remove_const, @constant)
      begin
        yield
        redefined = check(@new_namespace.const_defined?(@new_constant, false) && @new_namespace.const_get(@new_constant, false))
      ensure
        put_back unless redefined
      end
      @former.__add_version__(redefined)
      @subclasses = Maglev::Repository.instance.subclasses(@former)
      @subclasses.each { |subclass| subclass.__set_superclass__(redefined) unless redefined <= subclass }
      redefined
    end

    def check(redefined)
      raise ArgumentError, "the block did not define the class #{@new_constant}" unless Class === redefined
      return redefined if @former.__instances_like__(redefined)

      raise ArgumentError, "instances of #{@former} can't become instances of #{redefined}: they are kept in another form"
    end

    def put_back
      [[@namespace, @constant], [@new_namespace, @new_constant]].uniq.each do |namespace, constant|
        namespace.__send__(:remove_const, constant) if namespace.const_defined?(constant, false)
      end
      @namespace.const_set(@constant, @former)
    end

    # Instances of subclasses keep their class; what it inherits may hold something else now.
    def migrate(redefined, migration)
      heirs = redefined.__maps_variables__?(@former) ? descendants(@subclasses) : []
      instances = Maglev::Repository.instance.list_instances([@former, *heirs]).inject(:concat)
      migration.run(instances) do |object|
        if object.instance_of?(@former)
          object.migrate_to(redefined)
        elsif !object.instance_of?(redefined)
          object.__migrate_below__(@former)
        end
      end
    end

    def descendants(classes)
      classes.flat_map { |heir| [heir, *descendants(Maglev::Repository.instance.subclasses(heir))] }
    end
  end
end
