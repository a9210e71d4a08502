# Pattern matching: case/in, => and in.
class PatternsSuite < Suite
  Point = Struct.new(:x, :y)

  class Temperature
    def initialize(degrees) = @degrees = degrees
    def deconstruct_keys(keys) = { degrees: @degrees, asked: keys }
    def deconstruct = [@degrees, :degrees]
  end

  def kind(value)
    case value
    in Integer | Float => number if number > 100 then [:large, number]
    in 0 then :zero
    in Integer => n unless n < 0 then [:integer, n]
    in ..-1 then :negative
    in "a".."f" => letter then [:letter, letter]
    in String then :string
    in [] then :empty
    in [x] then [:one, x]
    in [Integer => a, [b, *c]] then [a, b, c]
    in [:head, *rest] then [:rest, rest]
    in [*, :needle, after, *] then [:found, after]
    in { name: String => name, age: 18.. => age } then [:adult, name, age]
    in { name:, **rest } if rest.empty? then [:name, name]
    in { type: :circle, radius: } then [:circle, radius]
    in {} then :empty_hash
    in Point(x:, y: 0) then [:on_axis, x]
    in Point[a, b] then [:point, a, b]
    in Temperature(degrees: 30..) then :hot
    in Temperature(d, :degrees) then [:degrees, d]
    in nil then nil
    else :other
    end
  end

  def test_values_and_guards
    same [:large, 101], kind(101)
    same :zero, kind(0)
    same [:integer, 5], kind(5)
    same :negative, kind(-5)
    same [:letter, "c"], kind("c")
    same :string, kind("zz")
    same nil, kind(nil)
    same :other, kind(:symbol)
  end

  def test_arrays
    same :empty, kind([])
    same [:one, 1], kind([1])
    same [1, 2, [3, 4]], kind([1, [2, 3, 4]])
    same [:rest, [1, 2]], kind([:head, 1, 2])
    same [:found, 9], kind([1, 2, :needle, 9, 8])
    same :other, kind([1, 2, 3])
  end

  def test_hashes
    same [:adult, "Ann", 20], kind({ name: "Ann", age: 20 })
    same [:name, "Ann"], kind({ name: "Ann" })
    same [:circle, 3], kind({ type: :circle, radius: 3, color: :red })
    same :empty_hash, kind({})
    same :other, kind({ unknown: 1 })
  end

  def test_deconstruction
    same [:on_axis, 4], kind(Point.new(4, 0))
    same [:point, 4, 5], kind(Point.new(4, 5))
    same :hot, kind(Temperature.new(40))
    same [:degrees, 3], kind(Temperature.new(3))
    Temperature.new(3) => { asked: }
    same [:asked], asked
  end

  def test_pins
    expected = 5
    same :same, (case 5; in ^expected then :same end)
    same :sum, (case 7; in ^(3 + 4) then :sum end)
    @seven = 7
    same :ivar, (case 7; in ^@seven then :ivar end)
    same :twice, (case [1, 1]; in [a, ^a] then :twice end)
    no(([1, 2] in [a, ^a]))
  end

  def test_one_line
    { user: { name: "Ann", roles: [:admin, :dev] } } => { user: { name:, roles: [first, *] } }
    same ["Ann", :admin], [name, first]
    yes((1 in Integer))
    no(("1" in Integer))
    yes(({ a: 1, b: 2 } in { a: 1 }))
    no(({ a: 1, b: 2 } in { a: 1, **nil }))
    in_array = [1, [2, 3]]
    in_array => [a, [b, c]]
    same 6, a + b + c
    5 => five
    same 5, five
  end

  def test_no_match
    error = raises(NoMatchingPatternKeyError, "{a: 1}: key not found: :b") { { a: 1 } => { b: } }
    same [:b, { a: 1 }], [error.key, error.matchee]
    raises(NoMatchingPatternError, /\A5/) { case 5; in String then 1 end }
    raises(NoMatchingPatternError, /\A5/) { 5 => String }
  end

  def test_alternatives_and_nil_keys
    same :yes, (case { a: nil }; in { a: nil } then :yes end)
    same :both, (case [1, "x"]; in [Integer | nil, String | Symbol] then :both end)
    same 1, (case { "k": 1 }; in { "k": v } then v end)
    same [:arr, 2], (case [1, 2]; in Integer, Integer => b then [:arr, b] end)
    same({ b: 2 }, (case { a: 1, b: 2 }; in a: 1, **rest then rest end))
  end

  def test_what_is_asked_of_objects
    raises(TypeError, "deconstruct must return Array") do
      case Class.new { def deconstruct = 1 }.new
      in [a] then a
      end
    end
  end
end
