# Collections of the repository: the stone's collector removes the objects that the roots no longer reach and that no VM holds, and
# returns their pages. GC.start is something else: it is about this VM's memory.

module Maglev
  # A collection did not come to its end: it was stopped, or failed.
  class CollectionError < MaglevException
    # How it was then.
    attr_reader :collection

    def initialize(collection)
      @collection = collection
      super("collection #{collection.number} (#{collection.kind}) did not come to its end: #{collection.outcome}")
    end
  end

  # How a collection was when the stone was asked.
  class Collection
    # Its number since the stone started.
    attr_reader :number

    # :full, :epoch, :count or :reclaim.
    attr_reader :kind

    # What it is at: :mark, :vote, :sweep, :remove or :reclaim; :none before and after.
    attr_reader :phase

    # How much of the phase is done.
    attr_reader :percent

    # Empty while it waits or goes on; then 'done', 'stopped', or why it failed.
    attr_reader :outcome

    # Objects that were reached, that were found dead, and of these those that are removed.
    attr_reader :marked_objects, :dead_objects, :removed_objects

    # Objects that were moved together, and data pages that this emptied.
    attr_reader :moved_objects, :reclaimed_pages

    # How long it has taken, not counting its wait for those before it.
    attr_reader :seconds

    # Sessions that were asked what they hold and have not answered yet, and those that did not answer in time (STN_GC_VOTE_LIMIT).
    attr_reader :not_voted, :passed_over

    FIELDS = %i[number kind phase outcome percent marked_objects dead_objects removed_objects moved_objects reclaimed_pages seconds not_voted passed_over].freeze
    private_constant :FIELDS

    def initialize(row)
      FIELDS.zip(row) { |name, value| instance_variable_set(:"@#{name}", value) }
      freeze
    end
    private_class_method :new

    # Whether it has ended, in whatever way.
    def over? = !outcome.empty?

    # Whether it came to its end.
    def done? = outcome == 'done'

    # The same collection as it is now.
    def refresh = Repository.instance.collection_status(number)

    # Waits for its end, or so many seconds, and answers it as it is then. Other threads run meanwhile, and this VM votes. Raises
    # CollectionError when it did not come to its end.
    def wait(seconds = nil) = Repository.instance.__await__(self, seconds)

    def to_h = FIELDS.to_h { |name| [name, __send__(name)] }

    def inspect
      return "#<#{self.class} #{number} #{kind} #{phase} #{percent.floor}%>" unless over?

      "#<#{self.class} #{number} #{kind} #{outcome}: #{marked_objects} marked, #{dead_objects} dead, #{removed_objects} removed, " \
        "#{reclaimed_pages} pages reclaimed, #{seconds.round(2)} s>"
    end
  end

  class Repository
    KINDS = { reclaim: 0, full: 1, epoch: 2, count: 3 }.freeze
    LONGEST_PAUSE = 0.2
    private_constant :KINDS, :LONGEST_PAUSE

    # Removes what is garbage: the objects that are not reached from the repository's roots and that no VM holds. Waits for the end and
    # answers a Collection, which tells what was done; with <tt>wait: false</tt> it goes on alone, with <tt>wait: seconds</tt> at the latest
    # after that time. Any session may ask; one that waits already serves all who want its kind. Raises CollectionError when it is
    # stopped or fails.
    #
    # Every VM is asked what it has in memory, and keeps it. That of the caller is no exception: what its variables, uncommitted changes
    # and open transaction refer to stays. For its answer to count, a view that is older than what is collected is moved while it
    # waits, as Maglev.continue_transaction does: what was written is kept. A view as of long ago is thus not kept by a
    # collection, and that of a VM which does not answer in time neither: it raises an error that names an object which has gone.
    def mark_for_collection(wait: true) = __begin__(:full, wait)

    # As mark_for_collection, but looks only at what was created since the last epoch began: much faster, and what became garbage
    # later in its life stays for the next full one.
    def collect_epoch(wait: true) = __begin__(:epoch, wait)

    # Removes nothing that was not condemned before, and moves the objects of sparse pages together, so that pages are free again.
    def reclaim_pages(wait: true) = __begin__(:reclaim, wait)
    alias_method :reclaim_all, :reclaim_pages

    # As mark_for_collection, but only says how many objects are garbage: Collection#dead_objects.
    def count_garbage(wait: true) = __begin__(:count, wait)

    # The collection that goes on, or that comes next; nil when there is none. Or that of a number, as long as the stone remembers it.
    def collection_status(number = nil)
      unless number.nil? || (Integer === number && number.positive?)
        raise ArgumentError, "collections are numbered from 1 on, there is none of number #{number.inspect}"
      end

      row = __collection__(number || 0)
      row && Collection.__send__(:new, row)
    end

    # Ends the collection that goes on and those that wait. What one had condemned is removed by the next. True if there was one.
    def stop_collection
      present = collection_status
      __stop_collections__
      !present.nil?
    end

    # What Smalltalk calls.
    def __begin__(kind, wait = false)
      unless wait == true || wait == false || wait.nil? || (Numeric === wait && wait.real? && wait >= 0)
        raise ArgumentError, "wait: is true, false or a number of seconds, not #{wait.inspect}"
      end

      # What this VM has dropped itself it need not name in its vote.
      GC.start unless kind == :reclaim
      collection = __look__(__collect__(KINDS.fetch(kind)))
      wait ? __await__(collection, wait == true ? nil : wait) : collection
    end

    def __await__(collection, seconds = nil)
      last = seconds && (Process.clock_gettime(Process::CLOCK_MONOTONIC) + seconds)
      pause = 0.005
      until collection.over?
        left = last ? last - Process.clock_gettime(Process::CLOCK_MONOTONIC) : pause
        return collection if left <= 0

        sleep([pause, left].min)
        pause = [pause * 1.5, LONGEST_PAUSE].min
        collection = __look__(collection.number)
        __move_view__ if collection.not_voted.include?(Maglev.session_id)
      end
      collection.done? ? collection : raise(CollectionError.new(collection))
    end

    private

    primitive '__collect__', 'repository_collect'
    primitive '__collection__', 'repository_collection'
    primitive '__stop_collections__', 'repository_stop_collections'
    private :__collect__, :__collection__, :__stop_collections__

    def __look__(number) = collection_status(number) || raise(MaglevException, "the stone does not remember collection #{number}")

    # A vote counts in a view that is not older than what is marked. When another session has changed what this one wrote, it stays
    # without a vote: its transaction has to be aborted anyway.
    def __move_view__
      if Maglev.in_transaction?
        Maglev.continue_transaction
      elsif !Maglev.needs_commit
        Maglev.abort_transaction
      end
    rescue MaglevException
      nil
    end
  end
end
