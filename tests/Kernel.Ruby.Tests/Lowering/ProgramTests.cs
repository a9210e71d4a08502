namespace Kernel.Ruby.Tests.Lowering;

/// <summary>Small programs that combine features; MRI gave the expected values.</summary>
public sealed class ProgramTests
{
    private static readonly (string Source, string Expected)[] Programs =
    [
        (
            """"
            def f(a, b = (a > 1 ? a : 9), *c, d, (e, *g), k: b, **o, &blk) = [a, b, c, d, e, g, k, o.length]
            [f(1, 2, [3, 4]), f(2, 3, 4, 5, [6, 7, 8], k: 1, z: 2)]
            """",
            "[[1, 9, [], 2, 3, [4], 9, 0], [2, 3, [4], 5, 6, [7, 8], 1, 1]]"),
        (
            """"
            x = 10
            r = [1, 2, 3].each do |i|
              x += i
              next if i == 1
              break x if i == 2
            end
            [x, r]
            """",
            "[13, 13]"),
        (
            """"
            def f
              yield 1, 2
            end
            a = []
            f { |x| a << x }
            f { |x, | a << x }
            f { |x, y, z| a << [x, y, z] }
            f { |*x| a << x }
            f { |x, (y, z)| a << [x, y, z] }
            a
            """",
            "[1, 1, [1, 2, nil], [1, 2], [1, 2, nil]]"),
        (
            """"
            def m
              [1, 2, 3].each do |x|
                [4, 5].each do |y|
                  begin
                    return [x, y] if y == 5
                  ensure
                    $log = [x, y]
                  end
                end
              end
            end
            [m, $log]
            """",
            "[[1, 5], [1, 5]]"),
        (
            """"
            $log = []
            def t(n)
              $log << n
              begin
                begin
                  raise "a" if n == 1
                  return 5 if n == 2
                  $log << :body
                rescue => e
                  $log << e.message
                  raise TypeError, "b"
                else
                  $log << :else
                ensure
                  $log << :e1
                end
              rescue TypeError => e
                $log << e.message
                7
              ensure
                $log << :e2
              end
            end
            [t(1), t(2), t(3), $log]
            """",
            "[7, 5, [1, \"a\", :e1, \"b\", :e2, 2, :e1, :e2, 3, :body, :else, :e1, :e2], [1, \"a\", :e1, \"b\", :e2, 2, :e1, :e2, 3, :body, :else, :e1, :e2]]"),
        (
            """"
            i = 0
            res = []
            while (i += 1) < 10
              next if i % 2 == 0
              begin
                next if i == 3
                res << i
                break if i == 7
              ensure
                res << 0 - i
              end
            end
            res
            """",
            "[1, -1, -3, 5, -5, 7, -7]"),
        (
            """"
            counter = 0
            add = ->(n = 1, *rest, k: 2) { counter += n * k + rest.length }
            add.call
            def pass(*a, **k) = yield(*a, **k)
            pass(2, 3, 4, k: 5, &add)
            counter
            """",
            "14"),
        (
            """"
            a = [1, [2, [3, 4]], 5]
            b, (c, (d, *e)), *f = a
            [b, c, d, e, f]
            """",
            "[1, 2, 3, [4], [5]]"),
        (
            """"
            h = {a: 1}
            h[:b] ||= [2]
            h[:b] << 3
            h[:a] += h[:b].length
            [h[:a], h[:b]]
            """",
            "[3, [2, 3]]"),
        (
            """"
            class A
              def initialize; @v = []; end
              def [](*i) = @v[i.length]
              def []=(*i, v)
                @v[i.length] = v
              end
            end
            a = A.new
            a[1, 2] = 5
            a[1, 2] += 1
            a[*[1, 2]] += 1
            x, a[3, 4] = 9, a[1, 2] + 1
            [a[1, 2], a[5, 6], x]
            """",
            "[8, 8, 9]"),
        (
            """"
            class B
              attr = 1
              X = attr + 1
              class << self
                def x = X
                Y = 5
                def y = Y
              end
              def self.z(n) = n <= 0 ? [] : [n] + z(n - 1)
            end
            class Array; def +(o) = [*self, *o]; end
            [B.x, B.y, B.z(3)]
            """",
            "[2, 5, [3, 2, 1]]"),
        (
            """"
            def fib(n) = n < 2 ? n : fib(n - 1) + fib(n - 2)
            fib(15)
            """",
            "610"),
        (
            """"
            z = 5
            blk = proc { |z| z }
            blk.call(7)
            z
            """",
            "5"),
        (
            """"
            def opt(a, b = a * 2, c = b + a)
              [a, b, c]
            end
            [opt(1), opt(1, 5), opt(1, 5, 7)]
            """",
            "[[1, 2, 3], [1, 5, 6], [1, 5, 7]]"),
        (
            """"
            def blk(&b) = b
            f = blk { |x, y = x + 1, *z, k: y| [x, y, z, k] }
            def pass(*a, **k) = yield(*a, **k)
            [f.call(1), f.call([1, 2, 3]), pass(1, 2, k: 9, &f)]
            """",
            "[[1, 2, [], 2], [1, 2, [3], 2], [1, 2, [], 9]]"),
        (
            """"
            def w
              i = 0
              loop do
                i += 1
                [1].each { |x| next }
                break i if i > 3
              end
            end
            w
            """",
            "4"),
        (
            """"
            x = [1, 2, 3]
            a, b = b, a = 1, 2
            [a, b]
            """",
            "[nil, 1]"),
        (
            """"
            def r(x)
              case x
              when nil then :nil
              when true, false then :bool
              when Integer
                if x > 10 then :big else :small end
              when "a", "b" then :str
              when Symbol then x
              else :other
              end
            end
            [r(nil), r(true), r(5), r(50), r("b"), r(:q), r([])]
            """",
            "[:nil, :bool, :small, :big, :str, :q, :other]"),
        (
            """"
            def n
              x = 0
              begin
                x += 1
                raise "e" if x < 3
                x
              rescue
                retry
              ensure
                $x = x
              end
            end
            [n, $x]
            """",
            "[3, 3]"),
        (
            """"
            def e1
              yield
            rescue ArgumentError, TypeError => e
              [:rescued, e.message]
            else
              :else
            ensure
              $ens = true
            end
            [e1 { raise TypeError, "t" }, e1 { 1 }, (e1 { raise "z" } rescue :outer)]
            """",
            "[[:rescued, \"t\"], :else, :outer]"),
        (
            """"
            def sp(*) = sq(*)
            def sq(*a) = a
            def kw(**) = kx(**)
            def kx(**k) = k[:a]
            [sp(1, 2), kw(a: 3)]
            """",
            "[[1, 2], 3]"),
        (
            """"
            v = [[1, [2, 3]], [4, [5, 6]]].map { |a, (b, c)| a * b + c }
            v
            """",
            "[5, 26]"),
        (
            """"
            s = 0
            1.times { |i| 2.times { |j| 3.times { |k| s += 1 + i + j + k } } }
            s
            """",
            "15"),
        (
            """"
            def lz(x) = x && x[0] || :none
            [lz(nil), lz([false]), lz([1])]
            """",
            "[:none, :none, 1]"),
        (
            """"
            y = if false
                elsif nil
                end
            y
            """",
            "nil"),
        (
            """"
            def q(a:, b: a + 1, **r) = [a, b, r.length]
            o = {c: 1, d: 2}
            [q(a: 1), q(a: 1, b: 5, **o)]
            """",
            "[[1, 2, 0], [1, 5, 2]]"),
        (
            """"
            a = *nil
            b = *1
            c = *[1, 2]
            d, *e = *[1, 2, 3], 4
            [a, b, c, d, e]
            """",
            "[[], [1], [1, 2], 1, [2, 3, 4]]"),
        (
            """"
            $o = []
            def lg(x)
              $o << x
              x
            end
            class O; def m(*a) = a.length; def v=(x)
             end; end
            ob = O.new
            (lg(ob)).m(lg(1), *[lg(2)], lg(3))
            $o.length
            """",
            "4"),
        (
            """"
            @a, @b = 1
            @c = @d = [@a, @b]
            [@c, @d.equal?(@c)]
            """",
            "[[1, nil], true]"),
        (
            """"
            def deep(n)
              return yield(n) if n == 0
              deep(n - 1) { |x| yield(x + 1) }
            end
            deep(20) { |x| x }
            """",
            "20"),
        (
            """"
            g = lambda do |x|
              next 1 if x == 1
              return 2 if x == 2
              3
            end
            [g.call(1), g.call(2), g.call(3)]
            """",
            "[1, 2, 3]"),
        (
            """"
            def mm
              r = [1, 2, 3, 4].map do |x|
                if x.equal?(2)
                  next :two
                end
                x
              end
              r
            end
            mm
            """",
            "[1, :two, 3, 4]"),
        (
            """"
            x = 5
            x = x > 3 ? (x += 1; x * 2) : 0
            x
            """",
            "12"),
        (
            """"
            a = 1
            b = a.equal?(1) ? (a = 2) : (a = 3)
            [a, b]
            """",
            "[2, 2]"),
        (
            """"
            i = 0
            begin
              i += 1
              break if i > 10
            end until i >= 3
            i
            """",
            "3"),
        (
            """"
            c = 0
            until c == 5 do c += 1 end
            c
            """",
            "5"),
        (
            """"
            def blockarg(&b) = inner(&b)
            def inner = yield(3)
            blockarg { |x| x + 1 }
            """",
            "4"),
        (
            """"
            def ret_multi = return 1, *[2, 3], 4
            ret_multi
            """",
            "[1, 2, 3, 4]"),
        (
            """"
            class P1; def foo(a, b: 2) = [a, b]; end
            class P2 < P1
              def foo(a, b: 3)
                a = a + 1
                b = b + 1 if a > 1
                super
              end
            end
            class P3 < P2
              def foo(*args, **kw)
                args << 5 if args.length == 0
                [1].map { |x| super }
              end
            end
            [P2.new.foo(1), P3.new.foo(1, b: 7), P3.new.foo]
            """",
            "[[2, 4], [[2, 8]], [[6, 4]]]"),
        (
            """"
            def nested
              x = 1
              l1 = -> { x += 1; -> { x += 10; y = x; -> { y + x } } }
              l1.call.call.call
            end
            nested
            """",
            "24"),
        (
            """"
            def swap
              a, b, c = 1, 2, 3
              a, b, c = c, a, b
              [a, b, c]
            end
            swap
            """",
            "[3, 1, 2]"),
        (
            """"
            def ensure_val
              x = 1
              return x
            ensure
              x = 2
            end
            ensure_val
            """",
            "1"),
        (
            """"
            n = 0
            r = while n < 5
              n += 1
              if n == 3 then break n, :done end
            end
            r
            """",
            "[3, :done]"),
        (
            """"
            def unl(x) = (return :no unless x; :yes)
            [unl(nil), unl(1)]
            """",
            "[:no, :yes]"),
        (
            """"
            "a#{"b#{1 + 1}c"}d#{[1, 2].length}"
            """",
            "\"ab2cd2\""),
        (
            """"
            x = nil
            [x&.length, x.to_s, (x || 3), (x or 4)]
            """",
            "[nil, \"\", 3, 4]"),
        (
            """"
            def m1(a, (b, (c, *d), e), f) = [a, b, c, d, e, f]
            m1(1, [2, [3, 4, 5], 6], 7)
            """",
            "[1, 2, 3, [4, 5], 6, 7]"),
        (
            """"
            a = [3, 1, 2]
            i = 0
            a[i], a[i + 2] = a[i + 2], a[i]
            a
            """",
            "[2, 1, 3]"),
        (
            """"
            z = [*1..3] rescue :norange
            y = [[1, 2], [3]].map { |(a, b)| [b, a] }
            y
            """",
            "[[2, 1], [nil, 3]]"),
        (
            """"
            def kws(h = nil, **k) = [h.equal?(nil), k.length]
            [kws({a: 1}), kws(a: 1), kws]
            """",
            "[[false, 0], [true, 1], [true, 0]]"),
        (
            """"
            x = 3
            r = case
                when x < 3 then :lt
                when x == 3 then :eq
                end
            r
            """",
            ":eq"),
        (
            """"
            def yy
              a = yield
              b = yield 1
              c = yield 1, 2
              [a, b, c]
            end
            yy { |x, y| [x, y] }
            """",
            "[[nil, nil], [1, nil], [1, 2]]"),
        (
            """"
            f = proc { |a, b = 5, *c| [a, b, c] }
            [f.call, f.call(1), f.call([1, 2, 3]), f.call(1, 2)]
            """",
            "[[nil, 5, []], [1, 5, []], [1, 2, [3]], [1, 2, []]]"),
        (
            """"
            t = 0
            for a in [1, 2, 3]
              next if a == 2
              for b in [10, 20]
                t += a * b
                break if b == 10
              end
            end
            [t, a, b]
            """",
            "[40, 3, 10]"),
        (
            """"
            class Cx
              def method_missing(n, *a, &b) = [n, a.length, b ? b.call : nil]
              def respond_to_missing?(*) = true
            end
            [Cx.new.foo(1, 2) { 3 }, Cx.new.bar]
            """",
            "[[:foo, 2, 3], [:bar, 0, nil]]"),
        (
            """"
            def cond(a, b, c) = (a and b or c) ? 1 : 0
            [cond(1, nil, nil), cond(1, 2, nil), cond(nil, nil, 3)]
            """",
            "[0, 1, 1]"),
        (
            """"
            def not_all(a, b) = (!(a && b)) ? 1 : 2
            [not_all(1, 1), not_all(1, nil)]
            """",
            "[2, 1]"),
        (
            """"
            x = 0
            x += 1 while x < 10 && x != 7
            y = 10
            y -= 1 until y < 5 || y == 6
            [x, y]
            """",
            "[7, 6]"),
        (
            """"
            $calls = 0
            def once = $calls += 1
            a = []
            a[once] ||= :x
            a[once - 1] ||= :y
            [$calls, a]
            """",
            "[2, [nil, :x]]"),
    ];

    private static IEnumerable<TestCaseData> Cases =>
        Programs.Select((program, index) => new TestCaseData(program.Source, program.Expected).SetName($"Program_{index}_gives_what_MRI_gives"));

    [TestCaseSource(nameof(Cases))]
    public void A_program_gives_what_MRI_gives(string source, string expected) =>
        Assert.That(BareMachine.Run(source), Is.EqualTo(expected));
}
