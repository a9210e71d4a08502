# Objects that any number of sessions write at once. What is done to them is noted; when another session was first, the commit
# does it again to what that session has committed. A commit fails over them only when that can't be done any more.

module Maglev
  module ReducedConflict
    private

    # Does an operation: a method that writes the part and nothing else, and raises when it finds that it can't be done.
    def __reduced(part, operation, *arguments)
      Maglev.__send__(:__maglev_log_operation__, part, self, operation, arguments)
      __send__(operation, *arguments)
    end

    # Notes another object that only operations write, before one of them does; answers it.
    primitive '__part', 'index_part'

    # An operation that was done finds something else when it is done again.
    def __lost(what) = raise(CommitFailedException, what)
  end
end
