# Whether two syntax trees, as parsed JSON, are the same: ours and Prism's. Flags don't count. Where Prism's client for
# JavaScript tells values otherwise than Prism has them, that is undone here.
module TreeComparison
  module_function

  # Where the trees begin to differ, as a path of fields; nil when they are the same.
  def difference(ours, prism, path = "")
    if same_leaf?(ours, prism) then nil
    elsif Hash === ours && Hash === prism && ours["type"] then node_difference(ours, prism, path)
    elsif Array === ours && Array === prism then list_difference(ours, prism, path)
    else "#{path}: #{summary(ours)} here, #{summary(prism)} in Prism"
    end
  end

  def node_difference(ours, prism, path)
    path = "#{path}/#{prism["type"]}"
    return "#{path}: #{ours["type"]} here" unless ours["type"] == prism["type"]
    (ours.keys | prism.keys).each do |field|
      next if field == "flags"
      found = difference(ours[field], prism[field], "#{path}.#{field}")
      return found if found
    end
    nil
  end

  def list_difference(ours, prism, path)
    return "#{path}: #{ours.size} elements here, #{prism.size} in Prism" unless ours.size == prism.size
    ours.each_index do |index|
      found = difference(ours[index], prism[index], "#{path}[#{index}]")
      return found if found
    end
    nil
  end

  def same_leaf?(ours, prism)
    return true if ours == prism || String === ours && ours.delete_prefix("\uFEFF") == prism
    return bytes(ours).then { |text| text && decode(text, prism) == prism["s"].delete_prefix("\uFEFF") } if Hash === prism && prism["enc"]
    number = integer(ours) and number_as_told(number) == integer(prism)
  end

  # The bytes of a literal, which ours tells as text when they are valid UTF-8.
  def bytes(ours)
    case ours
    when String then ours.b
    when Hash then ours["bytes"]&.encode("ISO-8859-1")&.b
    end
  end

  SINGLE_BYTE = %w[ascii us-ascii ascii-8bit binary].freeze
  private_constant :SINGLE_BYTE

  # Bytes as JavaScript decodes them: without a byte order mark; what is no text in its encoding as Latin-1.
  def decode(bytes, prism)
    encoding = !prism["valid"] || SINGLE_BYTE.include?(prism["enc"]) ? "ISO-8859-1" : prism["enc"]
    bytes.dup.force_encoding(encoding).encode("UTF-8").delete_prefix("\uFEFF")
  rescue EncodingError, ArgumentError
    nil
  end

  def integer(value)
    case value
    when Integer then value
    when Hash then value["int"]&.to_i
    end
  end

  # An integer as that client reads it: its words of 32 bits are taken for signed ones.
  def number_as_told(number)
    words = number.abs.digits(1 << 32).map { |word| word >= 1 << 31 ? word - (1 << 32) : word }
    told = words.each_with_index.inject(0) { |sum, (word, index)| sum | (word << (32 * index)) }
    number < 0 ? -told : told
  end

  def summary(value)
    text = Hash === value ? value["type"] || value.inspect : value.inspect
    text.size > 60 ? "#{text[0, 60]}..." : text
  end
end
