# String.

class String
  include Comparable

  primitive :initialize, :string_initialize
  primitive :replace, :string_replace
  alias initialize_copy replace
  primitive :+, :string_plus
  primitive :*, :string_times
  primitive :<<, :string_append
  primitive :concat, :string_concat
  primitive :prepend, :string_prepend
  primitive :==, :string_equal
  alias === ==
  primitive :eql?, :string_eql
  primitive :<=>, :string_compare
  primitive :casecmp, :string_casecmp
  primitive :hash, :string_hash
  primitive :length, :string_length
  alias size length
  primitive :bytesize, :string_bytesize
  primitive :empty?, :string_is_empty
  primitive :clear, :string_clear
  primitive :to_s, :string_to_s
  alias to_str to_s
  primitive :to_sym, :string_to_symbol
  alias intern to_sym
  primitive :reverse, :string_reverse
  primitive :insert, :string_insert
  primitive :[], :string_element
  alias slice []
  primitive :[]=, :string_set_element
  primitive :codepoints, :string_codepoints
  primitive :ord, :string_ord
  primitive :getbyte, :string_getbyte
  primitive :setbyte, :string_setbyte
  primitive :byteslice, :string_byteslice
  primitive :byteindex, :string_byteindex
  primitive :byterindex, :string_byterindex
  primitive :bytesplice, :string_bytesplice
  primitive :sum, :string_sum
  primitive :upcase, :string_upcase
  primitive :downcase, :string_downcase
  primitive :capitalize, :string_capitalize
  primitive :swapcase, :string_swapcase
  primitive :strip, :string_strip
  primitive :lstrip, :string_lstrip
  primitive :rstrip, :string_rstrip
  primitive :chomp, :string_chomp
  primitive :chop, :string_chop
  primitive :delete_prefix, :string_delete_prefix
  primitive :delete_suffix, :string_delete_suffix
  primitive :center, :string_center
  primitive :ljust, :string_ljust
  primitive :rjust, :string_rjust
  primitive :include?, :string_includes
  primitive :start_with?, :string_starts_with
  primitive :end_with?, :string_ends_with
  primitive :index, :string_index
  primitive :rindex, :string_rindex
  primitive :to_i, :string_to_i
  primitive :to_f, :string_to_f
  primitive :oct, :string_oct
  primitive :succ, :string_successor
  alias next succ
  primitive :inspect, :string_inspect
  primitive :dump, :string_dump
  primitive :tr, :string_tr
  primitive :tr_s, :string_tr_s
  primitive :delete, :string_delete
  primitive :squeeze, :string_squeeze
  primitive :count, :string_count
  primitive :force_encoding, :string_force_encoding
  primitive :valid_encoding?, :string_is_valid_encoding
  primitive :ascii_only?, :string_is_ascii_only
  primitive :encode, :string_encode
  primitive :-@, :string_intern_frozen
  primitive :__chilled?, :string_is_chilled
  alias dedup -@

  primitive :__bytes, :string_bytes
  primitive :__chars, :string_chars
  primitive :__lines, :string_lines
  primitive :__copy, :string_copy
  primitive :__frozen_copy, :string_frozen_copy
  primitive :__char_at_byte, :string_char_at_byte
  primitive :__split_text, :string_split_text
  primitive :__split_blanks, :string_split_blanks
  primitive :__replace_text, :string_replace_text
  primitive :__unpack, :string_unpack
  primitive :__scrub, :string_scrub
  primitive :__normalize, :string_normalize
  primitive :__encoding_index, :string_encoding_index
  private :__bytes, :__chars, :__lines, :__char_at_byte, :__split_text, :__split_blanks, :__replace_text, :__unpack, :__scrub, :__normalize, :__encoding_index

  class << self
    def try_convert(value)
      return value if String === value
      return nil unless value.respond_to?(:to_str)
      value.to_str
    end
  end

  def encoding
    Encoding.__at(__encoding_index)
  end

  def +@
    frozen? || __chilled? ? dup : self
  end

  def b
    __copy.force_encoding(Encoding::BINARY)
  end

  def scrub(replacement = nil, &block)
    __scrub(replacement || block)
  end

  def %(arguments)
    list = Hash === arguments ? [arguments] : Array.try_convert(arguments) || [arguments]
    format(self, *list)
  end

  def casecmp?(other)
    return nil if other.nil? && !respond_to?(:downcase)
    text = String.try_convert(other)
    raise TypeError, "no implicit conversion of #{other.nil? ? "nil" : other.class} into String" unless text
    downcase == text.downcase
  end

  def hex
    to_i(16)
  end

  def chr
    self[0] || ""
  end

  def bytes
    return __bytes unless block_given?
    each_byte { |byte| yield byte }
  end

  def chars
    return __chars unless block_given?
    each_char { |character| yield character }
  end

  def grapheme_clusters
    return each_grapheme_cluster { |cluster| yield cluster } if block_given?
    return chars unless valid_encoding?
    match = Regexp.__last_match
    clusters = /\X/.__scan(self)
    Regexp.__last_match = match
    clusters
  end

  def lines(separator = $/, chomp: false)
    __lines(separator, chomp)
  end

  def each_line(separator = $/, chomp: false)
    return to_enum(:each_line, separator, chomp: chomp) unless block_given?
    lines = __lines(separator, chomp)
    index = 0
    while index < lines.size
      yield lines[index]
      index += 1
    end
    self
  end

  def each_char
    return to_enum(:each_char) { size } unless block_given?
    offset = 0
    while character = __char_at_byte(offset)
      yield character
      offset += character.bytesize
    end
    self
  end

  def each_grapheme_cluster
    return to_enum(:each_grapheme_cluster) { grapheme_clusters.size } unless block_given?
    clusters = grapheme_clusters
    index = 0
    while index < clusters.size
      yield clusters[index]
      index += 1
    end
    self
  end

  def each_byte
    return to_enum(:each_byte) { bytesize } unless block_given?
    offset = 0
    while offset < bytesize
      yield getbyte(offset)
      offset += 1
    end
    self
  end

  def each_codepoint(&block)
    return to_enum(:each_codepoint) { size } unless block
    codepoints.each(&block)
    self
  end

  def upto(last, exclusive = false)
    return to_enum(:upto, last, exclusive) unless block_given?
    last = last.to_str
    if bytesize == 1 && last.bytesize == 1 && ascii_only? && last.ascii_only?
      byte = getbyte(0)
      stop = last.getbyte(0)
      while exclusive ? byte < stop : byte <= stop
        yield byte.chr
        byte += 1
      end
      return self
    end
    if match?(/\A\d+\z/) && last.match?(/\A\d+\z/)
      width = size
      number = to_i
      stop = last.to_i
      while exclusive ? number < stop : number <= stop
        yield number.to_s.rjust(width, "0")
        number += 1
      end
      return self
    end
    return self if (self <=> last) > 0 && size >= last.size || size > last.size
    current = self
    while current.size <= last.size
      at_end = current == last
      break if at_end && exclusive
      following = current.succ
      yield current
      break if at_end
      current = following
    end
    self
  end

  def between?(min, max)
    min <= self && self <= max
  end

  def unpack(template, offset: 0)
    values = __unpack(template, offset)
    return values unless block_given?
    values.each { |value| yield value }
    nil
  end

  def unpack1(template, offset: 0)
    __unpack(template, offset).first
  end

  def partition(separator)
    if Regexp === separator
      match = separator.match(self)
      return [__copy, "", ""] unless match
      return [match.pre_match, match[0], match.post_match]
    end
    text = separator.to_str
    at = byteindex(text)
    return [__copy, "", ""] unless at
    [byteslice(0, at), text.dup, byteslice(at + text.bytesize, bytesize)]
  end

  def rpartition(separator)
    if Regexp === separator
      return ["", "", __copy] unless rindex(separator)
      match = $~
      return [match.pre_match, match[0], match.post_match]
    end
    text = separator.to_str
    at = byterindex(text)
    return ["", "", __copy] unless at
    [byteslice(0, at), text.dup, byteslice(at + text.bytesize, bytesize)]
  end

  def split(pattern = nil, limit = 0)
    pattern = $; if pattern.nil?
    limit = limit.to_int
    parts =
      if limit == 1
        empty? ? [] : [__copy]
      elsif pattern.nil? || pattern == " "
        __split_blanks(limit)
      elsif Regexp === pattern
        pattern.__split(self, limit)
      else
        text = String.try_convert(pattern)
        raise TypeError, "wrong argument type #{pattern.class} (expected Regexp)" unless text
        text == " " ? __split_blanks(limit) : __split_text(text, limit)
      end
    return parts unless block_given?
    parts.each { |part| yield part }
    self
  end

  def slice!(*args)
    part = self[*args]
    if part.nil?
      raise FrozenError.new("can't modify frozen #{self.class}: #{inspect}", receiver: self) if frozen?
      return nil
    end
    self[*args] = ""
    part
  end

  def unicode_normalize(form = :nfc)
    return __normalize(form) if encoding == Encoding::UTF_8
    return encode(Encoding::UTF_8).__send__(:__normalize, form).encode(encoding) if encoding.name.start_with?("UTF")
    return __copy if encoding == Encoding::US_ASCII
    raise Encoding::CompatibilityError, "Unicode Normalization not appropriate for #{encoding}"
  end

  def unicode_normalized?(form = :nfc)
    unicode_normalize(form) == self
  end

  def crypt(salt)
    raise NotImplementedError, "String#crypt is not there"
  end

  def freeze
    super
  end
end
