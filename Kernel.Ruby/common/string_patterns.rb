# String: methods that take patterns.

class String
  def =~(pattern)
    raise TypeError, "wrong argument type String (expected Regexp)" if String === pattern
    pattern =~ self
  end

  def match(pattern, position = 0, &block)
    pattern = Regexp.new(pattern) unless Regexp === pattern
    pattern.match(self, position, &block)
  end

  def match?(pattern, position = 0)
    pattern = Regexp.new(pattern) unless Regexp === pattern
    pattern.match?(self, position)
  end

  def scan(pattern)
    pattern = Regexp.new(Regexp.escape(pattern.to_str)) unless Regexp === pattern
    return pattern.__scan(self) unless block_given?
    text = __frozen_copy
    offset = 0
    while match = pattern.__search(text, offset, false)
      offset = match.__next_offset
      yield(match.size == 1 ? match[0] : match.captures)
      Regexp.__last_match = match
    end
    self
  end

  def sub(pattern, replacement = (no_replacement = true; nil), &block)
    raise ArgumentError, "wrong number of arguments (given 1, expected 2)" if no_replacement && !block
    (no_replacement ? __sub_with_block(pattern, false, &block) : __sub(pattern, replacement, false)) || __copy
  end

  def gsub(pattern, replacement = (no_replacement = true; nil), &block)
    return to_enum(:gsub, pattern) if no_replacement && !block
    (no_replacement ? __sub_with_block(pattern, true, &block) : __sub(pattern, replacement, true)) || __copy
  end

  def sub!(pattern, replacement = (no_replacement = true; nil), &block)
    raise ArgumentError, "wrong number of arguments (given 1, expected 2)" if no_replacement && !block
    __will_write
    changed = no_replacement ? __sub_with_block(pattern, false, &block) : __sub(pattern, replacement, false)
    changed && replace(changed)
  end

  def gsub!(pattern, replacement = (no_replacement = true; nil), &block)
    return to_enum(:gsub!, pattern) if no_replacement && !block
    __will_write
    changed = no_replacement ? __sub_with_block(pattern, true, &block) : __sub(pattern, replacement, true)
    changed && replace(changed)
  end

  private

  def __sub(pattern, replacement, all)
    if Regexp === pattern
      pattern.__replace(self, Hash === replacement ? replacement : String.try_convert(replacement) || raise(TypeError, "no implicit conversion of #{replacement.nil? ? "nil" : replacement.class} into String"), all)
    else
      text = String.try_convert(pattern)
      raise TypeError, "wrong argument type #{pattern.class} (expected Regexp)" unless text
      if String === replacement && !replacement.include?("\\")
        __replace_text(text, replacement, all)
      else
        __sub(Regexp.new(Regexp.escape(text)), replacement, all)
      end
    end
  end

  # nil when nothing matched.
  def __sub_with_block(pattern, all)
    pattern = Regexp.new(Regexp.escape(pattern.to_str)) unless Regexp === pattern
    text = __frozen_copy
    match = pattern.__search(text, 0, false)
    return nil unless match
    result = byteslice(0, 0)
    copied = 0
    while match
      from = match.byteoffset(0)
      result << text.byteslice(copied, from[0] - copied)
      result << yield(match[0]).to_s
      copied = from[1]
      last = match
      match = all ? pattern.__search(text, match.__next_offset, false) : nil
    end
    Regexp.__last_match = last
    result << text.byteslice(copied, text.bytesize)
  end
end
