# Ractor: there is none. What would run in one runs in a gem of its own, and gems share objects through the repository.

class Ractor
  class Error < StandardError; end
  class RemoteError < Error; end
  class MovedError < Error; end
  class ClosedError < StopIteration; end
  class IsolationError < Error; end
  class UnsafeError < Error; end

  class << self
    undef_method :allocate

    %i[new current main main? count receive recv receive_if select yield store_if_absent [] []=].each do |name|
      define_method(name) do |*, **|
        raise NotImplementedError,
              "Ractor.#{name}: there are no ractors here; run several VMs (maglev-ruby processes), which share objects through commits"
      end
    end

    # What is frozen can be shared wherever a program runs, so these two mean what they say.
    def make_shareable(object, copy: false)
      object = Marshal.load(Marshal.dump(object)) if copy
      __freeze_all(object)
      object
    end

    def shareable?(object)
      object.frozen? && __parts_of(object).all? { |part| shareable?(part) }
    end

    private

    def __freeze_all(object)
      return if Module === object || object.frozen? && shareable?(object)
      object.freeze
      __parts_of(object).each { |part| __freeze_all(part) }
    end

    def __parts_of(object)
      parts = object.instance_variables.map { |name| object.instance_variable_get(name) }
      case object
      when Array, Struct then parts + object.to_a
      when Hash then parts + object.keys + object.values
      when Range then parts << object.begin << object.end
      else parts
      end
    end
  end
end
