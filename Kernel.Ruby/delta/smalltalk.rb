# Smalltalk from Ruby: its globals, its messages and its texts. Both languages' objects are the same objects; Smalltalk's classes are
# constants of Smalltalk, its programs' those of Smalltalk::UserGlobals. A VM may do without.

if defined?(Smalltalk)
  class Object
    # What Smalltalk knows under a name.
    def __resolve_smalltalk_global(name)
      [Smalltalk::UserGlobals, Smalltalk, Object].each do |names|
        return names.const_get(name, false) if /\A[A-Z]/.match?(name) && names.const_defined?(name, false)
      end
      raise NameError.new("Smalltalk has no global #{name}", name.to_sym, receiver: Smalltalk)
    end

    # Sends a message of Smalltalk: 'size', '+', 'at:put:'. Blocks are arguments like others.
    def __smalltalk_send__(selector, *arguments)
      takes = selector.match?(/\A[[:alpha:]_]/) ? selector.to_s.count(':') : 1
      unless arguments.size == takes
        raise ArgumentError, "the message #{selector} of Smalltalk takes #{takes} argument#{'s' unless takes == 1}, not #{arguments.size}"
      end

      __smalltalk_perform(selector.to_sym, 0, arguments)
    end

    primitive '__smalltalk_perform', 'objectPerformWithArguments'
    private :__smalltalk_perform
  end

  class << Smalltalk
    # Runs a text of Smalltalk; answers the value of its last statement.
    def evaluate(text) = text.to_str.__smalltalk_send__(:evaluate)
  end
end
