using System.Text;
using Gem.Vm;
using Gem.Vm.Values;

namespace Gem.Client.Commands.Topaz;

/// <summary>The commands for Ruby: run it, define in it, browse it.</summary>
public sealed partial class TopazInterpreter
{
    private bool DoRuby(string command, string argument)
    {
        string[] words = Words(argument);
        switch (command)
        {
            case "rubyrun":
                (string program, int line) = Input.ReadText();
                Guarded(() => ShowResult(RunRuby(program, line), _settings.Level, isRuby: true));
                return true;
            case "rubymethod":
                (string method, int first) = Input.ReadText();
                Guarded(() => RunRuby($"{RubyClassNamed(argument)}.class_eval({Quoted(method)}, {Quoted(Input.Name)}, {first})", 1));
                return true;
            case "rubylist":
                Browse($"puts {RubyClassNamed(argument)}.instance_methods(false).sort");
                return true;
            case "rubyhierarchy":
                Browse($"puts {RubyClassNamed(argument)}.ancestors.reverse");
                return true;
            case "rubylookup":
                RequireCount(words, 2, "rubylookup wants a class and a method name");
                Browse($$"""
                    found = {{words[0]}}.instance_method({{Quoted(words[1])}})
                    puts "#{found.owner}##{found.name} #{found.source_location&.join(":")}"
                    """);
                return true;
            case "rubyimplementors":
                RequireCount(words, 1, "rubyimplementors wants a method name");
                Browse($$"""
                    wanted = {{Quoted(words[0])}}.to_sym
                    both = ->(m) { m.instance_methods(false) + m.private_instance_methods(false) }
                    found = ObjectSpace.each_object(Module).select { |m| both.(m).include?(wanted) }
                    puts found.map(&:inspect).sort
                    """);
                return true;
            case "irb":
                _ = Thread;
                _session.Interact(Prompt is not null ? null : () => Input.ReadLine() is { } text ? text + "\n" : null);
                return true;
            case "whruby":
                ShowStack();
                return true;
            default:
                return false;
        }
    }

    private void Browse(string program) => Guarded(() => RunRuby(program, 1));

    private Value RunRuby(string text, int line)
    {
        VirtualMachine vm = Thread.Vm;
        ILanguage ruby = vm.Languages[1] ?? throw new TopazException("Ruby is not loaded in this session");
        var request = new CompilationRequest { Source = Encoding.UTF8.GetBytes(text), File = Input.Name, FirstLine = line };
        return WithRubyOutput(() => Thread.RunBody(ruby.Compile(request), vm.Main));
    }

    /// <summary>A class's name as it may stand in a Ruby program.</summary>
    private string RubyClassNamed(string argument)
    {
        string name = ClassNamed(argument);
        return name.Split("::").All(part => part.Length > 0 && char.IsAsciiLetterUpper(part[0]) && part.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '_'))
            ? name
            : throw new TopazException($"'{name}' is no name of a Ruby class");
    }

    private static string Quoted(string text) =>
        "'" + text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "\\'", StringComparison.Ordinal) + "'";
}
