# Enumerator: an iteration as an object. External iteration (next, peek) runs it in a fiber, which is committed with it.

class Enumerator
  include Enumerable

  class Yielder
    def initialize(&block)
      @block = block
    end

    def <<(value)
      @block.call(value)
      self
    end

    def yield(*values)
      @block.call(*values)
    end
    alias call yield

    def to_proc
      method(:yield).to_proc
    end
  end

  class Generator
    include Enumerable

    def initialize(&block)
      @block = block
    end

    def each(*args, &block)
      @block.call(Yielder.new(&block), *args)
    end
  end

  def self.produce(initial = (no_initial = true; nil), &block)
    raise ArgumentError, "no block given" unless block
    Enumerator.new(Float::INFINITY) do |yielder|
      begin
        value = no_initial ? block.call : initial
        while true
          yielder << value
          value = block.call(value)
        end
      rescue StopIteration
      end
    end
  end

  def self.product(*enumerables)
    Enumerator.new do |yielder|
      first, *rest = enumerables.map(&:to_a)
      first ? first.product(*rest).each { |row| yielder << row } : yielder << []
    end
  end

  def initialize(size = nil, &block)
    raise ArgumentError, "no block given" unless block
    @receiver = Generator.new(&block)
    @method = :each
    @arguments = []
    @keywords = nil
    @size = size
    @from_generator = true
  end

  def __initialize_for(receiver, method, arguments, keywords, size)
    @receiver = receiver
    @method = method
    @arguments = arguments
    @keywords = keywords.empty? ? nil : keywords
    @size = size
    self
  end

  def each(*extra, &block)
    if extra.empty?
      return self unless block
      return @receiver.__send__(@method, *@arguments, **@keywords, &block) if @keywords
      return @receiver.__send__(@method, *@arguments, &block)
    end
    copy = dup.__with_arguments(@arguments + extra)
    block ? copy.each(&block) : copy
  end

  def __with_arguments(arguments)
    @arguments = arguments
    @size = nil
    self
  end

  def size
    @size.respond_to?(:call) ? @size.call : @size
  end

  def with_index(offset = 0)
    return to_enum(:with_index, offset) { size } unless block_given?
    index = offset.nil? ? 0 : offset.to_int
    each do |*values|
      result = yield((values.size <= 1 ? values[0] : values), index)
      index += 1
      result
    end
  end

  def each_with_index(&block)
    return to_enum(:each_with_index) { size } unless block
    with_index(0, &block)
  end

  def with_object(memo)
    return to_enum(:with_object, memo) { size } unless block_given?
    each { |*values| yield((values.size <= 1 ? values[0] : values), memo) }
    memo
  end
  alias each_with_object with_object

  def next
    values = next_values
    values.size <= 1 ? values[0] : values
  end

  def next_values = __iteration.take

  def peek
    values = peek_values
    values.size <= 1 ? values[0] : values
  end

  def peek_values = __iteration.peek

  # What the iteration's next yield answers there.
  def feed(value)
    __iteration.feed(value)
    nil
  end

  def rewind
    @iteration = nil
    @receiver.rewind if @receiver.respond_to?(:rewind)
    self
  end

  def +(other)
    Chain.new(self, other)
  end

  def inspect
    return "#<#{self.class}: #{@receiver.inspect}:#{@method}>" if @arguments.empty? && !@from_generator
    return "#<#{self.class}: #<Enumerator::Generator>:each>" if @from_generator
    "#<#{self.class}: #{@receiver.inspect}:#{@method}(#{@arguments.map(&:inspect).join(", ")})>"
  end
  alias to_s inspect

  private

  def initialize_copy(other)
    raise TypeError, "can't copy execution context" if @iteration
    super
  end

  def __iteration
    @iteration ||= Iteration.new(self)
  end

  # An iteration in its fiber.
  class Iteration
    def initialize(enumerator)
      @fiber = Fiber.new { run(enumerator) }
    end

    def peek
      @values ||= advance
    end

    def take
      values = peek
      @values = nil
      values
    end

    def feed(value)
      raise TypeError, "feed value already set" if @fed
      @fed = [value]
    end

    private

    def advance
      unless @ended
        values = @fiber.resume
        @ended = [values] unless @fiber.alive?
      end
      raise StopIteration.new("iteration reached an end").__maglev_ended_with__(@ended[0]) if @ended
      values
    end

    def run(enumerator)
      enumerator.each do |*values|
        Fiber.yield(values)
        fed, @fed = @fed, nil
        fed&.first
      end
    end
  end

  class Chain < Enumerator
    def initialize(*parts)
      @parts = parts
      @arguments = []
    end

    def each(*args, &block)
      return self unless block
      @parts.each { |part| part.each(*args, &block) }
      self
    end

    def size
      total = 0
      @parts.each do |part|
        count = part.size
        return nil if count.nil?
        total += count
      end
      total
    end

    def rewind
      @parts.reverse_each { |part| part.rewind if part.respond_to?(:rewind) }
      self
    end

    undef_method :next, :next_values, :peek, :peek_values, :feed, :with_index, :with_object

    def inspect
      "#<Enumerator::Chain: [#{@parts.map(&:inspect).join(", ")}]>"
    end
    alias to_s inspect
  end
end

module Kernel
  def to_enum(method = :each, *args, **keywords, &size)
    receiver = self
    size_proc = size && proc { receiver.instance_exec(*args, &size) }
    Enumerator.allocate.__initialize_for(self, method, args, keywords, size_proc)
  end
  alias enum_for to_enum
end
