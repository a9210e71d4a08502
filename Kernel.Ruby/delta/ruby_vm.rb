# RubyVM: MRI's own machine. What has a meaning here is kept: compiling a text and running it.

class RubyVM
  class << self
    undef_method :new, :allocate

    def stat(key = nil) = key ? 0 : {}
    def keep_script_lines = false
    def keep_script_lines=(value)
      value
    end
  end

  class InstructionSequence
    class << self
      def compile(source, file = "<compiled>", path = nil, line = 1, **options)
        made = allocate
        made.__send__(:initialize, source, file, path, line, **options)
        made
      end

      alias new compile

      def compile_file(path, **options) = compile(File.read(path), path, File.expand_path(path), **options)
      def compile_option = {}
      def compile_option=(options)
        options
      end
    end

    attr_reader :path, :absolute_path, :first_lineno

    def initialize(source, file = "<compiled>", path = nil, line = 1, **options)
      @source = source.dup.freeze
      @path = file
      @absolute_path = path
      @first_lineno = line
    end

    def eval = TOPLEVEL_BINDING.eval(@source, @path, @first_lineno)
    def script_lines = @source.lines
    def label = "<compiled>"
    alias base_label label
    def inspect = "<RubyVM::InstructionSequence:#{label}@#{path}:#{first_lineno}>"

    def disasm
      raise NotImplementedError, "instructions are not MRI's here: maglev-ruby --dump=ast shows the syntax tree"
    end
    alias disassemble disasm
  end
end
