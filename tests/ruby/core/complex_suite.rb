# Complex: literals, conversions, arithmetic, parts.
class ComplexSuite < Suite
  UNIT = 1i

  def test_literals
    same "(0+2i)", 2i.inspect
    same "(0+1.5i)", 1.5i.inspect
    same "(0+(3/2)*i)", 1.5ri.inspect
    same "1-2i", (1 - 2i).to_s
    yes UNIT.frozen?
    same UNIT, Complex::I
  end

  def test_values_made_by_kernel
    same Complex(1, 2), Complex("1+2i")
    same Complex(0, 1), Complex("i")
    same Complex(1.5, -2.5), "1.5-2.5ix".to_c
    same Complex(1/2r, 0), "1/2".to_c
    same Complex(0, 0), nil.to_c
    same Complex(-2, 0), Complex.polar(2, Math::PI)
    raises(TypeError, "not a real") { Complex.rect("1") }
    raises(ArgumentError, 'invalid value for convert(): "x"') { Complex("x") }
    same nil, Complex("x", exception: false)
  end

  def test_arithmetic_with_every_kind_of_number
    same Complex(-5, 10), (1 + 2i) * (3 + 4i)
    same Complex(11/25r, 2/25r), (1 + 2i) / (3 + 4i)
    same Complex(2, 0), (2 + 2i) / (1 + 1i)
    same Complex(1, 2), 1 + 2i
    same Complex(0.0, 3.0), 1.5 * 2i
    same Complex(-1, 0), 1i**2
    same Complex(-3, 4), (1 + 2i)**2
    same Complex(0, -1), 1i**-1
    same Complex(0.0, 2.0), (-4)**0.5
    raises(TypeError, "nil can't be coerced into Complex") { 1i + nil }
    raises(ZeroDivisionError) { 1i / 0 }
  end

  def test_parts
    number = 3 + 4i
    same [3, 4, 5.0, 25, Complex(3, -4)], [number.real, number.imaginary, number.abs, number.abs2, number.conjugate]
    same [[3, 4], [5.0, Math.atan2(4, 3)]], [number.rect, number.polar]
    same [5, 0, 0, Math::PI], [5.real, 5.imaginary, 5.arg, -5.arg]
    same [true, false], [5.real?, 5i.real?]
    same Complex(0, 5), 5.i
  end

  def test_comparison_and_conversion_need_a_real_number
    same [0, nil, 1], [Complex(1, 0) <=> 1, 1i <=> 1, Complex(2, 0) <=> Complex(1, 0)]
    yes Complex(1, 0) == 1
    yes 1 == Complex(1, 0)
    no Complex(1, 0).eql?(Complex(1.0, 0))
    same :found, { Complex(1, 2) => :found }[1 + 2i]
    same [3, 3.0, 3r], [Complex(3, 0).to_i, Complex(3, 0).to_f, Complex(3, 0).to_r]
    raises(RangeError, "can't convert 1+2i into Integer") { (1 + 2i).to_i }
    raises(NoMethodError) { 1i < 2i }
  end
end
