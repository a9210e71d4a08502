using System.Text;
using Gem.Vm.Interpreter;
using Gem.Vm.Values;

namespace Kernel.Ruby.Primitives;

/// <summary>
/// The report of an exception nobody rescued: what Ruby's full_message says. When that itself fails, the bare fields are
/// shown, so that an error is never lost.
/// </summary>
internal static class ErrorReport
{
    /// <summary>The whole text, with its final newline.</summary>
    public static string Text(VmThread t, ExceptionObject exception)
    {
        string? text = null;
        Value failure = RubyRuntime.Guard(t, () =>
        {
            Value message = t.Send(exception, t.Vm.Symbols.Intern("full_message"));
            text = message.Ref is StringObject full ? full.ToString() : null;
        });
        if (text is null || !failure.IsNil)
        {
            text = Bare(t, exception);
        }

        return text.EndsWith('\n') ? text : text + "\n";
    }

    private static string Bare(VmThread t, ExceptionObject exception)
    {
        StringBuilder text = new();
        List<BacktraceText.Place> places = BacktraceText.Fold(exception.RaisedAt ?? []);
        string message = exception.Message.Ref is StringObject given ? given.ToString() : "";
        text.Append(places.Count > 0 ? places[0] + ": " : "").Append(message).Append(" (").Append(t.Vm.Hierarchy.RealClass(t.Vm.ClassOf(exception))).Append(')');
        for (int i = 1; i < places.Count; i++)
        {
            text.Append("\n\tfrom ").Append(places[i]);
        }

        return text.ToString();
    }
}
