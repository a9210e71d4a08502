# Maglev::System: the session and its transactions by messages that answer true or false and raise nothing.

module Maglev
  module System
    class << self
      # Commits; false when another session was first, something can't be committed, or no transaction is open.
      def commit_transaction = __try { Maglev.commit_transaction }

      # Gives up what was written.
      def abort_transaction = __try { Maglev.abort_transaction }

      # Begins a transaction in the newest view; false in a session without transactions.
      def begin_transaction = __try { Maglev.begin_transaction }

      # Begins one in the open one; false when none is open, or 16 are.
      def begin_nested_transaction = __try { Maglev.begin_nested_transaction }

      # Moves to the newest view with what was written; false when another session has changed some of it.
      def continue_transaction = __try { Maglev.continue_transaction }

      def transaction_level = Maglev.transaction_level
      def in_transaction? = Maglev.in_transaction?
      def transaction_mode = Maglev.transaction_mode
      def needs_commit = Maglev.needs_commit

      def transaction_mode=(mode)
        Maglev.transaction_mode = mode
      end

      # The number the stone gave this session.
      def session_id = Maglev.session_id

      # The process of this VM, which GemStone calls a gem.
      def gem_process_id = Process.pid

      # What this session remembers under a key; nothing of it is ever committed.
      def session_temp(key) = __session_temps[key]

      # Remembers a value as long as the session lasts.
      def session_temp_put(key, value) = __session_temps[key] = value

      # All that is remembered so. A global is this VM's own.
      def __session_temps = $__maglev_session_temp__ ||= {}

      primitive '__object_space', 'maglev_object_space'
      private :__object_space

      # Bytes that this VM's objects took at the last collection.
      def temp_obj_space_used = __object_space.first

      # Bytes that they may take: what --tocsz says, or what the machine has.
      def temp_obj_space_max = __object_space.last

      def temp_obj_space_percent_used
        used, most = __object_space
        100 * used / most
      end

      # Calls the block with a text, instead of raising Maglev::AlmostOutOfMemory, when the objects of a VM with a limit (--tocsz) come
      # near it: on the main thread, between two of its steps, once until there is room again. Without a block: as before.
      def on_almost_out_of_memory(&block)
        $__maglev_memory_handler__ = block
        __tell_of_memory(block)
        block
      end

      def tells_of_memory? = !$__maglev_memory_handler__.nil?

      # Percent of the limit at which it comes.
      primitive 'almost_out_of_memory_threshold', 'maglev_memory_threshold'

      def almost_out_of_memory_threshold=(percent)
        unless Integer === percent && percent.between?(1, 95)
          raise ArgumentError, "a threshold is a percentage from 1 to 95, not #{percent.inspect}"
        end

        __set_memory_threshold(percent)
      end

      primitive '__tell_of_memory', 'maglev_tell_of_memory'
      primitive '__set_memory_threshold', 'maglev_set_memory_threshold'
      private :__tell_of_memory, :__set_memory_threshold

      private

      def __try
        yield
      rescue MaglevException
        false
      end
    end
  end
end
