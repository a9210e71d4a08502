using Gem.Vm;
using Gem.Vm.Interpreter;
using Gem.Vm.Values;

namespace Kernel.Ruby.Primitives;

/// <summary>
/// Backtraces as MRI 3.4 shows them: the kernel's own frames look like functions written in C, that is, one line for the
/// method the program called, with the place of that call.
/// </summary>
internal static class BacktraceText
{
    /// <summary>One line.</summary>
    /// <param name="File">Path.</param>
    /// <param name="Line">Line number.</param>
    /// <param name="Label">What ran.</param>
    /// <param name="BaseLabel">The method's name alone.</param>
    internal readonly record struct Place(string File, int Line, string Label, string BaseLabel)
    {
        /// <summary>The line's text.</summary>
        public override string ToString() => $"{File}:{Line}:in '{Label}'";
    }

    /// <summary>Entries as lines, innermost first.</summary>
    public static List<Place> Fold(BacktraceEntry[] entries)
    {
        List<Place> places = new(entries.Length);
        for (int i = 0; i < entries.Length; i++)
        {
            if (!entries[i].IsKernel)
            {
                places.Add(PlaceOf(entries[i]));
                continue;
            }

            int outermost = i;
            while (outermost + 1 < entries.Length && entries[outermost + 1].IsKernel)
            {
                outermost++;
            }

            if (outermost + 1 < entries.Length)
            {
                BacktraceEntry caller = entries[outermost + 1];
                places.Add(new Place(caller.File, caller.Line, entries[outermost].MethodLabel, entries[outermost].BaseLabel));
            }

            i = outermost;
        }

        return places;
    }

    /// <summary>The backtrace of an exception as an array of strings, nil when it was not raised. Kept in the exception.</summary>
    public static Value Of(VirtualMachine vm, ExceptionObject exception)
    {
        if (exception.Backtrace.IsNil && exception.RaisedAt is { } entries)
        {
            ArrayObject lines = vm.NewArray([], 0);
            foreach (Place place in Fold(entries))
            {
                lines.Append(vm.NewString(place.ToString()));
            }

            exception.Backtrace = lines;
        }

        return exception.Backtrace;
    }

    /// <summary>Lines as arrays of path, line, label and base label.</summary>
    public static ArrayObject Locations(VirtualMachine vm, List<Place> places)
    {
        ArrayObject locations = vm.NewArray([], 0);
        foreach (Place place in places)
        {
            locations.Append(vm.NewArray(
                [vm.NewString(place.File), Value.FromInteger(place.Line), vm.NewString(place.Label), vm.NewString(place.BaseLabel)]));
        }

        return locations;
    }

    private static Place PlaceOf(BacktraceEntry entry) => new(entry.File, entry.Line, entry.Label, entry.BaseLabel);
}
