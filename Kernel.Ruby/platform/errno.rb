# System errors: a class for every number.

class SystemCallError
  class << self
    # SystemCallError.new(message, number) makes the number's own class.
    def new(message = nil, number = nil, place = nil)
      return super(message, nil, place) unless equal?(SystemCallError)
      if Integer === message && number.nil?
        number = message
        message = nil
      end
      found = number && Errno.__maglev_class__(number)
      return found.new(message, nil, place) if found
      made = allocate
      made.__send__(:initialize, message, number, place)
      made
    end
  end

  def initialize(message = nil, number = nil, place = nil)
    number = self.class::Errno if number.nil? && self.class.const_defined?(:Errno)
    text = number ? Errno.__maglev_text__(number) : "unknown error"
    text = "#{text} @ #{place}" if place
    super(message.nil? ? text : "#{text} - #{message.to_str}")
    self.__maglev_subject__ = number
  end

  def errno = __maglev_subject__
end

module Errno
  class << self
    def __maglev_class__(number)
      constants.each do |name|
        candidate = const_get(name)
        return candidate if candidate::Errno == number
      end
      nil
    end

    primitive :__maglev_text__, :errno_text
    primitive :__maglev_define_all__, :errno_define_all
  end

  __maglev_define_all__
end
