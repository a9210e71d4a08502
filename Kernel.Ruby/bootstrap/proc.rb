# Proc, Method and UnboundMethod.

class Proc
  primitive :call, :proc_call
  primitive :lambda?, :proc_is_lambda
  primitive :arity, :proc_arity
  primitive :parameters, :proc_parameters
  primitive :source_location, :proc_source_location
  primitive :binding, :proc_binding
  primitive :==, :proc_equal
  primitive :hash, :proc_hash

  alias_method :yield, :call
  alias_method :===, :call
  alias_method :[], :call
  alias_method :eql?, :==

  class << self
    primitive :new, :proc_s_new
  end

  def to_proc = self

  def curry(count = nil)
    least = arity < 0 ? -arity - 1 : arity
    if count.nil?
      count = least
    elsif lambda? && (count < least || (arity >= 0 && count > arity))
      raise ArgumentError, "wrong number of arguments (given #{count}, expected #{least}#{'+' if arity < 0})"
    end
    __maglev_curry__(count, [])
  end

  def >>(other)
    raise TypeError, "callable object is expected" unless other.respond_to?(:call)
    inner = self
    made = ->(*arguments, **options, &block) { other.call(inner.call(*arguments, **options, &block)) }
    lambda? ? made : proc { |*arguments, **options, &block| made.call(*arguments, **options, &block) }
  end

  def <<(other)
    raise TypeError, "callable object is expected" unless other.respond_to?(:call)
    outer = self
    ->(*arguments, **options, &block) { outer.call(other.call(*arguments, **options, &block)) }
  end

  primitive :ruby2_keywords, :proc_ruby2_keywords

  def inspect
    place = source_location
    "#<#{self.class}:0x#{(__id__).to_s(16).rjust(16, '0')}#{" #{place[0]}:#{place[1]}" if place}#{' (lambda)' if lambda?}>"
  end

  alias_method :to_s, :inspect

  private

  def __maglev_curry__(count, given)
    target = self
    step = lambda do |*arguments, &block|
      all = given + arguments
      all.size >= count ? target.call(*all, &block) : target.__send__(:__maglev_curry__, count, all)
    end
    return step if lambda?
    proc { |*arguments, &block| step.call(*arguments, &block) }
  end
end

class Method
  primitive :call, :method_call
  primitive :unbind, :method_unbind
  primitive :owner, :method_owner
  primitive :receiver, :method_receiver
  primitive :name, :method_name
  primitive :original_name, :method_original_name
  primitive :arity, :method_arity
  primitive :parameters, :method_parameters
  primitive :source_location, :method_source_location
  primitive :__maglev_source__, :method_source
  primitive :==, :method_equal
  primitive :hash, :method_hash
  primitive :super_method, :method_super_method

  alias_method :===, :call
  alias_method :[], :call
  alias_method :eql?, :==

  def to_proc
    method = self
    ->(*arguments, **options, &block) { method.call(*arguments, **options, &block) }
  end

  def curry(count = nil)
    least = arity < 0 ? -arity - 1 : arity
    if count && (count < least || (arity >= 0 && count > arity))
      raise ArgumentError, "wrong number of arguments (given #{count}, expected #{least}#{'+' if arity < 0})"
    end
    to_proc.curry(count || least)
  end

  def >>(other) = to_proc >> other
  def <<(other) = to_proc << other

  def inspect
    "#<#{self.class}: #{__maglev_label__}(#{UnboundMethod.__maglev_signature__(parameters)})#{" #{source_location.join(':')}" if source_location}>"
  end

  alias_method :to_s, :inspect

  private

  def __maglev_label__
    return "#{receiver.inspect}.#{name}" if owner.singleton_class?
    kind = receiver.class
    "#{kind}#{"(#{owner})" unless kind.equal?(owner)}##{name}"
  end
end

class UnboundMethod
  primitive :bind, :method_bind
  primitive :bind_call, :method_bind_call

  # The primitives of Method serve here too: both are one kind of body.
  primitive :owner, :method_owner
  primitive :name, :method_name
  primitive :original_name, :method_original_name
  primitive :arity, :method_arity
  primitive :parameters, :method_parameters
  primitive :source_location, :method_source_location
  primitive :__maglev_source__, :method_source
  primitive :==, :method_equal
  primitive :hash, :method_hash
  primitive :super_method, :method_super_method

  alias_method :eql?, :==

  # Parameters as inspect shows them.
  def self.__maglev_signature__(parameters)
    parameters.map do |kind, name|
      case kind
      when :req then name || "_"
      when :opt then "#{name || '_'}=..."
      when :rest then "*#{name unless name == :*}"
      when :keyreq then "#{name}:"
      when :key then "#{name}: ..."
      when :keyrest then "**#{name unless name == :**}"
      when :block then "&#{name unless name == :&}"
      when :nokey then "**nil"
      end
    end.join(", ")
  end

  def inspect
    "#<#{self.class}: #{owner}##{name}(#{UnboundMethod.__maglev_signature__(parameters)})#{" #{source_location.join(':')}" if source_location}>"
  end

  alias_method :to_s, :inspect
end
