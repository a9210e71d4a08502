# Locks on committed objects. They belong to the session, outlive its transactions, and end when they are given up or the session
# ends. A commit of another session that writes a locked object fails.

# A lock could not be had as it was asked for.
class Maglev::LockError < Maglev::TransactionError
  # :denied (others stand against it), :timeout and :deadlock (the same, after or instead of a wait), :changed (it was granted, but
  # another session has changed an object since this view: abort to see it) or :not_committed (nobody else can reach it).
  attr_reader :reason

  # The objects it is about.
  attr_reader :objects

  # The sessions that stand against it.
  attr_reader :sessions

  def initialize(reason, kind, about)
    @reason = reason
    locks = reason == :changed || reason == :not_committed ? [] : about
    @objects = locks.empty? ? about : locks.map(&:first).uniq(&:__id__)
    @object = @objects.first
    @sessions = locks.map { |_, session| session }.uniq
    super(__message(kind, locks))
  end

  private

  def __message(kind, locks)
    what = @objects.size == 1 ? __name(@object) : "#{__name(@object)} and #{@objects.size - 1} other objects"
    case @reason
    when :changed then "#{kind} lock granted, but another session has changed #{what} since this view: abort to see it"
    when :not_committed then "#{what} is not committed: no other session can reach it, and it can't be locked"
    when :deadlock then "#{kind} lock denied: #{what} is held by sessions that wait for this one (#{__holders(locks)})"
    else "#{kind} lock #{@reason == :timeout ? 'not had in time' : 'denied'} on #{what}: #{__holders(locks)}"
    end
  end

  def __holders(locks)
    locks.map { |_, session, kind, waits| "session #{session} #{waits ? 'waits for' : 'has'} a #{kind} lock" }.uniq.join(', ')
  end

  def __name(object)
    text = object.inspect
    text.size > 80 ? "#{text[0, 77]}..." : text
  end
end

module Maglev
  module System
    LOCK_KINDS = { read: 1, write: 2, exclusive: 3 }.freeze
    private_constant :LOCK_KINDS

    # One thread of this VM at a time waits for locks.
    LOCK_REQUESTS = Monitor.new
    private_constant :LOCK_REQUESTS

    class << self
      primitive '__lock', 'maglev_lock'
      primitive '__unlock', 'maglev_unlock'
      primitive '__unlock_all', 'maglev_unlock_all'
      primitive '__locks', 'maglev_locks'
      primitive '__release_set', 'maglev_release_set'
      primitive '__add_to_release_set', 'maglev_add_to_release_set'
      primitive '__remove_from_release_set', 'maglev_remove_from_release_set'
      primitive '__clear_release_set', 'maglev_clear_release_set'
      private :__lock, :__unlock, :__unlock_all, :__locks
      private :__release_set, :__add_to_release_set, :__remove_from_release_set, :__clear_release_set

      # Locks a committed object: nobody else commits a change of it, others may have a read lock too. True, or raises LockError: at
      # once, or after so many seconds (nil: for ever) in which others did not give way.
      def read_lock(object, timeout: 0) = lock_all([object], :read, timeout: timeout)

      # As read_lock; besides, nobody else can lock it.
      def write_lock(object, timeout: 0) = lock_all([object], :write, timeout: timeout)

      # As write_lock; besides, nobody else commits what guards the object or depends on it.
      def exclusive_lock(object, timeout: 0) = lock_all([object], :exclusive, timeout: timeout)

      # Locks all of some objects, or none.
      def read_lock_all(objects, timeout: 0) = lock_all(objects, :read, timeout: timeout)
      def write_lock_all(objects, timeout: 0) = lock_all(objects, :write, timeout: timeout)
      def exclusive_lock_all(objects, timeout: 0) = lock_all(objects, :exclusive, timeout: timeout)

      # Locks all of some objects with a kind of lock (:read, :write, :exclusive), or none.
      def lock_all(objects, kind, timeout: 0)
        number = LOCK_KINDS.fetch(kind) { raise ArgumentError, "unknown kind of lock #{kind.inspect} (:read, :write or :exclusive)" }
        unless timeout.nil? || timeout.is_a?(Numeric) && timeout >= 0
          raise ArgumentError, "timeout must be a number of seconds, 0 or more, or nil: #{timeout.inspect}"
        end

        reason, about = LOCK_REQUESTS.synchronize { __lock(objects.to_a, number, timeout) }
        reason.nil? || raise(LockError.new(reason, kind, about))
      end

      # Runs the block while an object is locked, and gives the lock up. Answers the block's value.
      def with_lock(object, kind = :write, timeout: nil)
        lock_all([object], kind, timeout: timeout)
        yield object
      ensure
        remove_lock(object)
      end

      # Gives up this session's lock on an object.
      def remove_lock(object) = remove_lock_all([object])

      # Gives up this session's locks on some objects.
      def remove_lock_all(objects)
        __unlock(objects.to_a)
        true
      end

      # Gives up all of this session's locks.
      def remove_locks_for_session
        __unlock_all
        true
      end

      # This session's locks: arrays of objects by kind.
      def session_locks = __by_kind(__held.select { |_, session| session == session_id })

      # The locks of all sessions: for each session arrays of objects by kind.
      def system_locks = __held.group_by { |_, session| session }.transform_values { |locks| __by_kind(locks) }

      # Who waits for what: for each session arrays of objects by kind.
      def lock_waits = __locks.select(&:last).group_by { |_, session| session }.transform_values { |locks| __by_kind(locks) }

      # The sessions that have a lock on an object.
      def lock_owners(object) = __held.select { |held, _| held.equal?(object) }.map { |_, session| session }

      # :read, :write, :exclusive, or :none.
      def lock_kind(object) = __held.find { |held, _| held.equal?(object) }&.at(2) || :none

      # Has this session's lock on an object given up by its next commit.
      def add_to_commit_release_locks_set(object) = __release_later(object, false)

      # Has this session's lock on an object given up by its next commit or abort.
      def add_to_commit_or_abort_release_locks_set(object) = __release_later(object, true)

      # The lock stays after all; whether it would have been given up.
      def remove_from_commit_release_locks_set(object) = __remove_from_release_set(false, object)
      def remove_from_commit_or_abort_release_locks_set(object) = __remove_from_release_set(true, object)

      # All locks stay after all.
      def clear_commit_release_locks_set = __clear_release_set(false)
      def clear_commit_or_abort_release_locks_set = __clear_release_set(true)

      # The objects whose locks will be given up.
      def commit_release_locks_set = __release_set(false)
      def commit_or_abort_release_locks_set = __release_set(true)

      # Commits, and then gives up all of this session's locks; when the commit fails they stay. True or false.
      def commit_and_release_locks = commit_transaction && remove_locks_for_session

      private

      def __held = __locks.reject(&:last)

      def __by_kind(locks)
        LOCK_KINDS.each_key.to_h { |kind| [kind, locks.select { |lock| lock[2] == kind }.map(&:first)] }
      end

      def __release_later(object, by_abort)
        __add_to_release_set(by_abort, object) || raise(LockError.new(:not_committed, nil, [object]))
      end
    end
  end

  # Commits, and then gives up all of this session's locks. When the commit fails they stay.
  def self.commit_and_release_locks
    commit_transaction
    System.remove_locks_for_session
  end
end
