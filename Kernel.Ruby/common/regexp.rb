# Regexp and MatchData.

class Regexp
  IGNORECASE = 1
  EXTENDED = 2
  MULTILINE = 4
  FIXEDENCODING = 16
  NOENCODING = 32

  class TimeoutError < RegexpError
  end

  primitive :__initialize, :regexp_initialize
  primitive :=~, :regexp_match_operator
  primitive :source, :regexp_source
  primitive :options, :regexp_options
  primitive :to_s, :regexp_to_s
  primitive :inspect, :regexp_inspect
  primitive :named_captures, :regexp_named_captures
  primitive :==, :regexp_equal
  alias eql? ==
  primitive :hash, :regexp_hash
  primitive :__is_match, :regexp_is_match
  primitive :__search, :regexp_search
  primitive :__match_at, :regexp_match_at
  primitive :__replace, :regexp_replace
  primitive :__scan, :regexp_scan
  primitive :__split, :regexp_split
  primitive :fixed_encoding?, :regexp_is_fixed_encoding
  primitive :timeout, :regexp_timeout
  primitive :__linear_time?, :regexp_is_linear_time
  primitive :__timeout=, :regexp_set_timeout
  primitive :__initialized?, :regexp_is_initialized
  private :__initialize, :__is_match, :__timeout=

  class << self
    primitive :__escape, :regexp_escape
    primitive :__last_match, :regexp_last_match
    primitive :__last_match=, :regexp_set_last_match
    primitive :__default_timeout=, :regexp_set_default_timeout
    private :__default_timeout=

    attr_reader :timeout

    alias compile new

    def escape(text)
      __escape(text)
    end
    alias quote escape

    def last_match(group = (no_group = true; nil))
      match = __last_match
      no_group || match.nil? ? match : match[group]
    end

    def union(*patterns)
      patterns = patterns[0] if patterns.size == 1 && Array === patterns[0]
      return /(?!)/ if patterns.empty?
      return try_convert(patterns[0]) || new(escape(patterns[0])) if patterns.size == 1
      encoding = nil
      sources = patterns.map do |pattern|
        regexp = try_convert(pattern)
        source = regexp ? regexp.to_s : escape(pattern)
        forced = regexp ? regexp.fixed_encoding? && regexp.encoding : !source.ascii_only? && source.encoding
        encoding = __joint_encoding(encoding, forced) if forced
        source
      end
      source = sources.join("|")
      new(encoding ? source.force_encoding(encoding) : source)
    end

    def __joint_encoding(one, other)
      return other if one.nil? || one == other
      raise ArgumentError, "incompatible encodings: #{one} and #{other}"
    end

    def try_convert(value)
      return value if Regexp === value
      return unless value.respond_to?(:to_regexp)
      regexp = value.to_regexp
      return regexp if regexp.nil? || Regexp === regexp
      raise TypeError, "can't convert #{value.class} into Regexp (#{value.class}#to_regexp gives #{regexp.class})"
    end

    def linear_time?(pattern, options = 0, timeout: nil)
      if Regexp === pattern
        warn "flags ignored", uplevel: 0 if options != 0
      else
        pattern = new(pattern, options, timeout: timeout)
      end
      pattern.__linear_time?
    end

    def timeout=(seconds)
      self.__default_timeout = seconds = __checked_timeout(seconds)
      @timeout = seconds
    end

    def __checked_timeout(seconds)
      return if seconds.nil?
      value = Float === seconds || Integer === seconds ? seconds.to_f : Float(seconds)
      raise ArgumentError, "invalid timeout: #{seconds.inspect}" unless value > 0
      value
    end
  end

  def initialize(source, options = 0, timeout: nil)
    warn "flags ignored", uplevel: 1 if Regexp === source && options != 0
    __initialize(source, options)
    self.__timeout = Regexp.__checked_timeout(timeout)
  end

  def ===(other)
    text = Symbol === other ? other.to_s : String.try_convert(other)
    text ? !!(self =~ text) : (Regexp.__last_match = nil; false)
  end

  def ~
    line = $_
    String === line ? self =~ line : nil
  end

  def match(text, position = 0)
    if text.nil?
      Regexp.__last_match = nil
      return nil
    end
    text = Symbol === text ? text.to_s : String.try_convert(text) || raise(TypeError, "no implicit conversion of #{text.class} into String")
    offset = 0
    if position != 0
      size = text.size
      position += size if position < 0
      return Regexp.__last_match = nil if position < 0 || position > size
      offset = text[0, position].bytesize
    end
    match = __search(text, offset, false)
    match && block_given? ? yield(match) : match
  end

  def match?(text, position = 0)
    __is_match(text, position)
  end

  def casefold?
    options & IGNORECASE != 0
  end

  def names
    named_captures.keys
  end

  def encoding
    __initialized? ? source.encoding : Encoding::BINARY
  end
end

class MatchData
  primitive :[], :match_element
  primitive :to_a, :match_to_a
  primitive :captures, :match_captures
  primitive :begin, :match_begin
  primitive :end, :match_end
  primitive :bytebegin, :match_byte_begin
  primitive :byteend, :match_byte_end
  primitive :pre_match, :match_pre
  primitive :post_match, :match_post
  primitive :string, :match_string
  primitive :regexp, :match_regexp
  primitive :size, :match_size
  alias length size
  primitive :names, :match_names
  primitive :expand, :match_expand
  primitive :__next_offset, :match_next_offset
  private :expand

  class << self
    undef_method :new
    undef_method :allocate
  end

  def to_s
    self[0]
  end

  def offset(group)
    [self.begin(group), self.end(group)]
  end

  def byteoffset(group)
    [bytebegin(group), byteend(group)]
  end

  def match(group)
    self[group]
  end

  def match_length(group)
    self[group]&.length
  end

  def named_captures(symbolize_names: false)
    names.to_h { |name| [symbolize_names ? name.to_sym : name, self[name]] }
  end

  def values_at(*groups)
    to_a.values_at(*groups.map { |group| String === group || Symbol === group ? names.index(group.to_s) + 1 : group })
  end

  alias deconstruct captures

  # Keys up to the first that no group has; none at all when there are more keys than groups.
  def deconstruct_keys(keys)
    found = named_captures(symbolize_names: true)
    return found if keys.nil?
    raise TypeError, "wrong argument type #{keys.class} (expected Array)" unless Array === keys
    return {} if keys.size > found.size
    keys.each { |key| raise TypeError, "wrong argument type #{key.class} (expected Symbol)" unless Symbol === key }
    keys.take_while { |key| found.key?(key) }.to_h { |key| [key, found[key]] }
  end

  def ==(other)
    MatchData === other && string == other.string && regexp == other.regexp && offset(0) == other.offset(0)
  end
  alias eql? ==

  def hash
    [string, regexp, offset(0)].hash
  end

  def inspect
    parts = []
    index = 1
    while index < size
      parts << " #{names[index - 1] || index}:#{self[index].inspect}"
      index += 1
    end
    "#<MatchData #{self[0].inspect}#{parts.join}>"
  end
end
