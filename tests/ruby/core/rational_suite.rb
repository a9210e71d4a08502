# Rational: literals, conversions, arithmetic, rounding.
class RationalSuite < Suite
  HALF = 1/2r
  TABLE = { 1/2r => :half, 2r => :two }

  def test_literals_are_in_lowest_terms
    same "(3/2)", 1.5r.inspect
    same "(1/1)", 0x1r.inspect
    same "-7/3", (-7/3r).to_s
    same [1, 3], [(2/6r).numerator, (2/6r).denominator]
    yes HALF.frozen?
  end

  def test_values_made_by_kernel
    same 3/4r, Rational("0.75")
    same 1/3r, Rational("1/3")
    same 5/2r, Rational(5, 2)
    same 2r, Rational(1, 0.5)
    raises(ZeroDivisionError, "divided by 0") { Rational(1, 0) }
    raises(TypeError, "can't convert nil into Rational") { Rational(nil) }
    raises(ArgumentError, 'invalid value for convert(): "x"') { Rational("x") }
    same nil, Rational("x", exception: false)
    raises(NoMethodError) { Rational.new(1, 2) }
  end

  def test_conversions
    same 3602879701896397/36028797018963968r, 0.1.to_r
    same 1/10r, 0.1.rationalize
    same 22/7r, 3.14.rationalize(0.01r)
    same -1/3r, (-0.3333).rationalize(1/100r)
    same [0r, 5r, 1/2r, 0r], [nil.to_r, 5.to_r, "1/2x".to_r, "x".to_r]
    same [3, 0.25, 3.5], [(7/2r).to_i, (1/4r).to_f, (7/2r).to_f]
    same [3, 3.5], [Integer(7/2r), Float(7/2r)]
    raises(FloatDomainError) { Float::NAN.to_r }
  end

  def test_arithmetic_with_every_kind_of_number
    same 5/6r, 1/2r + 1/3r
    same 3/2r, 1 + HALF
    same 1/2r, 1 - HALF
    same 1.0, 0.5 + HALF
    same 1/6r, HALF * 1/3r
    same 4r, 2 / HALF
    same [3, 0r], (3/2r).divmod(HALF)
    same(-2, (-3/2r).div(1))
    same 1/2r, (-3/2r) % 1
    same 1/4r, HALF**2
    same 4r, HALF**-2
    same 1/8r, 2**-3
    same Math.sqrt(0.5), HALF**0.5
    same 5/6r, [1/2r, 1/3r].sum
    raises(ZeroDivisionError) { 0**-1 }
    raises(TypeError, "nil can't be coerced into Rational") { HALF + nil }
  end

  def test_comparison
    yes HALF == 0.5
    yes 1 == 1r
    no 1.eql?(1r)
    yes HALF.eql?(2/4r)
    same [-1, 0, 1, nil], [HALF <=> 1, HALF <=> 0.5, HALF <=> -1/2r, HALF <=> "a"]
    same [1/3r, 0.4, HALF], [HALF, 0.4, 1/3r].sort
    same [:half, :two], [TABLE[0.5r], TABLE[4/2r]]
  end

  def test_rounding
    same [2, 3, 2, 3], [5/2r, 5/2r, 5/2r, 5/2r].zip(%i[floor ceil truncate round]).map { |x, m| x.public_send(m) }
    same [-3, -2, -2, -3], [-5/2r, -5/2r, -5/2r, -5/2r].zip(%i[floor ceil truncate round]).map { |x, m| x.public_send(m) }
    same [2, 3, 2], %i[even up down].map { |half| (5/2r).round(half: half) }
    same 333/1000r, (1/3r).round(3)
    same 1300, (1250r).round(-2)
    raises(ArgumentError, "invalid rounding mode: none") { HALF.round(half: :none) }
  end
end
