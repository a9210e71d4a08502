# Module: what programs ask of modules and do to them. Attributes, visibility and mixing in came with stage alpha.

class Module
  primitive :name, :module_name
  primitive :set_temporary_name, :module_set_temporary_name
  primitive :to_s, :module_to_s
  primitive :===, :module_case_equal
  primitive :<=, :module_less_equal
  primitive :ancestors, :module_ancestors
  primitive :included_modules, :module_included_modules
  primitive :include?, :module_includes
  primitive :singleton_class?, :module_is_singleton

  primitive :instance_method, :module_instance_method
  primitive :public_instance_method, :module_public_instance_method
  primitive :instance_methods, :module_instance_methods
  primitive :public_instance_methods, :module_public_instance_methods
  primitive :private_instance_methods, :module_private_instance_methods
  primitive :protected_instance_methods, :module_protected_instance_methods
  primitive :undefined_instance_methods, :module_undefined_instance_methods
  primitive :method_defined?, :module_method_defined
  primitive :public_method_defined?, :module_public_method_defined
  primitive :private_method_defined?, :module_private_method_defined
  primitive :protected_method_defined?, :module_protected_method_defined

  primitive :const_get, :module_const_get
  primitive :const_set, :module_const_set
  primitive :const_defined?, :module_const_defined
  primitive :constants, :module_constants
  primitive :const_missing, :module_const_missing
  primitive :autoload, :module_autoload
  primitive :autoload?, :module_autoload_path

  primitive :class_variable_get, :module_class_variable_get
  primitive :class_variable_set, :module_class_variable_set
  primitive :class_variable_defined?, :module_class_variable_defined
  primitive :class_variables, :module_class_variables
  primitive :remove_class_variable, :module_remove_class_variable

  primitive :module_eval, :module_module_eval

  primitive :refinements, :module_refinements

  alias_method :class_eval, :module_eval
  alias_method :inspect, :to_s

  class << self
    primitive :nesting, :module_s_nesting
    primitive :allocate, :module_s_allocate
    primitive :used_modules, :module_s_used_modules
    primitive :used_refinements, :module_s_used_refinements

    def new(...)
      created = allocate
      created.__send__(:initialize, ...)
      created
    end

    # Module.constants without arguments: what the caller's top level sees.
    def constants(inherit = nil)
      inherit.nil? && equal?(Module) ? Object.constants : super(inherit.nil? || inherit)
    end
  end

  def initialize(&block)
    module_exec(self, &block) if block
  end

  def ==(other) = equal?(other)

  def >=(other)
    raise TypeError, "compared with non class/module" unless Module === other
    other <= self
  end

  def <(other) = equal?(other) ? false : self <= other
  def >(other) = equal?(other) ? false : self >= other

  def <=>(other)
    return 0 if equal?(other)
    return nil unless Module === other
    case self <= other
    when true then -1
    when false then 1
    end
  end

  # The file and line where a constant was set; empty for one of the kernel.
  def const_source_location(name, inherit = true)
    *scopes, last = name.to_s.split("::")
    owner = scopes.inject(self) { |scope, part| scope.const_get(part, inherit) }
    owner.__maglev_const_place__(last.to_sym, inherit)
  end

  primitive :__maglev_const_place__, :module_const_place

  def deprecate_constant(*names) = self

  def freeze
    name
    super
  end

  def hash = __id__.hash

  private

  primitive :remove_const, :module_remove_const

  primitive :ruby2_keywords, :module_ruby2_keywords
  primitive :refine, :module_refine
  primitive :using, :module_using
end
