# Sizes in bytes and limits of C's types on the platform that this runs on: 64-bit Linux.

module RbConfig
  SIZEOF = {
    "short" => 2, "int" => 4, "long" => 8, "long long" => 8, "__int128" => 16, "float" => 4, "double" => 8, "long double" => 16,
    "void*" => 8, "size_t" => 8, "ssize_t" => 8, "ptrdiff_t" => 8, "off_t" => 8, "time_t" => 8, "clock_t" => 8, "dev_t" => 8,
    "int8_t" => 1, "int16_t" => 2, "int32_t" => 4, "int64_t" => 8, "int128_t" => 16, "intptr_t" => 8, "intmax_t" => 8,
    "uint8_t" => 1, "uint16_t" => 2, "uint32_t" => 4, "uint64_t" => 8, "uint128_t" => 16, "uintptr_t" => 8,
    "wchar_t" => 4, "wint_t" => 4, "sig_atomic_t" => 4, "_Bool" => 1,
  }.freeze

  LIMITS = { "FIXNUM_MAX" => 2**62 - 1, "FIXNUM_MIN" => -2**62 }

  { CHAR: 8, SCHAR: 8, SHRT: 16, INT: 32, LONG: 64, LLONG: 64, WCHAR: 32,
    INT8: 8, INT16: 16, INT32: 32, INT64: 64, INTMAX: 64, INTPTR: 64, PTRDIFF: 64 }.each do |name, bits|
    LIMITS["#{name}_MAX"] = 2**(bits - 1) - 1
    LIMITS["#{name}_MIN"] = -2**(bits - 1)
  end

  { UCHAR: 8, USHRT: 16, UINT: 32, ULONG: 64, ULLONG: 64, UINT8: 8, UINT16: 16, UINT32: 32, UINT64: 64, UINTMAX: 64,
    UINTPTR: 64, SIZE: 64 }.each { |name, bits| LIMITS["#{name}_MAX"] = 2**bits - 1 }

  LIMITS.freeze
end
