using System.Text;
using Gem.Vm;
using Gem.Vm.Bytecode;
using Gem.Vm.Interpreter;
using Gem.Vm.Values;

namespace Kernel.Ruby.Tests.Lowering;

/// <summary>What needs the real kernel: eval and bindings, backtraces, define_method.</summary>
public sealed class EvaluationTests
{
    private static readonly (string Source, string Expected)[] Programs =
    [
        ("x = 1; eval('x + 1')", "2"),
        ("def f(a) = eval('a * 2')\nf(4)", "8"),
        ("b = binding; eval('y = 5', b); eval('y + 1', b)", "6"),
        ("x = 1; once(2) { |z| eval('x += z') }; x", "3"),
        ("def g; x = 3; binding; end; g.eval('x')", "3"),
        ("def h; x = 3; once(1) { |q| return binding }; end; h.eval('x + q')", "4"),
        ("eval('z = 2; once(1) { |i| i + z }')", "3"),
        ("x = 1; eval('once(5) { |i| x += i }'); x", "6"),
        ("x = 1; eval('y = 2; eval(\"y + x\")')", "3"),
        ("def r; eval('return 7'); 8; end; r", "7"),
        ("def y; eval('yield 3'); end; y { |v| v + 1 }", "4"),
        ("eval('1 +')", "SyntaxError"),
        ("class K; end; K.class_eval('def q = 9'); K.new.q", "9"),
        ("o = Object.new; o.instance_eval { @a = 4 }; o.instance_eval('@a + 1')", "5"),
        ("alias $new_name $old_name; $old_name = 4; $new_name", "4"),
        ("def t\n  raise 'x'\nend\nbegin\n  t\nrescue => e\n  e.backtrace\nend", "[\"test.rb:2:in 'Object#t'\", \"test.rb:5:in '<main>'\"]"),
        ("def mm = [__method__, once(1) { __method__ }]\nmm", "[:mm, :mm]"),
        ("define_singleton_method(:dd) { |a, b = 2| return a + b }; dd(1)", "3"),
        ("class Z; define_method(:w) { |&b| b.call(3) }; end; Z.new.w { |q| q * 2 }", "6"),
        ("class L; def a(*r, **o, &b) = [r, o, b.call]; define_method(:c) { |*r, **o, &b| a(*r, **o, &b) }; end; L.new.c(1, x: 2) { 3 }", "[[1], {x: 2}, 3]"),
        ("'abc' =~ /b(c)/; [$~[0], $1, $`]", "[\"bc\", \"c\", \"a\"]"),
        ("if /(?<n>\\d+)/ =~ 'a12' then n end", "\"12\""),
        ("def m(s) = s.match?(/x/i)\n[m('aX'), m('b')]", "[true, false]"),
        ("x = 'b'; ['abc', 'xbx'].map { |s| s.sub(/#{x}/o) { '-' } }", "[\"a-c\", \"x-x\"]"),
        ("def rx = /a/\nrx.equal?(rx)", "true"),
        ("case 'hello' when /^h(.)/ then $1 end", "\"e\""),
        ("h = Hash.new { |hh, k| hh[k] = k * 2 }; h[3] += 1; h", "{3 => 7}"),
        ("[3, 1, 2].sort_by { |v| -v }.each_with_index.map { |v, i| v * i }", "[0, 2, 2]"),
        ("catch(:done) { 10.times { |i| throw :done, i if i == 3 } }", "3"),
        ("def kw(a, b: 2, **o, &blk) = [a, b, o, blk&.call]\nmethod(:kw).to_proc.call(1, b: 3, c: 4) { 5 }", "[1, 3, {c: 4}, 5]"),
        ("r = []; (1..10).each { |i| r << i if (i % 3 == 0)..(i % 5 == 0) }; r", "[3, 4, 5, 6, 7, 8, 9, 10]"),
        ("a, (b, *c), d = 1, [2, 3, 4], 5; {a:, b:, c:, d:}", "{a: 1, b: 2, c: [3, 4], d: 5}"),
        ("P = Struct.new(:x, :y); case P.new(1, 2)\nin [x, y] then x + y end", "3"),
        ("case {name: 'Bob', age: 5}\nin {name: String => n, age: 3.. => a} then [n, a] end", "[\"Bob\", 5]"),
        ("case [1, 'x', :y, 4.0]\nin [Integer, String, Symbol, Float] then :ok end", ":ok"),
        ("5 => String | Float", "NoMatchingPatternError: 5"),
        ("[1, 2, 3].each_slice(2).map { |a, b = 9| [a, b] }", "[[1, 2], [3, 9]]"),
        ("%w[a b].each_with_object([]) { |s, acc| acc.unshift(s) }", "[\"b\", \"a\"]"),
        ("{a: 1, b: 2}.map { |k, v| [k, v * 2] }.to_h", "{a: 2, b: 4}"),
        ("{a: 1}.each_with_index.map { |(k, v), i| [k, v, i] }", "[[:a, 1, 0]]"),
        ("[[1, [2, 3]]].inject(0) { |s, (a, (b, c))| s + a + b + c }", "6"),
        ("def each_pair_; return to_enum(:each_pair_) unless block_given?; yield 1, 2; yield 3, 4; end; each_pair_ { |a, b| $q = a + b }; $q", "7"),
        ("x = [1, 2, 3]; x => [first, *]; first", "1"),
        ("s = +''; s << 'a' << \"b#{1}\"; s", "\"ab1\""),
        ("\"%d-%s\" % [1, 'x']", "\"1-x\""),
        ("[1, 2, 3].sum { _1 * 2 } + [1].sum { it }", "13"),
        ("def fact(n) = n <= 1 ? 1 : n * fact(n - 1)\nfact(25)", "15511210043330985984000000"),
        ("class Foo; include Comparable; attr_reader :v; def initialize(v) = @v = v; def <=>(o) = v <=> o.v; end; a, b = Foo.new(1), Foo.new(2); [a < b, a > b, (a >= b ? 1 : 2), a == b, a != b, [b, a].min.v]", "[true, false, 2, false, true, 1]"),
        ("class S3; define_method(:f) { super }; end; S3.new.f", "RuntimeError: implicit argument passing of super from method defined by define_method() is not supported. Specify all arguments explicitly."),
        ("class S1; def f(x) = [x]; end; class S2 < S1; define_method(:f) { |x| super(x + 1) }; end; S2.new.f(1)", "[2]"),
    ];

    [Test]
    public void Programs_on_the_kernel_give_what_MRI_gives()
    {
        List<string> answers = NativeStack.Run(() =>
        {
            VirtualMachine vm = new();
            vm.BootCoreClasses();
            RubyLanguage language = new(vm);
            RubyRuntime.Install(vm, language).LoadKernel(KernelSources.Default);
            BareMachine.Use(vm);
            Answer(vm, language, "def once(x) = yield(x)");
            return Programs.Select(program => Answer(vm, language, program.Source)).ToList();
        });
        Assert.Multiple(() =>
        {
            for (int i = 0; i < Programs.Length; i++)
            {
                Assert.That(answers[i], Is.EqualTo(Programs[i].Expected).Or.StartsWith(Programs[i].Expected), Programs[i].Source);
            }
        });
    }

    private static string Answer(VirtualMachine vm, RubyLanguage language, string source)
    {
        try
        {
            CompiledCode code = language.Compile(new CompilationRequest { Source = Encoding.UTF8.GetBytes(source), File = "test.rb" });
            return BareMachine.Inspect(vm, vm.MainThread.RunBody(code, vm.Main));
        }
        catch (GuestException error)
        {
            return Describe(error.Exception);
        }
        catch (UnwindException error) when (error.Unwinding.IsException)
        {
            return Describe(error.Unwinding.Exception);
        }
    }

    private static string Describe(Value exception)
    {
        ExceptionObject error = (ExceptionObject)exception.Ref!;
        return $"{BareMachine.ClassName(error)}: {error.Message} {string.Join(", ", error.RaisedAt ?? [])}";
    }
}
