# Continuation: the rest of a program as an object, which is committed as what it is. `require "continuation"` gives programs callcc.

class Continuation
  # Wraps what a call of a continuation passes, so that it is told from the continuation itself.
  class Passed
    attr_reader :values

    def initialize(values)
      @values = values
    end
  end

  class << self
    undef_method :new

    # make answers more than once: first the continuation, then what each call of it passes.
    def __maglev_callcc__
      answer = make
      return yield(answer) unless Passed === answer
      answer.values.size <= 1 ? answer.values[0] : answer.values
    end

    private

    primitive :make, :continuation_s_make
  end

  def call(*values) = enter(Passed.new(values))
  alias [] call

  private

  primitive :enter, :continuation_call
end
