# The object that is self at top level.

class << self
  primitive :public, :main_public
  primitive :private, :main_private
  primitive :ruby2_keywords, :main_ruby2_keywords

  def to_s = "main"
  def include(...) = Object.include(...)
  def define_method(...) = Object.define_method(...)
  primitive :using, :main_using

  alias_method :inspect, :to_s

  private :include, :define_method, :public, :private, :using, :ruby2_keywords
end
