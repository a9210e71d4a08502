using System.Runtime.CompilerServices;
using System.Text;
using Gem.Vm.Interpreter;
using Gem.Vm.Primitives;
using Gem.Vm.Values;
using Kernel.Ruby.Encodings;

namespace Kernel.Ruby.Primitives;

/// <summary>String#encode, and what Encoding::Converter stands on: a conversion that belongs to an object of this process.</summary>
internal static unsafe class ConversionPrimitives
{
    private static readonly ConditionalWeakTable<HeapObject, Conversion> Conversions = [];

    /// <summary>Binds the primitives.</summary>
    public static void Register(PrimitiveTable table)
    {
        table.Add("string_encode", &Encode, 0, -1);
        table.Add("conversion_s_path", &PathBetween, 2);
        table.Add("conversion_s_ascii_compatible", &AsciiCompatible, 1);
        table.Add("conversion_s_decorators", &DecoratorsOf, 1);
        table.Add("conversion_open", &Open, 1);
        table.Add("conversion_run", &Run, 6);
        table.Add("conversion_insert", &Insert, 2);
        table.Add("conversion_fault", &FaultOf, 0);
        table.Add("conversion_put_back", &PutBack, 1);
        table.Add("conversion_is_replaced", &ReplaceFault, 2);
    }

    /// <summary>encode(to, from, options): a new string.</summary>
    private static Value Encode(VmThread t, Arguments a)
    {
        StringObject self = (StringObject)a.Self.Ref!;
        HashObject? hash = a.Count > 0 ? a[a.Count - 1].Ref as HashObject : null;
        int count = a.Count - (hash is null ? 0 : 1);
        if (count > 2)
        {
            throw Coercions.ArgumentError(t, $"wrong number of arguments (given {count}, expected 0..2)");
        }

        ConversionOptions options = new(t, hash);
        StringEncoding? wanted = RubyRuntime.Of(t.Vm).Encodings.Internal;
        if (count == 0 && wanted is null && hash is null)
        {
            return t.Vm.NewString(self.Span, self.Encoding);
        }

        string to = count > 0 ? NameOf(t, a[0]) : EncodingPrimitives.NameOf(wanted ?? self.Encoding);
        string from = count > 1 ? NameOf(t, a[1]) : EncodingPrimitives.NameOf(self.Encoding);
        return Encoded(t, self, to, from, options);
    }

    /// <summary>A text in another encoding; raises what the options do not mend.</summary>
    public static StringObject Encoded(VmThread t, StringObject self, string to, string from, ConversionOptions options)
    {
        EncodingDefinition? source = EncodingTable.Find(from), target = EncodingTable.Find(to);
        bool isSame = source == target && (source is not null || from.Equals(to, StringComparison.OrdinalIgnoreCase));
        if (options.Decorators.Count == 0)
        {
            if (isSame && source is not null && options.ReplacesInvalid)
            {
                return Scrubbed(t, self, source.Encoding, options);
            }

            bool isAscii = source is { IsAsciiCompatible: true } && target is { IsAsciiCompatible: true } && Ascii.IsValid(self.Span);
            if (isSame || isAscii)
            {
                return t.Vm.NewString(self.Span, target?.Encoding ?? self.Encoding);
            }
        }

        Conversion conversion = new(StepsFor(t, isSame ? "" : from, isSame ? "" : to, options.Decorators));
        ReadOnlySpan<byte> input = self.Span;
        while (true)
        {
            StepOutcome outcome = conversion.Run(input, isLast: true);
            if (outcome == StepOutcome.Finished)
            {
                byte[] bytes = conversion.Output.TakeAll();
                return t.Vm.NewString(bytes, bytes.Length, target?.Encoding ?? self.Encoding);
            }

            if (!Replace(t, conversion, options))
            {
                throw Error(t, conversion, conversion.Fault!);
            }

            input = [];
        }
    }

    private static StringObject Scrubbed(VmThread t, StringObject self, StringEncoding encoding, ConversionOptions options)
    {
        StringObject text = t.Vm.NewString(self.Span, encoding);
        Value scrubbed = options.Replacement is { } replacement ? t.Send(text, t.Vm.Symbols.Intern("scrub"), replacement) : t.Send(text, t.Vm.Symbols.Intern("scrub"));
        return (StringObject)scrubbed.Ref!;
    }

    private static string NameOf(VmThread t, Value value) => EncodingPrimitives.TryOf(t, value, out string name, out StringEncoding? encoding)
        ? EncodingPrimitives.NameOf(encoding ?? StringEncoding.Utf8) : name;

    /// <summary>The steps of a conversion with changes of characters: before an encoding that has no ASCII, else behind.</summary>
    public static List<ConversionStep> StepsFor(VmThread t, string from, string to, IReadOnlyList<string> decorators)
    {
        List<ConversionStep> steps = from.Length == 0 && to.Length == 0 ? []
            : Conversion.StepsBetween(from, to) ?? throw t.Error(Coercions.ClassNamed(t, "Encoding", "ConverterNotFoundError"), NotFound(from, to, decorators));
        bool isBefore = steps.Count > 0 && EncodingTable.Find(steps[^1].To)?.IsAsciiCompatible == false;
        int place = isBefore ? steps.Count - 1 : steps.Count;
        steps.InsertRange(place, decorators.Select(name => new DecoratorStep(name)));
        return steps;
    }

    private static string NotFound(string from, string to, IReadOnlyList<string> decorators) =>
        $"code converter not found ({from} to {to}{string.Concat(decorators.Select(name => " with " + name))})";

    /// <summary>Writes what options have instead of what is at fault; false when they have nothing.</summary>
    public static bool Replace(VmThread t, Conversion conversion, ConversionOptions options)
    {
        ConversionFault fault = conversion.Fault!;
        if (fault.Outcome != StepOutcome.Undefined)
        {
            return options.ReplacesInvalid && InsertReplacement(t, conversion, options);
        }

        if (options.ReplacesUndefined)
        {
            return InsertReplacement(t, conversion, options);
        }

        if (options.WritesReferences)
        {
            return CodePointOf(fault) is { } point && conversion.Insert(Encoding.ASCII.GetBytes($"&#x{point:X};"), "US-ASCII");
        }

        if (options.Fallback.IsNil)
        {
            return false;
        }

        StringObject character = t.Vm.NewString(fault.Bytes, EncodingTable.Find(fault.From)!.Encoding);
        Value given = options.Fallback.Ref switch
        {
            ProcObject proc => t.Yield(proc, character),
            MethodObject => t.Send(options.Fallback, t.Vm.Symbols.Intern("call"), character),
            _ => t.Send(options.Fallback, t.Vm.Symbols.Intern("[]"), character),
        };
        if (given.IsNil)
        {
            return false;
        }

        StringObject text = Coercions.ToStr(t, given);
        return conversion.Insert(text.Span, EncodingPrimitives.NameOf(text.Encoding)) ? true : throw Coercions.ArgumentError(t, "too big fallback string");
    }

    private static bool InsertReplacement(VmThread t, Conversion conversion, ConversionOptions options)
    {
        if (options.Replacement is { } text)
        {
            return conversion.Insert(text.Span, EncodingPrimitives.NameOf(text.Encoding)) ? true
                : throw t.Error(Coercions.ClassNamed(t, "Encoding", "UndefinedConversionError"), "replacement character setup failed");
        }

        string? target = conversion.Steps.LastOrDefault(step => !step.IsDecorator)?.To;
        return target is not null && EncodingTable.Find(target) is { HasReplacementCharacter: true }
            ? conversion.Insert("\uFFFD"u8, "UTF-8") : conversion.Insert("?"u8, "US-ASCII");
    }

    private static int? CodePointOf(ConversionFault fault)
    {
        EncodingDefinition source = EncodingTable.Find(fault.From)!;
        int point = new CharacterCoding(source).Decode(fault.Bytes);
        return point < 0 ? null : point;
    }

    /// <summary>The exception of a fault, with MRI's message.</summary>
    public static GuestException Error(VmThread t, Conversion conversion, ConversionFault fault)
    {
        string dumped = Dumped(t, fault.Bytes), name = "InvalidByteSequenceError", message;
        if (fault.Outcome == StepOutcome.Undefined)
        {
            name = "UndefinedConversionError";
            message = UndefinedMessage(conversion, fault, fault.From == "UTF-8" ? $"U+{CodePointOf(fault):X4}" : dumped);
        }
        else
        {
            message = fault.Outcome == StepOutcome.Incomplete ? $"incomplete {dumped} on {fault.From}"
                : fault.ReadAgain.Length > 0 ? $"{dumped} followed by {Dumped(t, fault.ReadAgain)} on {fault.From}" : $"{dumped} on {fault.From}";
        }

        GuestException error = t.Error(Coercions.ClassNamed(t, "Encoding", name), message);
        t.Send(error.Exception, t.Vm.Symbols.Intern("__describe"), Text(t, fault.From), Text(t, fault.To), t.Vm.NewString(fault.Bytes, StringEncoding.Binary),
            t.Vm.NewString(fault.ReadAgain, StringEncoding.Binary), Value.FromBoolean(fault.Outcome == StepOutcome.Incomplete));
        return error;
    }

    private static string UndefinedMessage(Conversion conversion, ConversionFault fault, string shown)
    {
        string[] way = [.. conversion.Steps.Where(step => !step.IsDecorator).Select(step => step.To)];
        string start = conversion.Steps.First(step => !step.IsDecorator).From;
        return way.Length == 1 ? $"{shown} from {fault.From} to {fault.To}"
            : $"{shown} to {fault.To} in conversion from {start}{string.Concat(way.Select(step => " to " + step))}";
    }

    private static string Dumped(VmThread t, byte[] bytes) => StringInspection.Dump(t.Vm.NewString(bytes, StringEncoding.Binary));

    private static StringObject Text(VmThread t, string text) => t.Vm.NewString(Encoding.ASCII.GetBytes(text), StringEncoding.UsAscii);

    /// <summary>Names of the encodings on the way between two; nil when there is none.</summary>
    private static Value PathBetween(VmThread t, Arguments a)
    {
        List<string>? way = ConversionGraph.Path(NameOf(t, a[0]), NameOf(t, a[1]));
        return way is null ? Value.Nil : t.Vm.NewArray([.. way.Select(name => (Value)Text(t, name))]);
    }

    private static Value AsciiCompatible(VmThread t, Arguments a) =>
        ConversionGraph.AsciiCompatibleOf(NameOf(t, a[0])) is { } name ? Text(t, name) : Value.Nil;

    /// <summary>Names of the decorators that options ask for.</summary>
    private static Value DecoratorsOf(VmThread t, Arguments a) =>
        t.Vm.NewArray([.. new ConversionOptions(t, a[0].Ref as HashObject).Decorators.Select(name => (Value)Text(t, name))]);

    /// <summary>open(steps): pairs of names, and names of decorators.</summary>
    private static Value Open(VmThread t, Arguments a)
    {
        ArrayObject path = (ArrayObject)a[0].Ref!;
        List<ConversionStep> steps = [];
        for (int i = 0; i < path.Count; i++)
        {
            Value step = t.Vm.Load(ref path.Slot(i));
            if (step.Ref is ArrayObject pair)
            {
                steps.Add(ConversionGraph.Step(NameOf(t, t.Vm.Load(ref pair.Slot(0))), NameOf(t, t.Vm.Load(ref pair.Slot(1)))));
            }
            else
            {
                steps.Add(new DecoratorStep(Coercions.ToStr(t, step).ToString()));
            }
        }

        Conversions.AddOrUpdate(a.Self.Ref!, new Conversion(steps));
        return Value.Nil;
    }

    private static Conversion Of(VmThread t, Arguments a) =>
        Conversions.TryGetValue(a.Self.Ref!, out Conversion? conversion) ? conversion : throw t.Error(t.Vm.Classes.TypeError, "uninitialized Encoding::Converter");

    /// <summary>
    /// run(source, target, offset, limit, is_last, stops_after_output): converts, leaves in the source what was not looked
    /// at, writes to the target from an offset on, and answers what happened as MRI's symbols.
    /// </summary>
    private static Value Run(VmThread t, Arguments a)
    {
        Conversion conversion = Of(t, a);
        StringObject? source = a[0].Ref as StringObject;
        StringObject target = (StringObject)a[1].Ref!;
        int limit = a[3].IsNil ? int.MaxValue : (int)Coercions.ToLong(t, a[3]);
        StepOutcome outcome = conversion.Run(source is null ? [] : source.Span, a[4].IsTruthy, limit, a[5].IsTruthy);
        byte[] rest = outcome is StepOutcome.NeedsInput or StepOutcome.Finished ? [] : conversion.TakeUnread();
        if (source is not null)
        {
            t.Vm.WillWrite(source);
            source.Replace(rest, rest.Length);
        }

        t.Vm.WillWrite(target);
        byte[] written = [.. target.Span[..(int)a[2].Bits], .. conversion.Output.TakeAll()];
        target.Replace(written, written.Length);
        return t.Vm.Symbol(outcome switch
        {
            StepOutcome.Progress => "after_output",
            StepOutcome.NeedsInput => "source_buffer_empty",
            StepOutcome.OutputFull => "destination_buffer_full",
            StepOutcome.Invalid => "invalid_byte_sequence",
            StepOutcome.Incomplete => "incomplete_input",
            StepOutcome.Undefined => "undefined_conversion",
            _ => "finished",
        });
    }

    private static Value Insert(VmThread t, Arguments a)
    {
        StringObject text = Coercions.ToStr(t, a[0]);
        return Value.FromBoolean(Of(t, a).Insert(text.Span, a[1].IsNil ? EncodingPrimitives.NameOf(text.Encoding) : Coercions.ToStr(t, a[1]).ToString()));
    }

    /// <summary>The exception of what stopped the last run; nil when nothing did.</summary>
    private static Value FaultOf(VmThread t, Arguments a) =>
        Of(t, a) is { Fault: { } fault } conversion ? Error(t, conversion, fault).Exception : Value.Nil;

    private static Value PutBack(VmThread t, Arguments a) =>
        t.Vm.NewString(Of(t, a).PutBack(a[0].IsNil ? int.MaxValue : (int)Coercions.ToLong(t, a[0])), StringEncoding.Binary);

    /// <summary>is_replaced(options, replacement): writes the replacement of a fault as options have it; false for none.</summary>
    private static Value ReplaceFault(VmThread t, Arguments a)
    {
        ConversionOptions options = new(t, a[0].Ref as HashObject) { Replacement = a[1].IsNil ? null : Coercions.ToStr(t, a[1]) };
        return Value.FromBoolean(Of(t, a).Fault is not null && Replace(t, Of(t, a), options));
    }
}
