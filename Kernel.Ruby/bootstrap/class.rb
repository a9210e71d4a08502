# Class: what stage alpha left out.

class Class
  primitive :subclasses, :class_subclasses
  primitive :attached_object, :class_attached_object

  undef_method :module_function, :append_features, :prepend_features, :extend_object
end
