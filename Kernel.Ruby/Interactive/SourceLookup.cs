using System.Text;
using System.Text.RegularExpressions;
using Gem.Vm;
using Gem.Vm.Bytecode;
using Gem.Vm.Classes;
using Gem.Vm.Values;
using Kernel.Ruby.Primitives;

namespace Kernel.Ruby.Interactive;

/// <summary>
/// Finds the source of what a user names: <c>Class#method</c>, <c>receiver.method</c>, a method of self, or a class. Methods
/// keep their source, so it is found wherever they were defined: at the prompt, or by another VM years ago.
/// </summary>
public sealed partial class SourceLookup(RubyRuntime runtime)
{
    private readonly VirtualMachine _vm = runtime.Vm;

    /// <summary>The source of a name as seen from a workspace; null when there is no such thing or it has no source.</summary>
    public SourceListing? Find(string name, Workspace workspace)
    {
        Match member = MemberName().Match(name);
        if (member.Success)
        {
            EvaluationResult receiver = workspace.Evaluate(member.Groups[1].Value, 1);
            bool isInstance = member.Groups[2].Value == "#";
            if (receiver.IsFailed || (isInstance && receiver.Value.Ref is not ClassObject))
            {
                return null;
            }

            ClassObject start = isInstance ? (ClassObject)receiver.Value.Ref! : _vm.ClassOf(receiver.Value);
            return OfMethod(start, member.Groups[3].Value);
        }

        if (Names.IsConstant(name.AsSpan(name.LastIndexOf(':') + 1)))
        {
            EvaluationResult constant = workspace.Evaluate(name, 1);
            return constant is { IsFailed: false, Value.Ref: ClassObject module } ? OfModule(module) : null;
        }

        return OfMethod(_vm.ClassOf(workspace.Self), name);
    }

    private SourceListing? OfMethod(ClassObject start, string name) =>
        _vm.Methods.Find(start, _vm.Symbols.Intern(name), 1) is { } entry ? Listing(name, entry) : null;

    private SourceListing Listing(string name, MethodEntry entry)
    {
        CompiledCode code = entry.Code(_vm);
        CompiledCode root = code.Closure?.Code.Root ?? code.Root;
        int line = code.Closure?.Code.Line ?? code.Line;
        return new SourceListing($"{root.File}:{line}", TextOf(name, code));
    }

    private static string TextOf(string name, CompiledCode code) => code.CodeKind switch
    {
        CodeKind.AttributeReader => $"attr_reader :{name}",
        CodeKind.AttributeWriter => $"attr_writer :{name.TrimEnd('=')}",
        CodeKind.Primitive when code.Root.Source.Length == 0 => $"primitive :{name}, :{code.PrimitiveName}",
        CodeKind.ProcMethod => $"define_method(:{name}) {{ … }}",
        _ when code.Root.Source.Length == 0 => $"# {name}: its source was not kept",
        _ => Outdent(Encoding.UTF8.GetString(code.Root.Source)),
    };

    /// <summary>A class as its methods show it; the text between them is not kept.</summary>
    private SourceListing? OfModule(ClassObject module)
    {
        StringBuilder text = new();
        text.Append(module.IsModule ? "module " : "class ").Append(module.Name?.Text);
        ClassObject? above = module.IsModule ? null : Hierarchy.RubySuperclass(module);
        text.Append(above is null || above == _vm.Classes.Object ? "" : $" < {above.Name?.Text}").Append('\n');
        (SourceListing Listing, int Line)[] methods = [.. MethodLookup.OwnEntries(module, 1)
            .Where(entry => !entry.Value.IsUndefined)
            .Select(entry => (Listing(entry.Key.Text, entry.Value), entry.Value.Code(_vm).Line))
            .OrderBy(method => method.Item1.Place[..method.Item1.Place.LastIndexOf(':')], StringComparer.Ordinal).ThenBy(method => method.Line)];
        for (int i = 0; i < methods.Length; i++)
        {
            string source = methods[i].Listing.Text;
            bool isApart = i > 0 && (source.Contains('\n') || methods[i - 1].Listing.Text.Contains('\n'));
            text.Append(isApart ? "\n" : "").Append("  ").Append(source.Replace("\n", "\n  ")).Append('\n');
        }

        return new SourceListing(methods.Length > 0 ? methods[0].Listing.Place : "no methods of its own", text.Append("end").ToString());
    }

    /// <summary>The source begins where its <c>def</c> stands; its other lines are moved as far to the left.</summary>
    private static string Outdent(string source)
    {
        string[] lines = source.Split('\n');
        int margin = lines.Skip(1).Where(line => line.Trim().Length > 0).Select(line => line.Length - line.TrimStart().Length).DefaultIfEmpty(0).Min();
        for (int i = 1; i < lines.Length; i++)
        {
            lines[i] = lines[i].Length >= margin ? lines[i][margin..] : lines[i].TrimStart();
        }

        return string.Join('\n', lines);
    }

    [GeneratedRegex(@"^(.+)(#|\.)([\p{L}_][\p{L}\p{N}_]*[?!=]?|[+\-*/%<>=!~^&|\[\]]+)$")]
    private static partial Regex MemberName();
}
