# Kernel: conversion functions, input and output, and what the data classes bring.

module Kernel
  module_function

  primitive :puts, :kernel_puts
  primitive :format, :string_format
  primitive :__maglev_parse_integer__, :integer_parse
  primitive :__maglev_parse_float__, :float_parse

  alias_method :sprintf, :format
  module_function :sprintf

  def print(*objects)
    $stdout.print(*(objects.empty? ? [$_] : objects))
    nil
  end

  def p(*objects)
    objects.each { |object| $stdout.write(object.inspect, "\n") }
    objects.size > 1 ? objects : objects.first
  end

  def pp(*objects)
    objects.each { |object| $stdout.write(object.pretty_inspect) }
    objects.size > 1 ? objects : objects.first
  end

  def printf(*arguments)
    return nil if arguments.empty?
    port = String === arguments[0] ? $stdout : arguments.shift
    port.write(format(*arguments))
    nil
  end

  def putc(character) = $stdout.putc(character)

  # Lines come from the files that ARGV names, else from standard input.
  def gets(*arguments, **options) = $_ = ARGF.gets(*arguments, **options)
  def readline(*arguments, **options) = gets(*arguments, **options) || raise(EOFError, "end of file reached")
  def readlines(*arguments, **options) = ARGF.readlines(*arguments, **options)

  def open(path, *arguments, **options, &block)
    return path.to_open(*arguments, **options, &block) if path.respond_to?(:to_open)
    File.open(path, *arguments, **options, &block)
  end

  def Integer(value, base = nil, exception: true)
    if String === value || (base && value.respond_to?(:to_str))
      text = value.to_str
      number = text.include?("\0") ? nil : __maglev_parse_integer__(text, base || 0)
      return number if number
      return nil unless exception
      raise ArgumentError, text.include?("\0") ? "string contains null byte" : "invalid value for Integer(): #{text.inspect}"
    end
    raise ArgumentError, "base specified for non string value" if base
    case value
    when Integer then return value
    when Float
      if value.nan? || value.infinite?
        return nil unless exception
        raise FloatDomainError, value.to_s
      end
      return value.to_i
    when nil
      return nil unless exception
      raise TypeError, "can't convert nil into Integer"
    end
    number = value.respond_to?(:to_int) ? value.to_int : nil
    number = value.to_i if !(Integer === number) && value.respond_to?(:to_i)
    return number if Integer === number
    raise TypeError, "can't convert #{Kernel.__maglev_class_name__(value)} into Integer" if exception
  rescue TypeError, FloatDomainError
    raise if exception
  end

  def Float(value, exception: true)
    case value
    when Float then value
    when Integer then value.to_f
    when String
      number = __maglev_parse_float__(value)
      return number if number
      raise ArgumentError, "invalid value for Float(): #{value.inspect}" if exception
    when nil
      raise TypeError, "can't convert nil into Float" if exception
    else
      unless Numeric === value || value.respond_to?(:to_f) && !(Symbol === value)
        return nil unless exception
        raise TypeError, "can't convert #{Kernel.__maglev_class_name__(value)} into Float"
      end
      number = value.to_f
      return number if Float === number
      raise TypeError, "can't convert #{value.class} to Float (#{value.class}#to_f gives #{number.class})" if exception
    end
  end

  def String(value)
    text = value.respond_to?(:to_str) ? value.to_str : nil
    text = value.to_s unless String === text
    return text if String === text
    raise TypeError, "can't convert #{value.class} to String (#{value.class}#to_s gives #{text.class})"
  end

  def Array(value)
    return [] if value.nil?
    return value.to_ary if value.respond_to?(:to_ary)
    return value.to_a if value.respond_to?(:to_a)
    [value]
  end

  def Hash(value)
    return {} if value.nil? || (Array === value && value.empty?)
    return value.to_hash if value.respond_to?(:to_hash)
    raise TypeError, "can't convert #{value.class} into Hash"
  end

  def rand(limit = 0)
    return Random.rand if limit.nil? || 0 == limit
    return Random.rand(limit) if Range === limit
    limit = limit.to_int.abs
    limit.zero? ? Random.rand : Random.rand(limit)
  end

  def srand(*seed) = Random.srand(*seed)

  # Class name as conversion errors show it.
  def __maglev_class_name__(value)
    case value
    when nil, true, false then value.inspect
    else value.class.to_s
    end
  end
end

module Kernel
  def pretty_inspect = "#{inspect}\n"

  def =~(other) = nil
end
