# Class Encoding. What encodings there are, and how they walk, is the VM's table; here are the objects that stand for them.

class Encoding
  class CompatibilityError < EncodingError
  end

  attr_reader :name

  def initialize(number, name, aliases, is_dummy, is_ascii_compatible)
    @number = number
    @name = name.freeze
    @aliases = aliases.freeze
    @is_dummy = is_dummy
    @is_ascii_compatible = is_ascii_compatible
  end

  alias to_s name

  def names
    [@name, *@aliases] + PROCESS_NAMES.select { |name| Encoding.__default(name) == @number }
  end

  def inspect
    shown = @name == "ASCII-8BIT" ? "BINARY (ASCII-8BIT)" : @name
    "#<Encoding:#{shown}#{" (dummy)" if @is_dummy}>"
  end

  def ascii_compatible? = @is_ascii_compatible

  def dummy? = @is_dummy

  def _dump(limit = 0) = @name.dup

  def __number = @number

  def __aliases = @aliases

  # Names for what the process's environment or the program says.
  PROCESS_NAMES = %w[locale external filesystem internal].freeze
  private_constant :PROCESS_NAMES

  class << self
    primitive :__definitions, :encoding_s_definitions
    primitive :__number_of, :encoding_s_number
    primitive :__compatible, :encoding_s_compatible
    primitive :__default, :encoding_s_default
    primitive :__set_default, :encoding_s_set_default
    primitive :locale_charmap, :encoding_s_locale_charmap

    def allocate
      raise TypeError, "allocator undefined for #{self}"
    end

    # MRI's order: BINARY first, then by number.
    def list
      [BY_NUMBER[2], *BY_NUMBER.first(2), *BY_NUMBER.drop(3)]
    end

    def name_list
      list.map(&:name) + list.flat_map(&:__aliases) + PROCESS_NAMES
    end

    def aliases
      known = list.flat_map { |encoding| encoding.__aliases.map { |other| [other, encoding.name] } }
      mine = PROCESS_NAMES.filter_map { |name| (number = __default(name)) && [name, BY_NUMBER[number].name] }
      (known + mine).to_h
    end

    def find(name)
      return name if Encoding === name
      __at(__number_of(name))
    end

    def default_external = __at(__default("external"))

    def default_internal = __at(__default("internal"))

    def default_external=(encoding)
      __set_default("external", encoding)
    end

    def default_internal=(encoding)
      __set_default("internal", encoding)
    end

    def compatible?(left, right)
      left = left.external_encoding if IO === left
      right = right.external_encoding if IO === right
      __at(__compatible(left, right))
    end

    def _load(name) = find(name)

    def __at(number)
      number && BY_NUMBER[number]
    end

    private

    # The object of an encoding. It stays the same when a newer kernel is loaded: programs keep it.
    def __made(number, name, ...)
      constant = name.upcase.tr("-", "_")
      return new(number, name, ...) unless const_defined?(constant, false)
      const_get(constant).tap { |known| known.__send__(:initialize, number, name, ...) }
    end

    # The constants of a name: with underlines and a capital, and in capitals.
    def __define_constants(encoding, name)
      return if name.match?(/\A\d/)
      word = name.gsub(/[^A-Za-z0-9]/, "_")
      constants = [word.upcase]
      constants << word[0].upcase + word[1..] if name.match?(/[A-Z]/)
      constants.each { |constant| const_set(constant, encoding) unless const_defined?(constant, false) }
    end
  end

  # In the order of the numbers that records have.
  BY_NUMBER = __definitions.each_with_index.map { |definition, number| __made(number, *definition) }.freeze
  private_constant :BY_NUMBER

  BY_NUMBER.each do |encoding|
    [encoding.name, *encoding.__aliases].each { |name| __define_constants(encoding, name) }
  end

  class << self
    private :new
  end
end
