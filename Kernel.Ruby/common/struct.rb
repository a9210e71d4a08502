# Struct and Data. Members are instance variables without the @: programs don't see them, commits do.

# What both store with, on instances and classes alike.
module StructMembers
  primitive :__get, :struct_get
  primitive :__set, :struct_set
  primitive :__fill, :struct_fill
  primitive :__values, :struct_values
  primitive :__members, :struct_members_of
  primitive :__define_members, :struct_define_members
  primitive :__inspect, :struct_inspect
  private :__get, :__set, :__fill, :__values, :__members, :__define_members, :__inspect
end
Object.private_constant :StructMembers

class Struct
  include Enumerable

  include StructMembers
  extend StructMembers

  class << self
    primitive :__new, :class_new

    def new(*names, keyword_init: nil, &block)
      constant = names.shift if String === names.first || (names.first.nil? && !names.empty?)
      names = names.map do |name|
        raise TypeError, "#{name.inspect} is not a symbol nor a string" unless Symbol === name || String === name
        name.to_sym
      end
      duplicate = names.find { |name| names.count(name) > 1 }
      raise ArgumentError, "duplicate member: #{duplicate}" if duplicate
      made = Class.new(self)
      made.__become_struct(names.freeze, keyword_init)
      if constant
        raise NameError, "identifier #{constant} needs to be constant" unless constant.match?(/\A[A-Z]/)
        Struct.const_set(constant, made)
      end
      made.class_eval(&block) if block
      made
    end

    def __become_struct(names, keyword_init)
      __define_members(names, true)
      @__keyword_init = keyword_init
      singleton_class.class_eval do
        alias_method :new, :__new
        alias_method :[], :__new
      end
    end

    def members
      __members.dup
    end

    def keyword_init?
      holder = self
      holder = holder.superclass until holder.nil? || holder.instance_variable_defined?(:@__keyword_init)
      holder && holder.instance_variable_get(:@__keyword_init)
    end
  end

  def initialize(*values, **keywords)
    style = self.class.keyword_init?
    if style || (style.nil? && values.empty? && !keywords.empty?)
      raise ArgumentError, "wrong number of arguments (given #{values.size}, expected 0)" unless values.empty?
      unknown = keywords.keys - __members
      raise ArgumentError, "unknown keywords: #{unknown.join(", ")}" unless unknown.empty?
      __fill(__members.map { |name| keywords[name] })
    else
      values << keywords unless keywords.empty?
      __fill(values)
    end
  end

  def members
    __members.dup
  end

  def [](member)
    __get(__member(member))
  end

  def []=(member, value)
    __set(__member(member), value)
  end

  def each
    return to_enum(:each) { size } unless block_given?
    __members.each { |name| yield __get(name) }
    self
  end

  def each_pair(&block)
    return to_enum(:each_pair) { size } unless block
    __members.each { |name| yield [name, __get(name)] }
    self
  end

  def size
    __members.size
  end
  alias length size

  def to_h
    result = {}
    __members.each do |name|
      if block_given?
        key, value = yield(name, __get(name))
        result[key] = value
      else
        result[name] = __get(name)
      end
    end
    result
  end

  def deconstruct_keys(keys)
    return to_h if keys.nil?
    raise TypeError, "wrong argument type #{keys.class} (expected Array or nil)" unless Array === keys
    result = {}
    keys.each do |key|
      return result unless Symbol === key && __members.include?(key)
      result[key] = __get(key)
    end
    result
  end

  def dig(member, *rest)
    value = begin
      self[member]
    rescue NameError, IndexError
      nil
    end
    rest.empty? || value.nil? ? value : value.dig(*rest)
  end

  def values_at(*indexes)
    to_a.values_at(*indexes)
  end

  def select(&block)
    return to_enum(:select) { size } unless block
    to_a.select(&block)
  end
  alias filter select

  def ==(other)
    equal?(other) || (other.class == self.class && to_a == other.to_a)
  end

  def eql?(other)
    equal?(other) || (other.class == self.class && to_a.eql?(other.to_a))
  end

  def hash
    [self.class, to_a].hash
  end

  def to_a
    __values
  end
  alias deconstruct to_a
  alias values to_a

  def inspect
    __inspect("struct")
  end
  alias to_s inspect

  private

  def __member(member)
    if Symbol === member || String === member
      name = member.to_sym
      raise NameError.new("no member '#{name}' in struct", name, receiver: self) unless __members.include?(name)
      return name
    end
    index = member.to_int
    count = __members.size
    raise IndexError, "offset #{index} too large for struct(size:#{count})" if index >= count
    raise IndexError, "offset #{index} too small for struct(size:#{count})" if index < -count
    __members[index]
  end
end

class Data
  include StructMembers
  extend StructMembers

  class << self
    primitive :__new, :class_new
    undef_method :new

    def define(*names, &block)
      names = names.map(&:to_sym)
      names.each { |name| raise ArgumentError, "invalid data member: #{name}" if name.end_with?("=") }
      duplicate = names.find { |name| names.count(name) > 1 }
      raise ArgumentError, "duplicate member: #{duplicate}" if duplicate
      made = Class.new(self)
      made.__become_data(names.freeze)
      made.class_eval(&block) if block
      made
    end

    def __become_data(names)
      __define_members(names, false)
      singleton_class.class_eval do
        define_method(:new) do |*values, **keywords|
          unless values.empty?
            raise ArgumentError, "wrong number of arguments (given #{values.size}, expected #{names.empty? ? 0 : "0..#{names.size}"})" if values.size > names.size
            values.each_with_index { |value, index| keywords[names[index]] = value }
          end
          __new(**keywords)
        end
        alias_method :[], :new
        undef_method :define
      end
    end

    def members
      __members.dup
    end
  end

  def initialize(**keywords)
    missing = __members - keywords.keys
    unless missing.empty?
      raise ArgumentError, "missing keyword#{"s" if missing.size > 1}: #{missing.map(&:inspect).join(", ")}"
    end
    unknown = keywords.keys - __members
    unless unknown.empty?
      raise ArgumentError, "unknown keyword#{"s" if unknown.size > 1}: #{unknown.map(&:inspect).join(", ")}"
    end
    __fill(__members.map { |name| keywords[name] })
    freeze
  end

  def members
    __members.dup
  end

  def to_h(&block)
    hash = {}
    __members.each { |name| hash[name] = __get(name) }
    block ? hash.to_h(&block) : hash
  end

  def with(**changes)
    return self if changes.empty?
    self.class.__send__(:__new, **to_h.merge(changes))
  end

  def deconstruct_keys(keys)
    keys ? to_h.slice(*keys) : to_h
  end

  def ==(other)
    equal?(other) || (other.class == self.class && to_h == other.to_h)
  end

  def eql?(other)
    equal?(other) || (other.class == self.class && to_h.eql?(other.to_h))
  end

  def hash
    [self.class, __values].hash
  end

  def inspect
    __inspect("data")
  end
  alias to_s inspect
end
