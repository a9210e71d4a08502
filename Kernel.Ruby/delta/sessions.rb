# The sessions of the stone, what each shows the others, and what they tell each other.

module Maglev
  # A session of the stone as it was when it was asked for.
  class Session
    attr_reader :id, :process_id, :user, :program, :login_time, :view_commit_id, :commits, :statistics

    def initialize(id, process_id, user, program, login_microseconds, view_commit_id, commits, statistics)
      @id = id
      @process_id = process_id
      @user = user
      @program = program
      @login_time = Time.at(login_microseconds / 1_000_000, login_microseconds % 1_000_000)
      @view_commit_id = view_commit_id
      @commits = commits
      @statistics = statistics
    end

    def to_s = "session #{id} of #{user}, process #{process_id}: #{program}"
    def inspect = "#<#{self.class} #{self}>"
  end

  # What another session, or the stone, tells this one.
  class Signal
    # :from_session, :objects_committed or :abort.
    attr_reader :kind

    # The session that sent it; 0 for the stone.
    attr_reader :sender

    # What was sent; for :abort, how many commits the view is behind.
    attr_reader :number, :message

    # The watched objects that another session committed, as this view shows them: an abort shows the new ones.
    attr_reader :objects

    def initialize(kind, sender, number, message, objects)
      @kind = kind
      @sender = sender
      @number = number
      @message = message
      @objects = objects
    end
  end

  module System
    class << self
      primitive '__sessions', 'maglev_sessions'
      primitive '__watch', 'maglev_watch'
      primitive '__unwatch', 'maglev_unwatch'
      primitive '__unwatch_all', 'maglev_unwatch_all'
      primitive '__send_signal', 'maglev_send_signal'
      primitive '__take_signal', 'maglev_take_signal'
      primitive '__tell_of_signals', 'maglev_tell_of_signals'
      primitive '__call_later', 'maglev_call_later'
      private :__sessions, :__watch, :__unwatch, :__unwatch_all, :__send_signal, :__take_signal, :__tell_of_signals, :__call_later

      # The stone's name.
      primitive 'stone_name', 'maglev_stone_name'

      # The stone's process.
      primitive 'stone_process_id', 'maglev_stone_process_id'

      # One of the 48 numbers (0 to 47) that this session shows others.
      primitive 'session_stat', 'maglev_statistic'

      # Sets one of them; answers the value.
      primitive 'set_session_stat', 'maglev_set_statistic'

      # All sessions of the stone.
      def sessions = __sessions.map { |row| Session.new(*row) }

      # The session of a number; nil when there is none.
      def session(id) = sessions.find { |session| session.id == id }

      def session_count = __sessions.size
      def session_ids = __sessions.map(&:first)

      # The users of the sessions, each as often as it has one.
      def session_names = __sessions.map { |row| row[2] }

      # Figures of this VM by GemStone's names: its session's commits, the committed objects in memory and how many of them are written.
      def cache_statistics
        loaded, written = __objects_in_memory
        { CommitCount: session(session_id).commits, ObjectsInMemory: loaded, DirtyListSize: written, TempObjSpaceUsed: temp_obj_space_used }
      end

      primitive '__objects_in_memory', 'maglev_objects_in_memory'
      private :__objects_in_memory

      # Adds to one of the numbers that this session shows others; answers the new value.
      def increment_session_stat(index, by = 1) = set_session_stat(index, session_stat(index) + by)
      def decrement_session_stat(index, by = 1) = increment_session_stat(index, -by)

      # The numbers that a session shows; nil when there is no such session.
      def session_stats(id = session_id) = session(id)&.statistics

      # From here on this session is told when another one has committed the object.
      def add_to_notify_set(object) = add_all_to_notify_set([object])

      # As add_to_notify_set, for some objects.
      def add_all_to_notify_set(objects)
        unknown = __watch(objects.to_a)
        unless unknown.empty?
          raise ArgumentError, "#{unknown.first.inspect} is not committed: no other session can reach it, and it can't be watched"
        end

        objects.each { |object| __notify_set[object] = true }
        true
      end

      # This session is not told of the object any more.
      def remove_from_notify_set(object)
        __unwatch([object])
        !__notify_set.delete(object).nil?
      end

      # This session is told of no object any more.
      def clear_notify_set
        __unwatch_all
        __notify_set.clear
        true
      end

      # The objects that this session watches.
      def notify_set = __notify_set.keys

      # The watched objects that others have committed since this was asked last.
      def signaled_objects
        __take_all(:objects_committed).flat_map(&:objects)
      end

      # Sends another session a number and a text; it hears of it at once when it asked to (on_signal).
      def send_signal(number, to:, message: '')
        __send_signal(to, number, message)
        true
      end

      # The next signal of another session, or of another kind, that was not taken yet; nil when there is none.
      def next_signal(kind = :from_session) = __take(__kind_of_signal(kind))

      # True when the stone has asked for an abort of this view, since this was asked last.
      def abort_signaled? = !__take(:abort).nil?

      # Calls the block with each signal of a kind (:from_session, :objects_committed, :abort) as it comes, on the main thread, between
      # two of its steps or while it waits. What the block raises ends what the main thread does. Without a block: as before.
      def on_signal(kind, &block)
        were_told = __handlers.any?(&:last)
        __handlers[__kind_of_signal(kind)] = block
        if were_told && __handlers.any?(&:last)
          deliver_signals
        else
          __tell_of_signals(block && proc { __deliver_signals })
        end
        block
      end

      # Has the handlers told of what waits, at the next step.
      def deliver_signals
        __call_later(proc { __deliver_signals })
        true
      end

      # What is called with signals of a kind; nil when they wait.
      def signal_handler(kind) = __handlers[__kind_of_signal(kind)]

      def on_gem_signal(&block) = on_signal(:from_session, &block)
      def on_objects_committed(&block) = on_signal(:objects_committed, &block)
      def on_abort_signal(&block) = on_signal(:abort, &block)

      private

      # Globals are this VM's own.
      def __notify_set = $__maglev_notify_set__ ||= {}.compare_by_identity
      def __handlers = $__maglev_signal_handlers__ ||= {}

      def __take(kind)
        parts = __take_signal(kind)
        parts && Signal.new(*parts)
      end

      def __take_all(kind)
        signals = []
        while (signal = __take(kind))
          signals << signal
        end
        signals
      end

      def __kind_of_signal(kind)
        return kind if %i[from_session objects_committed abort].include?(kind)

        raise ArgumentError, "unknown kind of signal #{kind.inspect} (:from_session, :objects_committed or :abort)"
      end

      # A handler is not called while one runs: what comes meanwhile is told afterwards. What waits behind one that is left by an
      # exception is told when the next comes, or on request.
      def __deliver_signals
        return $__maglev_more_signals__ = true if $__maglev_delivers_signals__

        $__maglev_delivers_signals__ = true
        $__maglev_more_signals__ = false
        begin
          __handlers.each do |kind, handler|
            while handler && (signal = __take(kind))
              handler.call(signal)
            end
          end
        ensure
          $__maglev_delivers_signals__ = false
          deliver_signals if $__maglev_more_signals__
        end
      end
    end
  end
end
