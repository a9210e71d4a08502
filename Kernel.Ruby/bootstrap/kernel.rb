# Kernel: the methods every object has.

module Kernel
  primitive :class, :object_class
  primitive :singleton_class, :object_singleton_class
  primitive :is_a?, :object_is_kind_of
  primitive :instance_of?, :object_is_instance_of
  primitive :===, :object_case_equal
  primitive :freeze, :object_freeze
  primitive :frozen?, :object_is_frozen
  primitive :hash, :object_hash
  primitive :to_s, :object_to_s
  primitive :inspect, :object_inspect
  primitive :itself, :object_itself
  primitive :nil?, :object_false

  primitive :instance_variable_get, :object_instance_variable_get
  primitive :instance_variable_set, :object_instance_variable_set
  primitive :instance_variable_defined?, :object_instance_variable_defined
  primitive :instance_variables, :object_instance_variables
  primitive :remove_instance_variable, :object_remove_instance_variable

  primitive :respond_to?, :object_respond_to
  primitive :methods, :object_methods
  primitive :public_methods, :object_public_methods
  primitive :private_methods, :object_private_methods
  primitive :protected_methods, :object_protected_methods
  primitive :singleton_methods, :object_singleton_methods
  primitive :method, :object_method
  primitive :public_method, :object_public_method
  primitive :singleton_method, :object_singleton_method

  alias_method :kind_of?, :is_a?

  def object_id = __id__

  def eql?(other) = equal?(other)

  def <=>(other)
    equal?(other) || self == other ? 0 : nil
  end

  def !~(other) = !(self =~ other)

  def tap
    yield self
    self
  end

  def then
    return enum_for(:then) { 1 } unless block_given?
    yield self
  end

  def yield_self
    return enum_for(:yield_self) { 1 } unless block_given?
    yield self
  end

  def dup
    copy = __maglev_copy__
    copy.__send__(:initialize_dup, self) unless equal?(copy)
    copy
  end

  # freeze: nil keeps the state, true and false set it (and initialize_clone is told).
  def clone(freeze: nil)
    unless freeze.nil? || true.equal?(freeze) || false.equal?(freeze)
      raise ArgumentError, "unexpected value for freeze: #{freeze.class}"
    end
    copy = __maglev_copy__
    if equal?(copy)
      raise ArgumentError, "can't unfreeze #{self.class}" if false.equal?(freeze)
      return self
    end
    copy.__send__(:__maglev_copy_singleton__, self)
    if freeze.nil?
      copy.__send__(:initialize_clone, self)
    else
      copy.__send__(:initialize_clone, self, freeze: freeze)
    end
    copy.freeze if freeze || (freeze.nil? && frozen?)
    copy
  end

  def define_singleton_method(name, method = nil, &block)
    if method
      singleton_class.define_method(name, method)
    else
      singleton_class.define_method(name, &block)
    end
  end

  def display(port = $stdout)
    port.write(self)
    nil
  end

  private

  primitive :__maglev_copy__, :object_copy
  primitive :__maglev_copy_singleton__, :object_copy_singleton
  primitive :initialize_copy, :object_initialize_copy
  primitive :__maglev_begin_inspect__, :inspect_begin
  primitive :__maglev_end_inspect__, :inspect_end

  def initialize_dup(original) = initialize_copy(original)

  def initialize_clone(original, freeze: nil) = initialize_copy(original)

  def respond_to_missing?(name, include_all) = false

  # What Object#method makes of a name that only respond_to_missing? knows.
  def __maglev_missing_method__(name)
    receiver = self
    ->(*arguments, **options, &block) { receiver.__send__(:method_missing, name, *arguments, **options, &block) }
  end
end
