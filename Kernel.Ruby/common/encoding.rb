# Class Encoding, with the three that strings have.

class Encoding
  class CompatibilityError < EncodingError
  end

  class UndefinedConversionError < EncodingError
  end

  class InvalidByteSequenceError < EncodingError
  end

  class ConverterNotFoundError < EncodingError
  end

  attr_reader :name, :names

  def initialize(names)
    @names = names
    @name = names.first
  end

  alias to_s name

  def inspect
    "#<Encoding:#{@name == "ASCII-8BIT" ? "BINARY (ASCII-8BIT)" : @name}>"
  end

  def ascii_compatible?
    true
  end

  def dummy?
    false
  end

  UTF_8 = new(["UTF-8", "CP65001"])
  US_ASCII = new(["US-ASCII", "ASCII", "ANSI_X3.4-1968", "646"])
  BINARY = new(["ASCII-8BIT", "BINARY"])
  ASCII_8BIT = BINARY
  ASCII = US_ASCII

  # In the order of StringEncoding's numbers.
  LIST = [UTF_8, US_ASCII, BINARY].freeze
  private_constant :LIST

  class << self
    def list
      LIST.dup
    end

    def name_list
      LIST.flat_map(&:names)
    end

    def find(name)
      return name if Encoding === name
      wanted = name.to_s.upcase
      return UTF_8 if wanted == "LOCALE" || wanted == "FILESYSTEM"
      return default_external if wanted == "EXTERNAL"
      return default_internal if wanted == "INTERNAL"
      LIST.find { |encoding| encoding.names.include?(wanted) } or raise ArgumentError, "unknown encoding name - #{name}"
    end

    def default_external = @default_external || UTF_8

    def default_internal = @default_internal

    def default_external=(encoding)
      raise ArgumentError, "default external can not be nil" if encoding.nil?
      @default_external = find(encoding)
    end

    def default_internal=(encoding)
      @default_internal = encoding && find(encoding)
    end

    def compatible?(left, right)
      left = left.encoding unless Encoding === left
      right = right.encoding unless Encoding === right
      left == right ? left : nil
    end

    def __at(index)
      LIST[index]
    end

    private :new
  end
end
