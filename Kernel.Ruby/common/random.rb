# Random, and Kernel's functions over the process's own generator.

class Random
  primitive :__initialize, :random_initialize
  primitive :seed, :random_seed
  primitive :bytes, :random_bytes
  primitive :__float, :random_float
  primitive :__integer, :random_integer
  private :__initialize, :__float, :__integer

  # Numbers from a generator of floats and integers.
  module Formatter
    def rand(limit = nil)
      case limit
      when nil then __float
      when Float
        raise ArgumentError, "invalid argument - #{limit}" if limit <= 0 || limit.nan? || limit.infinite?
        __float * limit
      when Range then __rand_in(limit)
      else
        limit = limit.to_int
        raise ArgumentError, "invalid argument - #{limit}" if limit <= 0
        __integer(limit - 1)
      end
    end

    private

    def __rand_in(range)
      first = range.begin
      last = range.end
      raise Errno::EDOM if first.nil? || last.nil?
      if Float === first || Float === last
        raise ArgumentError, "invalid argument - #{range}" if last < first
        return first + __float * (last - first)
      end
      last -= 1 if range.exclude_end?
      raise ArgumentError, "invalid argument - #{range}" if last < first
      first + __integer(last - first)
    end
  end

  include Formatter
  extend Formatter

  class << self
    primitive :new_seed, :random_new_seed
    primitive :srand, :random_seed_shared
    primitive :seed, :random_shared_seed
    primitive :__float, :random_shared_float
    primitive :__integer, :random_shared_integer
    private :__float, :__integer

    def random_number(limit = nil)
      limit.nil? || limit == 0 ? rand : rand(limit)
    end

    def bytes(count)
      new(rand(1 << 64)).bytes(count)
    end
  end

  def initialize(seed = (no_seed = true; nil))
    no_seed ? __initialize : __initialize(seed)
  end

  def random_number(limit = nil)
    limit.nil? || limit == 0 ? rand : rand(limit)
  end

  def ==(other)
    Random === other && seed == other.seed
  end
end
