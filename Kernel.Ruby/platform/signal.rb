# Signal.

module Signal
  NUMBERS = {
    "EXIT" => 0, "HUP" => 1, "INT" => 2, "QUIT" => 3, "ILL" => 4, "TRAP" => 5, "ABRT" => 6, "IOT" => 6, "BUS" => 7,
    "FPE" => 8, "KILL" => 9, "USR1" => 10, "SEGV" => 11, "USR2" => 12, "PIPE" => 13, "ALRM" => 14, "TERM" => 15,
    "STKFLT" => 16, "CHLD" => 17, "CLD" => 17, "CONT" => 18, "STOP" => 19, "TSTP" => 20, "TTIN" => 21, "TTOU" => 22,
    "URG" => 23, "XCPU" => 24, "XFSZ" => 25, "VTALRM" => 26, "PROF" => 27, "WINCH" => 28, "IO" => 29, "POLL" => 29,
    "PWR" => 30, "SYS" => 31
  }.freeze
  private_constant :NUMBERS

  class << self
    primitive :__maglev_trap__, :signal_trap

    def list = NUMBERS.dup
    def signame(number) = NUMBERS.key(number)

    def __maglev_number__(signal)
      if Integer === signal
        raise ArgumentError, "invalid signal number (#{signal})" unless signal.between?(0, 64)
        return signal
      end
      name = signal.to_s.delete_prefix("SIG")
      NUMBERS[name] || raise(ArgumentError, "unsupported signal 'SIG#{name}'")
    end

    # Answers the handler before: a proc, or the word that was given.
    def trap(signal, command = nil, &block)
      number = __maglev_number__(signal)
      handler = block || command
      @handlers ||= {}
      old = @handlers.fetch(number, "DEFAULT")
      @handlers[number] = handler
      case handler
      when nil, "", "IGNORE", "SIG_IGN" then __maglev_trap__(number, false)
      when "DEFAULT", "SIG_DFL", "SYSTEM_DEFAULT" then __maglev_trap__(number, true)
      when "EXIT" then __maglev_trap__(number, proc { exit })
      when Proc then number == 0 ? __maglev_at_exit__(old, handler) : __maglev_trap__(number, handler)
      else
        raise ArgumentError, "wrong trap - #{handler}" unless handler.respond_to?(:call)
        __maglev_trap__(number, proc { |given| handler.call(given) })
      end
      old
    end

    private

    # Signal 0 is the end of the program; only the last handler counts.
    def __maglev_at_exit__(old, handler)
      at_exit { @handlers[0].call(0) if Proc === @handlers[0] } if old == "DEFAULT"
    end
  end
end
