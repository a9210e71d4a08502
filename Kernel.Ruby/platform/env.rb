# ENV: the environment as a hash of strings.

ENV = Object.new

class << ENV
  include Enumerable

  primitive :[], :env_get
  primitive :[]=, :env_set
  primitive :keys, :env_names

  alias_method :store, :[]=

  def fetch(name, *default)
    value = self[name]
    return value unless value.nil?
    return yield(name) if block_given?
    return default[0] unless default.empty?
    raise KeyError.new("key not found: #{name.inspect}", receiver: self, key: name)
  end

  def key?(name) = !self[name].nil?

  alias_method :include?, :key?
  alias_method :has_key?, :key?
  alias_method :member?, :key?

  def values = keys.map { |name| self[name] }
  def to_a = keys.map { |name| [name, self[name]] }
  def size = keys.size
  def length = keys.size
  def empty? = keys.empty?
  def value?(value) = values.include?(value)
  def has_value?(value) = value?(value)
  def key(value) = keys.find { |name| self[name] == value }
  def values_at(*names) = names.map { |name| self[name] }
  def slice(*names) = to_h.slice(*names)
  def except(*names) = to_h.except(*names)
  def assoc(name) = key?(name) ? [name, self[name]] : nil

  def to_h(&block)
    pairs = {}
    keys.each { |name| pairs[name] = self[name] }
    block ? pairs.to_h(&block) : pairs
  end

  def to_hash = to_h

  def each
    return enum_for(:each) { size } unless block_given?
    to_a.each { |pair| yield pair }
    self
  end

  def each_pair
    return enum_for(:each_pair) { size } unless block_given?
    to_a.each { |name, value| yield name, value }
    self
  end

  def each_key(&block)
    return enum_for(:each_key) { size } unless block
    keys.each(&block)
    self
  end

  def each_value(&block)
    return enum_for(:each_value) { size } unless block
    values.each(&block)
    self
  end

  def delete(name)
    old = self[name]
    if old.nil?
      return block_given? ? yield(name) : nil
    end
    self[name] = nil
    old
  end

  def delete_if
    return enum_for(:delete_if) { size } unless block_given?
    to_a.each { |name, value| delete(name) if yield(name, value) }
    self
  end

  def reject!(&block)
    before = size
    delete_if(&block)
    before == size ? nil : self
  end

  def keep_if
    return enum_for(:keep_if) { size } unless block_given?
    delete_if { |name, value| !yield(name, value) }
  end

  def select!(&block)
    before = size
    keep_if(&block)
    before == size ? nil : self
  end

  def select(&block) = to_h.select(&block)
  def filter(&block) = to_h.select(&block)
  def reject(&block) = to_h.reject(&block)

  def clear
    keys.each { |name| delete(name) }
    self
  end

  def update(*others)
    others.each do |other|
      other.each do |name, value|
        value = yield(name, self[name], value) if block_given? && key?(name)
        self[name] = value
      end
    end
    self
  end

  alias_method :merge!, :update

  def replace(other)
    pairs = other.to_hash
    keys.each { |name| delete(name) unless pairs.key?(name) }
    update(pairs)
  end

  def invert = to_h.invert
  def rehash = nil
  def freeze = raise(TypeError, "cannot freeze ENV")
  def dup = raise(TypeError, "Cannot dup ENV, use ENV.to_h to get a copy of ENV as a hash")
  def clone(freeze: nil) = raise(TypeError, "Cannot clone ENV, use ENV.to_h to get a copy of ENV as a hash")
  def to_s = "ENV"
  def inspect = to_h.inspect
end
