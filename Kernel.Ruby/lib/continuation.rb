# callcc: calls the block with the rest of the program, as a Continuation.

warn "callcc is obsolete; use Fiber instead", uplevel: 0

module Kernel
  module_function

  def callcc(&block)
    raise LocalJumpError, "no block given (yield)" unless block
    Continuation.__maglev_callcc__(&block)
  end
end
