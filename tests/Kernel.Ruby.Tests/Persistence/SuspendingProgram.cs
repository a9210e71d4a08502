using System.Text;

namespace Kernel.Ruby.Tests.Persistence;

/// <summary>
/// A random program that suspends wherever an expression may stand: in arguments, literals, conditions, interpolations, blocks,
/// ensure and rescue. It ends, and its answer depends on every value on its way.
/// </summary>
internal sealed class SuspendingProgram
{
    private readonly Random _random;
    private readonly StringBuilder _methods = new();
    private int _names;
    private List<string> _variables = [];

    /// <summary>The program of a seed: a class with a method <c>run</c>, of that name in persistent mode.</summary>
    public SuspendingProgram(int seed, string className)
    {
        _random = new Random(seed);
        for (int i = 0; i < 3; i++)
        {
            _variables = ["a", "b"];
            // Made before it is there to be called: no method calls itself.
            string method = $"def m{i}(a, b = {Leaf()}, *c, k: {Leaf()}, &d)\n{Statements(2, 3)}\n(d ? d.call(a) : b).to_i + c.size + k\nend\n";
            _methods.Append(method);
        }

        _variables = ["n"];
        Source = $$"""
            Maglev.persistent do
              class {{className}}
                def y(value) = (Fiber.yield(value) % 997)
                {{_methods}}
                def run(n)
                  {{Statements(3, 5)}}
                  [{{string.Join(", ", _variables)}}]
                end
              end
            end
            """;
    }

    /// <summary>What defines the class.</summary>
    public string Source { get; }

    private string Statements(int depth, int count)
    {
        StringBuilder text = new();
        for (int i = 0; i < count; i++)
        {
            text.Append(Statement(depth)).Append('\n');
        }

        return text.ToString();
    }

    private string Statement(int depth)
    {
        if (depth == 0)
        {
            return Assignment(1);
        }

        switch (_random.Next(12))
        {
            case 0:
                return $"if {Expression(depth - 1)}.odd?\n{Inner(depth)}else\n{Inner(depth)}end";
            case 1:
                string counter = $"w{++_names}";
                return $"{counter} = 0\nwhile ({counter} += 1) < 3\n{Inner(depth)}{(_random.Next(3) == 0 ? $"break if {Expression(1)} % 3 == 0\n" : "")}end";
            case 2:
                return $"begin\n{Inner(depth)}raise \"x\" if {Expression(depth - 1)}.even?\n{Inner(depth)}rescue => e{++_names}\n"
                    + $"{Inner(depth)}else\n{Inner(depth)}ensure\n{Inner(depth)}end";
            case 3:
                return Block($"[{Expression(1)}, {Expression(1)}].each", depth);
            case 4:
                return Block("2.times", depth);
            case 5:
                string first = Fresh(), second = Fresh();
                string right = $"{Expression(depth - 1)}, [{Expression(1)}, 5, 6]";
                Add(first, second);
                return $"{first}, ({second}, *) = {right}";
            case 6:
                return $"catch(:out) do\n{Inner(depth)}throw :out if {Expression(1)} > 400\n{Inner(depth)}end";
            case 7:
                string hash = Fresh();
                string made = $"{{ p: {Expression(depth - 1)}, \"q\" => {Expression(1)} }}.sum {{ |_, v| v + {Expression(1)} }}";
                Add(hash);
                return $"{hash} = {made}";
            default:
                return Assignment(depth);
        }
    }

    private string Block(string call, int depth)
    {
        List<string> outer = _variables;
        string parameter = Fresh();
        _variables = [.. outer, parameter];
        string jump = _random.Next(3) == 0 ? $"{(_random.Next(2) == 0 ? "next" : "break")} if {Expression(1)} % 3 == 0\n" : "";
        string body = Inner(depth) + jump + Inner(depth);
        _variables = outer;
        return $"{call} do |{parameter}|\n{body}end";
    }

    /// <summary>Statements whose new variables are not seen behind them: they may not have run.</summary>
    private string Inner(int depth)
    {
        List<string> outer = _variables;
        _variables = [.. outer];
        string text = Statements(depth - 1, 1 + _random.Next(2));
        _variables = outer;
        return text;
    }

    private string Assignment(int depth)
    {
        if (_random.Next(2) == 0)
        {
            return $"{Variable()} {(_random.Next(2) == 0 ? "=" : "+=")} {Expression(depth)} % 1000";
        }

        string name = Fresh();
        string text = $"{name} = {Expression(depth)}";
        Add(name);
        return text;
    }

    private string Expression(int depth)
    {
        if (depth <= 0)
        {
            return Leaf();
        }

        string E() => Expression(depth - 1);
        return _random.Next(15) switch
        {
            0 or 1 => $"y({E()})",
            2 => $"Fiber.yield({E()}).to_i",
            3 => $"({E()} + {E()} * {E()})",
            4 => $"[{E()}, {E()}, {E()}].sum",
            5 => $"\"#{{{E()}}}-#{{{E()}}}\".size",
            6 => $"({E()} > {E()} ? {E()} : {E()})",
            7 => $"[{E()}, *[{E()}, {E()}]].max",
            8 => $"->(l) {{ return l + {E()} if l > 300; {E()} }}.({E()})",
            9 when _methods.Length > 0 => $"m0({E()}, {E()}, k: {E()}) {{ |z| z + {E()} }}",
            10 when _methods.Length > 0 => $"m0({E()}, *[{E()}, {E()}])",
            11 => $"(case {E()} % 3 when 0 then {E()} when {E()} then {E()} else 7 end)",
            12 => $"({E()} rescue {E()})",
            13 => $"[[{E()}, 2], [{E()}, 4]].to_h.values[{E()} % 1].to_i",
            _ => Leaf(),
        };
    }

    private string Leaf() => _random.Next(4) == 0 ? $"y({_random.Next(50)})" : _random.Next(2) == 0 ? Variable() : $"{_random.Next(50)}";

    private string Variable() => _variables.Count == 0 ? "3" : _variables[_random.Next(_variables.Count)];

    private string Fresh() => $"v{++_names}";

    private void Add(params string[] names) => _variables.AddRange(names);
}
