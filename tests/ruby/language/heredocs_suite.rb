# Here documents: all kinds, nested and beside each other.
class HeredocsSuite < Suite
  def pair(a, b) = [a, b]

  def test_plain_indented_and_squiggly
    same "a\n  b\n", <<A
a
  b
A
    same "    a\n", <<-A
    a
    A
    same "a\n  b\n\nc\n", <<~A
      a
        b

      c
    A
  end

  def test_quotes
    x = 1
    same "1\n", <<~"A"
      #{x}
    A
    same "\#{x}\\n\n", <<~'A'
      #{x}\n
    A
    same "hi\n", <<~`A`
      echo hi
    A
  end

  def test_several_on_a_line
    same ["one\n", "two\n"], pair(<<~A, <<~B)
      one
    A
      two
    B
    same "ONE\n", <<~A.upcase
      one
    A
  end

  def test_nested
    same "outer inner\n end\n\n", <<~A
      outer #{<<~B.chomp}
        inner
         end
      B

    A
  end

  def test_squiggly_counts_only_text
    same "  a1\nb\n", <<~A
        a#{1}
      b
    A
    same "a\n\tb\n", <<~A
      a
      	b
    A
    same " a\n", <<~A
      \ a
    A
    same "ab\n", <<~A
      a\
      b
    A
  end

  def test_a_method_called_over_the_lines
    found = [<<~A, 2].map { |x| x }
      text
    A
    same ["text\n", 2], found
    same({ a: "x\n" }, { a: <<~X })
      x
    X
  end
end
