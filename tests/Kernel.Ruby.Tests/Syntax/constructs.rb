# Every construct of the language once or twice; damaged by MutationTests, run by nobody.
BEGIN { $started = true }
END { puts "end" }
alias $old $new
alias new_name old_name
undef one, :two, :"th#{r}ee"
a, (b, *c), d.e, f[0], @g, @@h, $i, J::K = 1, *[2, 3]
x = if y then 1 elsif z; 2 else 3 end
text = <<~ONE + <<-'TWO' + <<"THREE"
  first #{nested = <<~INNER} line
    inner #{1 + 1}
  INNER
  \u{1F600 61} \x41 \101 \C-a \M-a
ONE
  second #{not interpolated}
  TWO
third #@a #@@b #$c
THREE
%w[a b\ c #{d}] + %W[a#{b}c d] + %i[a b] + %I[a#{b}]
%q(a(b)c) + %Q<a<#{b}>c> + %(x) + %x{ls} + `ls #{dir}`
/a(?<name>b)[^c]#{d}\/e/mixo =~ "ab"
%r{x}n; :"a b"; :a; :+; :[]=; ?a; ?\n; "a" "b" 'c'
[1, 0x1f, 0b1, 0o7, 1_000, 1.5, 1e-3, 2r, 1.5r, 3i, 4ri]
{ a: 1, "b": 2, "c#{d}": 3, e => f, **g, h:, :i => ->(j, k = 1, *l, m, n:, o: 2, **p, &q) { j } }
def m(a, b = 1, *c, d, e:, f: 2, **g, &h) = a
def self.n(...) = m(...)
def o(*, **, &) = m(*, **, &)
def obj.p = yield(1, *a, k: 2)
def q
  return 1, 2 if a
  yield
rescue A, *B => e
  retry
else
  super
ensure
  super(1) { |x; y| next x }
end
foo&.bar&.baz ||= 1
foo[1, 2] += 3
A::B &&= 4
case [1, { k: "v" }]
in [Integer => i, { k: String | nil => s, **nil }] if i > 0 then 1
in { a:, b: ^c, **rest } unless d
  2
in [*, 3, *post]
  3
in ^(1 + 1) | ..5 | "a".."z" | %w[a] | nil
  4
in A(k: Integer) | B[_, [*]]
  5
else 6
end
config => { name: }
value in [1, *]
case
when a, *b then 1
end
for i, j in [[1, 2]] do break if i end
while true do redo end until false
begin; 1; end while false
loop { |a, (b, c), *d, e: 1| next }
p(-> x, y { x }, _1, proc { it }, [1].map { _1 + _2 }, &:to_s)
puts [1] rescue nil
a ? b : c
not a and b or !c
a..b; a...; (..b)
puts "a" if (a==1)..(b==2)
class << self; attr_reader :x; private def y; end; end
class A < B::C; module D; end; end
defined?(@a) && defined? yield
__FILE__; __LINE__; __ENCODING__; __method__
a = b = c rescue d
a <=> b; a =~ b; a !~ b; a ** -b; -2 ** 2; ~a; !a; +a
foo bar do |x| baz x end
foo a: 1, &b
foo.() + foo::bar(1)
__END__
data
