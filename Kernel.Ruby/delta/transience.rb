# What belongs to each VM alone, though it stands in classes that are committed.

class Module
  # Defines a constant that each VM makes for itself: the block is kept with the module, and its value, which is never committed,
  # is taken when the constant is first used in a VM. Answers the name.
  def transient_const_set(name, &maker)
    raise ArgumentError, "#{self}.transient_const_set needs a block" unless maker

    __transient_const_set__(name, maker)
  end

  # Says of a module that is not persistable that nothing of it is to be committed: what refers to it, or to an instance of it, is
  # committed as referring to nil, and stays as it is in this VM. Answers self.
  primitive 'maglev_nil_references', 'maglev_nil_references'
  primitive '__transient_const_set__', 'module_transient_const_set'
  private :__transient_const_set__

  # Includes modules that are each VM's own, and notes their names with this module, so that redo_include_and_extend does the same
  # in another VM. Answers self.
  def redo_include(*modules)
    __note_for_redo(:@__reincluded, modules)
    Maglev.transient { include(*modules) }
    self
  end

  # The same for modules that extend this one.
  def redo_extend(*modules)
    __note_for_redo(:@__reextended, modules)
    Maglev.transient { extend(*modules) }
    self
  end

  # The names that redo_include has noted.
  def reinclude_store = @__reincluded || []

  # The names that redo_extend has noted.
  def reextend_store = @__reextended || []

  # Includes and extends, in this VM, what was noted; the modules must be there. Answers self.
  def redo_include_and_extend
    Maglev.transient do
      reinclude_store.each { |name| include(Object.const_get(name)) }
      reextend_store.each { |name| extend(Object.const_get(name)) }
    end
    self
  end

  private

  def __note_for_redo(variable, modules)
    anonymous = modules.find { |mod| mod.name.nil? }
    raise ArgumentError, "#{anonymous.inspect} has no name by which another VM finds it" if anonymous

    names = (instance_variable_get(variable) || []) | modules.map(&:name)
    maglev_persistable? ? Maglev.persistent { instance_variable_set(variable, names) } : instance_variable_set(variable, names)
  end
end

class Class
  # The instance variables that every new instance has from the beginning, nil at first, with those of its superclasses.
  primitive 'fixed_instance_variables', 'class_fixed_instance_variables'

  # Says which ones the class adds.
  def fixed_instance_variables=(names)
    __set_fixed_instance_variables__(names.to_a)
  end

  # The same, as MagLev's programs say it.
  def __fixed_instvars(*names) = self.fixed_instance_variables = names.map(&:to_sym)

  primitive '__set_fixed_instance_variables__', 'class_set_fixed_instance_variables'
  private :__set_fixed_instance_variables__
end

module Maglev
  module System
    class << self
      # Has the commit fail that would commit this object for the first time, and tell how it came to it. nil ends that.
      primitive 'trap_add_to_closure_list', 'maglev_trap'
    end
  end
end

module ObjectSpace
  # The classes, and the modules too, that are in this VM's memory.
  def self.loaded_classes(modules = false) = __maglev_modules__(!modules)
end
