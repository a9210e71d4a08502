# Methods: parameters of all kinds, keywords, forwarding, endless definitions.
class MethodsSuite < Suite
  def all(a, b = a + 1, *c, d, e:, f: e + 1, **g, &h) = [a, b, c, d, e, f, g, h&.call]

  def test_parameters_of_all_kinds
    same [1, 2, [], 3, 4, 5, {}, nil], all(1, 3, e: 4)
    same [1, 2, [], 3, 4, 5, {}, nil], all(1, 2, 3, e: 4)
    same [1, 2, [3, 4], 5, 6, 7, { h: 8 }, 9], all(1, 2, 3, 4, 5, e: 6, f: 7, h: 8) { 9 }
    same [[:req, :a], [:opt, :b], [:rest, :c], [:req, :d], [:keyreq, :e], [:key, :f], [:keyrest, :g], [:block, :h]], method(:all).parameters
    same(-4, method(:all).arity)
  end

  def keywords(a = nil, k: 0) = [a, k]
  def no_keywords(a, b = 0) = [a, b]
  def only_rest(*a, **k) = [a, k]
  def refuses_keywords(a, **nil) = a

  def test_keywords_are_not_positional
    same [nil, 1], keywords(k: 1)
    same [{ k: 1 }, 0], keywords({ k: 1 })
    same [{ k: 1 }, 0], no_keywords(k: 1)
    same [[], { a: 1, "b" => 2 }], only_rest(a: 1, "b" => 2)
    same [[{ a: 1 }], {}], only_rest({ a: 1 })
    same [[1], {}], only_rest(1, **{})
    raises(ArgumentError, "unknown keyword: :z") { keywords(z: 1) }
    raises(ArgumentError, "unknown keywords: :y, :z") { keywords(y: 1, z: 2) }
    raises(ArgumentError, "missing keyword: :e") { all(1, 2) }
    raises(ArgumentError, "no keywords accepted") { refuses_keywords(1, a: 2) }
    raises(ArgumentError, "wrong number of arguments (given 3, expected 1..2)") { no_keywords(1, 2, 3) }
    raises(ArgumentError, "wrong number of arguments (given 0, expected 2+; required keyword: e)") { all }
  end

  def forward_all(...) = all(...)
  def forward_after(first, ...) = all(first, ...)
  def forward_rest(*, **, &) = all(*, **, &)
  def forward_block(&) = [1, 2].map(&)

  def test_forwarding
    same [1, 2, [], 3, 4, 5, {}, 6], forward_all(1, 2, 3, e: 4) { 6 }
    same [1, 2, [], 3, 4, 5, {}, nil], forward_after(1, 2, 3, e: 4)
    same [1, 2, [], 3, 4, 5, {}, 6], forward_rest(1, 2, 3, e: 4) { 6 }
    same [2, 4], forward_block { |x| x * 2 }
  end

  def square(x) = x * x
  def endless_with_rescue = raise("x") rescue :rescued
  def ==(other) = other.equal?(self)

  def test_endless
    same 9, square(3)
    same :rescued, endless_with_rescue
    same :named, (def named = 1)
  end

  def destructured(a, (b, *c), d) = [a, b, c, d]

  def test_a_parameter_taken_apart
    same [1, 2, [3], 4], destructured(1, [2, 3], 4)
    same [1, 5, [], 4], destructured(1, 5, 4)
  end

  def later(a, b = a, c = b + 1) = [a, b, c]

  def test_defaults_see_parameters_before_them
    same [1, 1, 2], later(1)
    same [1, 5, 6], later(1, 5)
  end

  def counted(*) = yield(*)

  def test_yield_and_splat
    same [1, 2], counted(1, 2) { |a, b| [a, b] }
    same [[1, 2], 3], all_of(*[1, 2], 3) { |*a, b| [a, b] }
    same [1, { a: 2 }], pair_of(1, a: 2)
    list = [1, { a: 2 }]
    same [1, { a: 2 }], pair_of(*list)
  end

  def all_of(*list) = yield(*list)
  def pair_of(a, b) = [a, b]

  def test_names
    def !@ = :not
    def +@ = :plus
    def `(command) = "ran #{command}"
    def call(x) = x + 1
    def []=(*values)
      @values = values
    end
    same [:not, :plus, "ran ls", 3], [!self, +self, `ls`, self.(2)]
    self[1, 2] = 3
    same [1, 2, 3], @values
    def réponse? = 42
    same 42, réponse?
  end

  def test_undef_and_alias
    object = Class.new do
      def one = 1
      alias two one
      alias :three :one
      alias_method :four, :one
      def one = :changed
      undef two
    end.new
    same [:changed, 1, 1], [object.one, object.three, object.four]
    raises(NoMethodError, /undefined method 'two' for an instance of/) { object.two }
  end

  def test_a_hash_that_is_last
    same [[{ a: 1 }], {}], only_rest({ a: 1 })
    options = { b: 2 }
    same [[], { b: 2, c: 3 }], only_rest(**options, c: 3)
    same({ b: 2 }, options)
    same [[1, [2]], { k: 3 }], only_rest(1, [2], k: 3)
  end

  ruby2_keywords def collect(*arguments) = arguments
  def take(*arguments, **options) = [arguments, options]
  ruby2_keywords def pass_on(*arguments) = take(*arguments)

  def test_ruby2_keywords
    same [[1], { a: 2 }], pass_on(1, a: 2)
    same [[{ a: 2 }], {}], pass_on({ a: 2 })
    yes Hash.ruby2_keywords_hash?(collect(a: 1).last)
    no Hash.ruby2_keywords_hash?(collect({ a: 1 }).last)
    same [[], { a: 1 }], take(*[Hash.ruby2_keywords_hash({ a: 1 })])
    same [[], {}], take(*[Hash.ruby2_keywords_hash({})])
  end
end
