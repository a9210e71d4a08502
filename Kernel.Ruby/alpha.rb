# Stage alpha. It may use: class and module bodies, def, and Module#primitive, the one method that the VM binds itself.
# It leaves: attributes, visibility, include and its like, alias_method, define_method, raise, send and new. From here on
# kernel files are ordinary Ruby.

class Module
  primitive :private, :module_private
  primitive :public, :module_public
  primitive :protected, :module_protected
  primitive :attr_reader, :module_attr_reader
  primitive :attr_writer, :module_attr_writer
  primitive :attr_accessor, :module_attr_accessor
  primitive :alias_method, :module_alias_method
  primitive :define_method, :module_define_method
  primitive :undef_method, :module_undef_method
  primitive :remove_method, :module_remove_method
  primitive :include, :module_include
  primitive :prepend, :module_prepend
  primitive :private_class_method, :module_private_class_method
  primitive :public_class_method, :module_public_class_method
  primitive :private_constant, :module_private_constant
  primitive :public_constant, :module_public_constant
  primitive :module_exec, :module_module_exec

  alias_method :attr, :attr_reader
  alias_method :class_exec, :module_exec

  private

  primitive :primitive, :module_primitive
  primitive :module_function, :module_module_function
  primitive :append_features, :module_append_features
  primitive :prepend_features, :module_prepend_features
  primitive :extend_object, :module_extend_object

  # Hooks: a program that wants to know defines them.
  def included(base) = nil
  def extended(base) = nil
  def prepended(base) = nil
  def method_added(name) = nil
  def method_removed(name) = nil
  def method_undefined(name) = nil
  def const_added(name) = nil
end

class Class
  primitive :allocate, :class_allocate
  primitive :new, :class_new
  primitive :superclass, :class_superclass

  class << self
    primitive :new, :class_s_new
  end

  private

  def inherited(subclass) = nil
end

class BasicObject
  primitive :equal?, :object_identical
  primitive :!, :object_not
  primitive :!=, :object_not_equal
  primitive :__send__, :object_send
  primitive :__id__, :object_id
  primitive :instance_eval, :object_instance_eval
  primitive :instance_exec, :object_instance_exec

  alias_method :==, :equal?

  private

  primitive :initialize, :object_initialize
  primitive :method_missing, :object_method_missing

  def singleton_method_added(name) = nil
  def singleton_method_removed(name) = nil
  def singleton_method_undefined(name) = nil
end

module Kernel
  primitive :send, :object_send
  primitive :public_send, :object_public_send
  primitive :extend, :object_extend

  module_function

  primitive :raise, :kernel_raise
  primitive :block_given?, :kernel_block_given
  primitive :lambda, :kernel_lambda
  primitive :proc, :kernel_proc

  alias_method :fail, :raise
  module_function :fail
end
