# The persistence API: what a program says to make objects, classes and code outlive it.

module Maglev
  class << self
    # Commits what was written; true, or raises CommitFailedException or NotPersistableException. A commit that failed
    # keeps the session's changes.
    primitive 'commit_transaction', 'maglev_commit'

    # Gives up what was written and takes the newest committed view. What is transient stays.
    primitive 'abort_transaction', 'maglev_abort'

    # Begins a transaction; in an open one, which there always is, an abort.
    primitive 'begin_transaction', 'maglev_begin'

    # True when something committed was written since the last commit or abort.
    primitive 'needs_commit', 'maglev_needs_commit'

    # Has this transaction's commit fail when another session changed the object meanwhile, though this one only read it.
    # Without it two sessions may each read what the other writes (write skew). Answers the object.
    primitive 'guard', 'maglev_guard'

    # As guard, for an object from which something is derived that this transaction writes, such as an entry of an index:
    # besides, the commit of a session that changes the object without having seen this one's fails. Answers the object.
    primitive 'depend_on', 'maglev_depend_on'

    # True in a persistent block.
    primitive 'persistent?', 'maglev_is_persistent'

    primitive '__maglev_root__', 'maglev_persistent_root'
    primitive '__maglev_mode__', 'maglev_mode'
    primitive '__maglev_set_mode__', 'maglev_set_mode'
    primitive '__maglev_mode_for__', 'maglev_mode_for'

    private :__maglev_root__, :__maglev_mode__, :__maglev_set_mode__, :__maglev_mode_for__

    alias_method :commit, :commit_transaction
    alias_method :abort, :abort_transaction
    alias_method :needs_commit?, :needs_commit

    # True outside of persistent blocks.
    def transient?
      !persistent?
    end

    # Runs the block with definitions going to the repository; classes first opened in it have persistable instances, or
    # not, as the argument says. Answers the block's value.
    def persistent(persistable_instances = true)
      raise ArgumentError, 'Maglev.persistent needs a block' unless block_given?

      before = __maglev_mode__
      begin
        __maglev_set_mode__(__maglev_mode_for__(persistable_instances))
        yield
      ensure
        __maglev_set_mode__(before)
      end
    end

    # Runs the block with definitions staying in this VM. Answers the block's value.
    def transient
      raise ArgumentError, 'Maglev.transient needs a block' unless block_given?

      before = __maglev_mode__
      begin
        __maglev_set_mode__(0)
        yield
      ensure
        __maglev_set_mode__(before)
      end
    end

    # The hash that every VM finds.
    def root
      PERSISTENT_ROOT
    end

    # Reads the persistent root.
    def [](key)
      PERSISTENT_ROOT[key]
    end

    # Writes the persistent root.
    def []=(key, value)
      PERSISTENT_ROOT[key] = value
    end

    # 1 in a transaction; there always is one.
    def transaction_level
      1
    end
  end

  PERSISTENT_ROOT = __send__(:__maglev_root__)

  # Another session committed first.
  class CommitFailedException
    # The objects in conflict, alive, in arrays by kind (:write_write and others).
    def transaction_conflicts
      @transaction_conflicts
    end

    # Objects that a lost view left behind: none while the session lives.
    def disconnect_conflicts
      []
    end
  end

  # Something newly reachable cannot be committed.
  class NotPersistableException
    # The object.
    attr_reader :object
  end
end

class Module
  # Stages the module for the next commit: name, constants, class variables; with methods also methods and mixed-in modules.
  primitive 'maglev_persistable', 'maglev_persistable'

  # True when the module may be committed.
  primitive 'maglev_persistable?', 'maglev_is_persistable'
end

class Class
  # Allows or forbids that instances are committed.
  primitive 'maglev_instances_persistable=', 'maglev_set_instances_persistable'

  # True when instances may be committed.
  primitive 'maglev_instances_persistable?', 'maglev_instances_persistable'
end

class Dir
  # Where it is in a folder of this machine means nothing to another process.
  self.maglev_instances_persistable = false
end

class Object
  # True when the object has a record in the repository.
  primitive 'committed?', 'maglev_is_committed'
end
