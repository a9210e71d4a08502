# Source in a string, compiled and run at the top level as if it stood in a file.
class RubyCompiler
  def compile(source, file_name = '<a String>') = eval(source, TOPLEVEL_BINDING, file_name)
end
