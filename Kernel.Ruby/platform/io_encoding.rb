# IO: the encodings of what a stream reads and writes. Two of them: of the strings it gives, and (when it converts) of its bytes.

class IO
  NO_CONVERSION = "-".freeze
  private_constant :NO_CONVERSION

  def external_encoding
    given, of_bytes = __maglev_encodings__
    return Encoding.__at(of_bytes || given) if of_bytes || given || __maglev_writable__
    Encoding.default_external
  end

  def internal_encoding
    given, of_bytes = __maglev_encodings__
    of_bytes && Encoding.__at(given)
  end

  def set_encoding(external, internal = nil, **options)
    raise ArgumentError, "newline decorator with binary mode" if binmode? && options.key?(:newline)
    if internal.nil?
      __maglev_use_encodings__(*__maglev_parsed_encodings__(external), options)
    else
      of_bytes = Encoding.find(external)
      given = internal == NO_CONVERSION || of_bytes == Encoding::BINARY ? of_bytes : Encoding.find(internal)
      __maglev_use_encodings__(given, given == of_bytes ? nil : of_bytes, options)
    end
    self
  end

  def set_encoding_by_bom
    raise ArgumentError, "ASCII incompatible encoding needs binmode" unless binmode?
    given, of_bytes = __maglev_encodings__
    raise ArgumentError, "encoding conversion is set" if of_bytes
    given = Encoding.__at(given)
    raise ArgumentError, "encoding is set to #{given} already" if given && given != Encoding::BINARY
    __maglev_readable__ ? __maglev_take_mark__ : nil
  end

  private

  primitive :__maglev_encodings__, :io_encodings
  primitive :__maglev_set_encodings__, :io_set_encodings
  primitive :__maglev_writable__, :io_is_writable
  primitive :__maglev_byte_order_mark__, :io_byte_order_mark

  def __maglev_use_encodings__(given, of_bytes, options)
    __maglev_require_binmode__(given || Encoding.default_external) unless of_bytes
    __maglev_set_encodings__(given&.__number, of_bytes&.__number, options.empty? ? nil : options)
  end

  def __maglev_require_binmode__(encoding)
    return if encoding.ascii_compatible? || binmode? || !__maglev_readable__
    raise ArgumentError, "ASCII incompatible encoding needs binmode"
  end

  # Two encodings of: nil, an Encoding, "external", "external:internal", "external:-".
  def __maglev_parsed_encodings__(external)
    return __maglev_encodings_for__(external, nil) if external.nil? || Encoding === external
    external = external.to_str
    raise ArgumentError, "invalid encoding name (non ASCII)" unless external.encoding.ascii_compatible?
    name, internal = __maglev_split_names__(external)
    converts = internal != NO_CONVERSION
    __maglev_encodings_for__(__maglev_find_encoding__(name), converts && internal ? __maglev_find_encoding__(internal) : nil, converts)
  end

  def __maglev_split_names__(names)
    at = names.rindex(":")
    at ? [names[0, at], names[at + 1..]] : [names, nil]
  end

  def __maglev_find_encoding__(name)
    return nil if name.empty?
    Encoding.find(name)
  rescue ArgumentError
    warn "Unsupported encoding #{name} ignored"
    nil
  end

  # What a stream with these external and internal encodings gives, and what its bytes are in when they are converted.
  def __maglev_encodings_for__(external, internal, converts = true)
    is_default = external.nil?
    external ||= Encoding.default_external
    internal = external == Encoding::BINARY || !converts ? nil : internal || Encoding.default_internal
    return [internal, external] if internal && internal != external
    [is_default && internal != external ? nil : external, nil]
  end

  # The mode of open, with b when the options ask for it.
  def __maglev_open_mode__(mode, options)
    raise ArgumentError, "mode specified twice" if mode && options[:mode]
    mode ||= options[:mode] || "r"
    raise ArgumentError, "both textmode and binmode specified" if options[:textmode] && options[:binmode]
    return mode unless String === mode
    letters, encodings = mode.split(":", 2)
    raise ArgumentError, "binmode specified twice" if letters.include?("b") && %i[binmode textmode].any? { |key| options.key?(key) }
    raise ArgumentError, "textmode specified twice" if letters.include?("t") && %i[binmode textmode].any? { |key| options.key?(key) }
    letters += "b" if options[:binmode]
    encodings ? "#{letters}:#{encodings}" : letters
  end

  # Encodings as the mode ("r:euc-jp:utf-8", "rb", "r:BOM|utf-8") and the options of open have them.
  def __maglev_open_encodings__(mode, options)
    named = String === mode && mode.index(":") ? mode[mode.index(":") + 1..] : nil
    given = %i[external_encoding internal_encoding encoding].any? { |key| !options[key].nil? }
    raise ArgumentError, "encoding specified twice" if named && given
    is_text = String === mode && mode.split(":").first.include?("t")
    raise ArgumentError, "newline decorator with binary mode" if binmode? && options.key?(:newline)
    named = __maglev_named_encodings__(options) if given
    takes_mark = String === named && named[0, 4].casecmp?("BOM|")
    named = named[4..] if takes_mark
    conversion = options.slice(:invalid, :undef, :replace, :newline, :universal_newline, :crlf_newline, :cr_newline, :lf_newline)
    conversion[:universal_newline] = true if is_text && __maglev_readable__
    named = Encoding::BINARY if named.nil? && binmode?
    pair = Array === named ? __maglev_encodings_for__(*named) : __maglev_parsed_encodings__(named)
    return if pair == [nil, nil] && conversion.empty? && Encoding.default_external.ascii_compatible?
    __maglev_use_encodings__(*pair, conversion)
    __maglev_take_mark__ if takes_mark && __maglev_readable__
  end

  def __maglev_named_encodings__(options)
    external = options[:external_encoding]
    internal = options[:internal_encoding]
    return options[:encoding] if external.nil? && internal.nil?
    used = external.nil? ? "internal" : "external"
    warn "Ignoring encoding parameter '#{options[:encoding]}': #{used}_encoding is used" if options[:encoding]
    return external if internal.nil? && String === external
    external = Encoding.find(external) unless external.nil?
    return [external, nil, false] if internal == NO_CONVERSION
    [external, internal && Encoding.find(internal)]
  end

  # Takes the mark before a text and the encoding it stands for; nil without one.
  def __maglev_take_mark__
    name = __maglev_byte_order_mark__
    return nil unless name
    encoding = Encoding.find(name)
    internal = internal_encoding
    __maglev_set_encodings__((internal || encoding).__number, internal && internal != encoding ? encoding.__number : nil, nil)
    encoding
  end
end
