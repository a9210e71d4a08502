# Symbol.

class Symbol
  include Comparable

  primitive :to_s, :symbol_to_s
  alias id2name to_s
  primitive :name, :symbol_name
  primitive :inspect, :symbol_inspect
  primitive :<=>, :symbol_compare
  primitive :length, :symbol_length
  alias size length
  primitive :hash, :symbol_hash
  primitive :__encoding_index, :string_encoding_index
  private :__encoding_index

  class << self
    primitive :all_symbols, :symbol_all
    undef_method :new
    undef_method :allocate
  end

  def ==(other)
    equal?(other)
  end
  alias === ==
  alias eql? ==

  def to_sym
    self
  end

  primitive :to_proc, :symbol_to_proc

  # The block of to_proc, where no refinement is active.
  def __maglev_to_proc__
    name = self
    lambda { |receiver, *arguments| arguments.empty? ? receiver.public_send(name) : receiver.public_send(name, *arguments) }
  end

  def [](*args)
    to_s[*args]
  end
  alias slice []

  def upcase(*options) = to_s.upcase(*options).to_sym
  def downcase(*options) = to_s.downcase(*options).to_sym
  def capitalize(*options) = to_s.capitalize(*options).to_sym
  def swapcase(*options) = to_s.swapcase(*options).to_sym
  def succ = to_s.succ.to_sym
  alias next succ
  def empty? = to_s.empty?
  def encoding = Encoding.__at(__encoding_index)
  def start_with?(*prefixes) = to_s.start_with?(*prefixes)
  def end_with?(*suffixes) = to_s.end_with?(*suffixes)
  def =~(pattern) = to_s =~ pattern
  def match(*args, &block) = to_s.match(*args, &block)
  def match?(*args) = to_s.match?(*args)

  def casecmp(other)
    Symbol === other ? to_s.casecmp(other.to_s) : nil
  end

  def casecmp?(other)
    Symbol === other ? to_s.casecmp?(other.to_s) : nil
  end

  def dup
    self
  end

  def clone(freeze: true)
    self
  end
end
