# String: the forms with an exclamation mark. Most answer nil when nothing changed.

class String
  def upcase!(*options)
    __change(upcase(*options))
  end

  def downcase!(*options)
    __change(downcase(*options))
  end

  def capitalize!(*options)
    __change(capitalize(*options))
  end

  def swapcase!(*options)
    __change(swapcase(*options))
  end

  def chop!
    __change(chop)
  end

  def strip!
    __change(strip)
  end

  def lstrip!
    __change(lstrip)
  end

  def rstrip!
    __change(rstrip)
  end

  def chomp!(*separator)
    __change(chomp(*separator))
  end

  def squeeze!(*sets)
    __change(squeeze(*sets))
  end

  def delete!(*sets)
    __change(delete(*sets))
  end

  def tr!(from, to)
    __change(tr(from, to))
  end

  def tr_s!(from, to)
    __change(tr_s(from, to))
  end

  def delete_prefix!(prefix)
    __change(delete_prefix(prefix))
  end

  def delete_suffix!(suffix)
    __change(delete_suffix(suffix))
  end

  def succ!
    __will_write
    replace(succ)
  end

  def next!
    __will_write
    replace(succ)
  end

  def reverse!
    __will_write
    replace(reverse)
  end

  def encode!(*encodings, **options)
    __will_write
    replace(options.empty? ? encode(*encodings) : encode(*encodings, **options))
  end

  def scrub!(replacement = nil, &block)
    __will_write
    replace(scrub(replacement, &block))
  end

  def unicode_normalize!(form = :nfc)
    __will_write
    replace(unicode_normalize(form))
  end

  private

  def __will_write
    raise FrozenError.new("can't modify frozen #{self.class}: #{inspect}", receiver: self) if frozen?
  end

  def __change(changed)
    __will_write
    changed == self ? nil : replace(changed)
  end
end
