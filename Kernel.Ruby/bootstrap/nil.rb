# nil, true and false.

class NilClass
  primitive :nil?, :object_true

  class << self
    undef_method :new, :allocate
  end

  def to_s = "".freeze
  def to_a = []
  def to_h = {}
  def to_i = 0
  def to_f = 0.0
  def inspect = "nil"
  def &(other) = false
  def |(other) = other ? true : false
  def ^(other) = other ? true : false
  def =~(other) = nil
end

class TrueClass
  class << self
    undef_method :new, :allocate
  end

  def to_s = "true".freeze
  def &(other) = other ? true : false
  def |(other) = true
  def ^(other) = !other
  def ! = false

  alias_method :inspect, :to_s
end

class FalseClass
  class << self
    undef_method :new, :allocate
  end

  def to_s = "false".freeze
  def &(other) = false
  def |(other) = other ? true : false
  def ^(other) = other ? true : false
  def ! = true

  alias_method :inspect, :to_s
end
