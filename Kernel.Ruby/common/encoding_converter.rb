# Encoding::Converter and the errors of conversion. The steps and their tables are the VM's; here are the options and the answers.

class Encoding
  # What the two errors of a text that does not convert know.
  module ConversionDetails
    attr_reader :source_encoding_name, :destination_encoding_name

    def source_encoding = Encoding.__known(@source_encoding_name)

    def destination_encoding = Encoding.__known(@destination_encoding_name)

    def __describe(source, destination, bytes, read_again, is_incomplete)
      @source_encoding_name = source
      @destination_encoding_name = destination
      @error_bytes = bytes
      @readagain_bytes = read_again
      @incomplete_input = is_incomplete
      self
    end

    # As primitive_errinfo has it.
    def __details(result) = [result, @source_encoding_name, @destination_encoding_name, @error_bytes, @readagain_bytes]
  end
  private_constant :ConversionDetails

  class UndefinedConversionError < EncodingError
    include ConversionDetails

    def error_char = @error_bytes.dup.force_encoding(source_encoding)
  end

  class InvalidByteSequenceError < EncodingError
    include ConversionDetails

    attr_reader :error_bytes, :readagain_bytes

    def incomplete_input? = @incomplete_input
  end

  class ConverterNotFoundError < EncodingError
  end

  def self.__known(name)
    find(name) unless name.empty?
  rescue ArgumentError
    nil
  end

  class Converter
    INVALID_MASK = 0xf
    INVALID_REPLACE = 0x2
    UNDEF_MASK = 0xf0
    UNDEF_REPLACE = 0x20
    UNDEF_HEX_CHARREF = 0x30
    UNIVERSAL_NEWLINE_DECORATOR = 0x100
    CRLF_NEWLINE_DECORATOR = 0x1000
    CR_NEWLINE_DECORATOR = 0x2000
    LF_NEWLINE_DECORATOR = 0x4000
    XML_TEXT_DECORATOR = 0x8000
    XML_ATTR_CONTENT_DECORATOR = 0x10000
    PARTIAL_INPUT = 0x20000
    AFTER_OUTPUT = 0x40000
    XML_ATTR_QUOTE_DECORATOR = 0x100000

    DECORATORS = {
      "universal_newline" => UNIVERSAL_NEWLINE_DECORATOR, "crlf_newline" => CRLF_NEWLINE_DECORATOR,
      "cr_newline" => CR_NEWLINE_DECORATOR, "lf_newline" => LF_NEWLINE_DECORATOR, "xml_text_escape" => XML_TEXT_DECORATOR,
      "xml_attr_content_escape" => XML_ATTR_CONTENT_DECORATOR, "xml_attr_quote" => XML_ATTR_QUOTE_DECORATOR
    }.freeze
    private_constant :DECORATORS

    FAULTS = %i[invalid_byte_sequence incomplete_input undefined_conversion].freeze
    private_constant :FAULTS

    class << self
      primitive :__path, :conversion_s_path
      primitive :__ascii_compatible, :conversion_s_ascii_compatible
      primitive :__decorators, :conversion_s_decorators

      def search_convpath(source, destination, options = nil, **keywords)
        __search(source, destination, __decorators(options || keywords))
      end

      def asciicompat_encoding(encoding)
        name = __ascii_compatible(encoding)
        name && Encoding.find(name)
      end

      # Steps as convpath has them; decorators come before a last step to an encoding without ASCII.
      def __search(source, destination, decorators)
        source = __name(source)
        destination = __name(destination)
        return decorators if source.empty? && destination.empty?
        way = __path(source, destination)
        unless way
          with = decorators.map { |name| " with #{name.delete_suffix("_escape")}" }.join
          raise ConverterNotFoundError, "code converter not found (#{source} to #{destination}#{with})"
        end
        steps = way.each_cons(2).map { |pair| pair.map { |name| Encoding.find(name) } }
        place = steps.last[1].ascii_compatible? ? steps.size : steps.size - 1
        steps.insert(place, *decorators)
      end

      def __name(encoding)
        return encoding.name if Encoding === encoding
        encoding = encoding.to_str unless String === encoding
        Encoding.find(encoding).name
      rescue ArgumentError
        encoding
      rescue NoMethodError
        raise TypeError, "no implicit conversion of #{encoding.nil? ? "nil" : encoding.class} into String"
      end
    end

    attr_reader :source_encoding, :destination_encoding, :convpath

    def initialize(source, destination = (no_destination = true; nil), flags = nil, **options)
      @options = Integer === flags ? __options_of(flags) : (Hash === flags ? flags : options)
      source, destination = Converter.__name(source), Converter.__name(destination) unless no_destination
      if no_destination
        @convpath = __checked(Array === source ? source : source.to_ary)
      else
        @convpath = Converter.__search(source, destination, Converter.__decorators(@options))
        @source_encoding = Encoding.__known(source)
        @destination_encoding = Encoding.__known(destination)
      end
      if no_destination && (pairs = @convpath.grep(Array)).any?
        @source_encoding = pairs.first[0]
        @destination_encoding = pairs.last[1]
      end
      @replacement = nil
      self.replacement = @options[:replace] if @options[:replace]
      @last = [:source_buffer_empty, nil, nil, nil, nil]
      __open(@convpath)
    end

    def convert(text)
      raise ArgumentError, "converter already finished" if @finished
      output = "".b
      __convert_all(text.to_str.dup, output, false)
      __text(output)
    end

    def finish
      output = "".b
      __convert_all("".dup, output, true)
      @finished = true
      __text(output)
    end

    def primitive_convert(source, destination, offset = nil, size = nil, flags = nil, partial_input: false, after_output: false, **options)
      source, destination = __buffers(source, destination)
      if Integer === flags
        partial_input = flags & PARTIAL_INPUT != 0
        after_output = flags & AFTER_OUTPUT != 0
      elsif Hash === flags
        partial_input = flags[:partial_input]
        after_output = flags[:after_output]
      end
      offset = __checked_offset(destination, offset&.to_int)
      size = size&.to_int
      raise ArgumentError, "negative output_bytesize" if size && size < 0
      result = __step(source, destination, offset, size, !partial_input, !!after_output)
      destination.force_encoding(@destination_encoding) if @destination_encoding
      result
    end

    def primitive_errinfo = @last

    def last_error = @error

    def insert_output(text)
      __insert(text, nil)
      nil
    end

    def putback(count = nil)
      text = __put_back(count)
      @source_encoding ? text.force_encoding(@source_encoding) : text
    end

    def replacement
      return @replacement if @replacement
      name = @destination_encoding&.name.to_s
      name.start_with?("UTF") ? "\uFFFD" : "?".dup.force_encoding("US-ASCII")
    end

    def replacement=(text)
      converted = String.try_convert(text)
      raise TypeError, "no implicit conversion of #{text.nil? ? "nil" : text.class} into String" unless converted
      text = converted
      target = @destination_encoding
      @replacement = target && target.ascii_compatible? ? text.encode(target) : text
    rescue UndefinedConversionError, InvalidByteSequenceError
      raise UndefinedConversionError, "replacement character setup failed"
    end

    def ==(other)
      Converter === other && convpath == other.convpath && replacement == other.replacement
    end

    def inspect
      pairs = @convpath.grep(Array)
      names = @convpath.grep(String).map { |name| name.delete_suffix("_escape") }
      way = pairs.empty? ? "" : "#{pairs.first[0].name} to #{pairs.last[1].name}"
      with = names.empty? ? "" : "#{" " unless way.empty?}with #{names.join(",")}"
      "#<Encoding::Converter: #{way.empty? && with.empty? ? "no-conversion" : way + with}>"
    end

    private

    primitive :__open, :conversion_open
    primitive :__run, :conversion_run
    primitive :__insert, :conversion_insert
    primitive :__fault, :conversion_fault
    primitive :__put_back, :conversion_put_back
    primitive :__replaced?, :conversion_is_replaced

    def __options_of(flags)
      options = {}
      options[:invalid] = :replace if flags & INVALID_MASK == INVALID_REPLACE
      options[:undef] = :replace if flags & UNDEF_MASK == UNDEF_REPLACE
      options[:universal_newline] = true if flags & UNIVERSAL_NEWLINE_DECORATOR != 0
      options[:crlf_newline] = true if flags & CRLF_NEWLINE_DECORATOR != 0
      options[:cr_newline] = true if flags & CR_NEWLINE_DECORATOR != 0
      options[:lf_newline] = true if flags & LF_NEWLINE_DECORATOR != 0
      options[:xml] = :text if flags & XML_TEXT_DECORATOR != 0
      options[:xml] = :attr if flags & XML_ATTR_CONTENT_DECORATOR != 0
      options
    end

    def __checked(path)
      raise ArgumentError, "empty conversion path" if path.empty?
      path.map do |step|
        next __checked_pair(step) if Array === step
        raise ArgumentError, "decoration failed: #{step}" unless DECORATORS.key?(step.to_str)
        step.to_str
      end
    end

    def __checked_pair(pair)
      raise ArgumentError, "not a 2-element array in convpath" unless pair.size == 2
      names = pair.map { |encoding| Converter.__name(encoding) }
      way = Converter.__path(*names)
      raise ArgumentError, "adding conversion failed: #{names.join(" to ")}" unless way && way.size == 2
      way.map { |name| Encoding.find(name) }
    end

    def __buffers(source, destination)
      source = source.to_str unless source.nil? || String === source
      destination = destination.to_str unless String === destination
      destination.__send__(:__will_write)
      [source, destination]
    end

    def __checked_offset(destination, offset)
      return destination.bytesize if offset.nil?
      raise ArgumentError, "negative output_byteoffset" if offset < 0
      raise ArgumentError, "output_byteoffset too big" if offset > destination.bytesize
      offset
    end

    # Runs until something stops that no replacement mends.
    def __step(source, destination, offset, size, is_last, after_output)
      begin
        result = __run(source, destination, offset, size, is_last, after_output)
        @error = FAULTS.include?(result) ? __fault : nil
        offset = destination.bytesize
      end while @error && __replaced?(@options, @replacement)
      @last = @error ? @error.__details(result) : [result, nil, nil, nil, nil]
      result
    end

    def __convert_all(source, output, is_last)
      __step(source, output, 0, nil, is_last, false)
      raise @error if @error
    end

    def __text(output) = @destination_encoding ? output.force_encoding(@destination_encoding) : output
  end
end
