# The persistence API: what a program says to make objects, classes and code outlive it.

module Maglev
  class << self
    # Commits what was written; true, or raises CommitFailedException or NotPersistableException. A commit that failed
    # keeps the session's changes; nothing can be committed before an abort. In a nested transaction: ends it, and what it
    # wrote is the business of the one around it.
    primitive 'commit_transaction', 'maglev_commit'

    # Gives up what was written and takes the newest committed view. What is transient stays. In a nested transaction: ends
    # it, and gives up only what it wrote.
    primitive 'abort_transaction', 'maglev_abort'

    # Begins a transaction in the newest view; one that is open, and all nested in it, is given up.
    primitive 'begin_transaction', 'maglev_begin'

    # Begins a transaction in the open one, to 16 levels. Objects that were never committed are not taken back by its abort.
    primitive 'begin_nested_transaction', 'maglev_begin_nested'

    # Moves to the newest view and takes along what was written; true, or raises CommitFailedException when another session
    # has changed some of it: then nothing can be committed before an abort.
    primitive 'continue_transaction', 'maglev_continue'

    # How many transactions are open, one in the other: 1 in one that is not nested, 0 outside, -1 without transactions.
    primitive 'transaction_level', 'maglev_transaction_level'

    # :autoBegin (a transaction is always open), :manualBegin (from begin_transaction to its end) or :transactionless.
    primitive 'transaction_mode', 'maglev_transaction_mode'

    # Sets it, and gives up what was written.
    primitive 'transaction_mode=', 'maglev_set_transaction_mode'

    # The number the stone gave this session.
    primitive 'session_id', 'maglev_session_id'

    primitive '__maglev_log_operation__', 'maglev_log_operation'
    primitive '__maglev_add_hook__', 'maglev_add_transaction_hook'
    primitive '__maglev_remove_hook__', 'maglev_remove_transaction_hook'

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
    private :__maglev_add_hook__, :__maglev_remove_hook__, :__maglev_log_operation__

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

    # True between the begin and the end of a transaction.
    def in_transaction?
      transaction_level > 0
    end

    # Runs the block in a new transaction and commits it; answers the block's value. When another session was first, all the
    # block wrote is given up and it runs again in the newest view, at most so many times more, with growing pauses of chance
    # length. When it does not come to its end (an exception, throw, break, return), what it wrote is given up. Inside of such
    # a block, or of a transaction begun by hand, it is a nested transaction, whose commit can't fail. A session has one
    # transaction: another thread's block waits.
    def transaction(retries: 10, pause: 0.002)
      raise ArgumentError, 'Maglev.transaction needs a block' unless block_given?
      if TRANSACTIONS.mon_owned? || transaction_level > 1 || transaction_mode == :manualBegin && in_transaction?
        return __nested_transaction { yield }
      end

      TRANSACTIONS.synchronize do
        if needs_commit
          raise TransactionError, 'there are changes that a new transaction would give up: commit or abort them first'
        end

        (retries + 1).times do |tries|
          value = __outer_transaction { yield }
          return value if __committed?(tries < retries)

          sleep(rand * pause * 2**[tries, 10].min)
        end
      end
    end

    # Calls the block before each commit of this VM; what it raises keeps the commit from being tried. Answers the block.
    def before_commit(&block) = __add_hook(:before_commit, block)

    # Calls the block after each commit that succeeded. Answers the block.
    def after_commit(&block) = __add_hook(:after_commit, block)

    # Calls the block before changes are given up. Answers the block.
    def before_abort(&block) = __add_hook(:before_abort, block)

    # Calls the block after changes were given up, in the newest view. Answers the block.
    def after_abort(&block) = __add_hook(:after_abort, block)

    # Calls a block no more that before_commit and its like answered; whether one was called.
    def remove_transaction_hook(block) = __maglev_remove_hook__(block)

    private

    def __add_hook(moment, block)
      raise ArgumentError, "Maglev.#{moment} needs a block" if block.nil?

      __maglev_add_hook__(moment, block)
    end

    def __outer_transaction
      begin_transaction
      completed = false
      value = yield
      completed = true
      value
    ensure
      abort_transaction unless completed
    end

    # Commits; false when another session was first and there may be another try. What is not committed is given up.
    def __committed?(tries_again)
      commit_transaction
    rescue CommitFailedException
      abort_transaction
      raise unless tries_again

      false
    rescue StandardError
      abort_transaction
      raise
    end

    def __nested_transaction
      begin_nested_transaction
      level = transaction_level
      completed = false
      value = yield
      completed = true
      value
    ensure
      if level == transaction_level
        completed ? commit_transaction : abort_transaction
      end
    end
  end

  PERSISTENT_ROOT = __send__(:__maglev_root__)

  # The thread whose block is a transaction.
  TRANSACTIONS = Monitor.new
  private_constant :TRANSACTIONS

  # The objects of a VM with a limit (--tocsz) are near it: those that were never committed and those that wait for a commit, for all
  # others have been let go. There is room left to commit, to abort or to drop some; what goes on gets NoMemoryError in the end.
  class AlmostOutOfMemory < NoMemoryError
  end

  # Something about transactions was asked for that can't be.
  class TransactionError < MaglevException
    # What it is about.
    attr_reader :object
  end

  # One object over which a commit failed.
  class Conflict
    # :write_write (both wrote it), :write_dependency (one derived something from what the other wrote), :read_write (it was guarded),
    # :write_lock (the other has it locked), :rc_write_write (an operation of reduced conflict can't be done again) or
    # :reference_to_collected.
    attr_reader :kind

    # The object, with this session's changes.
    attr_reader :object

    # The other session and its user; 0 and '' when they are not known any more.
    attr_reader :session, :user

    # When the other session committed; nil when that is not known, or it has not.
    attr_reader :time

    def initialize(kind, object, session, user, microseconds)
      @kind = kind
      @object = object
      @session = session
      @user = user
      @time = Time.at(microseconds / 1_000_000, microseconds % 1_000_000) unless microseconds.zero?
    end

    def inspect
      other = session.zero? ? '' : " with session #{session}"
      other += " of #{user}" unless user.empty?
      other += " at #{time.strftime('%F %T.%6N')}" if time
      "#<#{self.class} #{kind}#{other}: #{object.inspect}>"
    end
  end

  # Another session committed first.
  class CommitFailedException
    # The objects in conflict, alive, in arrays by kind (:write_write and others).
    def transaction_conflicts
      @transaction_conflicts
    end

    # The same in one array, each with its kind, the other session and when that committed.
    def conflicts
      @conflicts ||= @conflict_rows.map { |row| Conflict.new(*row) }
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
  # Stages the module for the next commit: name, constants, class variables; with methods also methods and mixed-in modules,
  # of these only those for which a block answers true.
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
