using Gem.Vm.Interpreter;
using Gem.Vm.Primitives;
using Gem.Vm.Values;
using Kernel.Ruby.Encodings;

namespace Kernel.Ruby.Primitives;

/// <summary>IO: reading of lines, bytes, characters and everything.</summary>
internal static unsafe partial class IOPrimitives
{
    private static void RegisterReading(PrimitiveTable table)
    {
        table.Add("io_read_line", &ReadLine, 3);
        table.Add("io_read", &Read, 0, 2);
        table.Add("io_readpartial", &ReadPartial, 1, 2);
        table.Add("io_getbyte", &ReadByte, 0);
        table.Add("io_getc", &ReadCharacter, 0);
        table.Add("io_unread", &Unread, 1);
        table.Add("io_is_eof", &IsAtEnd, 0);
    }

    private static DescriptorStream Reader(VmThread t, in Arguments a)
    {
        DescriptorStream stream = StreamOf(t, a.Self);
        stream.RequireReadable(t);
        if (stream.Descriptor == 0)
        {
            RubyRuntime.Of(t.Vm).FlushOutput(t);
        }

        return stream;
    }

    /// <summary>
    /// The next line, nil at the end. Arguments: separator (nil: everything, empty: paragraphs), limit in bytes or nil,
    /// whether the separator is cut off.
    /// </summary>
    private static Value ReadLine(VmThread t, Arguments a)
    {
        DescriptorStream stream = Reader(t, a);
        byte[]? separator = a[0].IsNil ? null : Coercions.ToStr(t, a[0]).Span.ToArray();
        int limit = a[1].IsNil || Coercions.ToLong(t, a[1]) < 0 ? int.MaxValue : (int)Coercions.ToLong(t, a[1]);
        bool isParagraph = separator is { Length: 0 };
        if (isParagraph)
        {
            separator = "\n\n"u8.ToArray();
            SkipNewlines(t, stream);
        }

        StringEncoding encoding = stream.Encodings.ForReading(t, stream.IsBinary);
        if (separator is not null && !EncodingTable.IsAsciiCompatible(encoding))
        {
            separator = StringPrimitives.SeparatorFor(t, t.Vm.NewString([], encoding), t.Vm.NewString(separator)).ToArray();
        }

        int end = FindLineEnd(t, stream, separator, limit, out bool isTerminated);
        if (end == 0)
        {
            return limit == 0 ? t.Vm.NewString("") : Value.Nil;
        }

        int kept = end - (a[2].IsTruthy && isTerminated ? separator!.Length : 0);
        if (a[2].IsTruthy && isTerminated && separator is [(byte)'\n'] && kept > 0 && stream.Buffered[kept - 1] == '\r')
        {
            kept--;
        }

        Value line = Text(t, stream, stream.Buffered[..kept]);
        stream.Consume(end);
        if (isParagraph)
        {
            SkipNewlines(t, stream);
        }

        stream.LineNumber++;
        RubyRuntime.Of(t.Vm).LastLineNumber = Value.FromInteger(stream.LineNumber);
        return line;
    }

    /// <summary>Length of the next line in the buffer, separator included; fills the buffer as needed.</summary>
    private static int FindLineEnd(VmThread t, DescriptorStream stream, byte[]? separator, int limit, out bool isTerminated)
    {
        int searched = 0;
        isTerminated = false;
        while (true)
        {
            ReadOnlySpan<byte> buffered = stream.Buffered;
            int found = separator is null ? -1 : buffered[searched..].IndexOf(separator);
            int end = found < 0 ? int.MaxValue : searched + found + separator!.Length;
            if (end <= limit && found >= 0)
            {
                isTerminated = true;
                return end;
            }

            if (buffered.Length >= limit)
            {
                return WholeCharacters(buffered, limit, stream.Encodings.ForReading(t, stream.IsBinary));
            }

            searched = Math.Max(0, buffered.Length - (separator?.Length ?? 1) + 1);
            if (!stream.Fill(t))
            {
                return stream.Buffered.Length;
            }
        }
    }

    /// <summary>A limit that falls into a character takes the rest of it too.</summary>
    private static int WholeCharacters(ReadOnlySpan<byte> bytes, int limit, StringEncoding encoding)
    {
        int end = limit;
        while (end < bytes.Length && end - limit < 3 && !CharacterText.IsBoundary(bytes, end, encoding))
        {
            end++;
        }

        return end;
    }

    private static void SkipNewlines(VmThread t, DescriptorStream stream)
    {
        while ((stream.Buffered.Length > 0 || stream.Fill(t)) && stream.Buffered[0] == '\n')
        {
            stream.Consume(1);
        }
    }

    /// <summary>Everything as text, or at most so many bytes as a binary string (nil at the end of the file).</summary>
    private static Value Read(VmThread t, Arguments a)
    {
        DescriptorStream stream = Reader(t, a);
        Value result;
        if (a.OrNil(0).IsNil)
        {
            while (stream.Fill(t))
            {
                // Until the end.
            }

            result = Text(t, stream, stream.Buffered);
            stream.Consume(stream.Buffered.Length);
            Value whole = Into(t, a.OrNil(1), result);
            ((StringObject)whole.Ref!).Encoding = ((StringObject)result.Ref!).Encoding;
            return whole;
        }
        else
        {
            long length = Coercions.ToLong(t, a[0]);
            if (length < 0)
            {
                throw t.Error(t.Vm.Classes.ArgumentError, $"negative length {length} given");
            }

            while (stream.Buffered.Length < length && stream.FillRaw(t))
            {
                // Until there is enough.
            }

            int count = (int)Math.Min(length, stream.Buffered.Length);
            result = count == 0 && length > 0 ? Value.Nil : t.Vm.NewString(stream.Buffered[..count], StringEncoding.Binary);
            stream.Consume(count);
        }

        return Into(t, a.OrNil(1), result);
    }

    private static Value ReadPartial(VmThread t, Arguments a)
    {
        DescriptorStream stream = Reader(t, a);
        if (stream.Buffered.Length == 0 && !stream.FillRaw(t))
        {
            throw t.Error(t.Vm.Classes.EOFError, "end of file reached");
        }

        int count = (int)Math.Min(Coercions.ToLong(t, a[0]), stream.Buffered.Length);
        Value result = t.Vm.NewString(stream.Buffered[..count], StringEncoding.Binary);
        stream.Consume(count);
        return Into(t, a.OrNil(1), result);
    }

    /// <summary>Puts a result into the buffer string the program gave, if it gave one.</summary>
    private static Value Into(VmThread t, Value buffer, Value result)
    {
        if (buffer.IsNil)
        {
            return result;
        }

        StringObject target = Coercions.ToStr(t, buffer);
        t.Vm.WillWrite(target);
        byte[] bytes = result.Ref is StringObject text ? text.Span.ToArray() : [];
        target.Replace(bytes, bytes.Length);
        return result.IsNil ? result : target;
    }

    private static Value ReadByte(VmThread t, Arguments a)
    {
        DescriptorStream stream = Reader(t, a);
        if (stream.Buffered.Length == 0 && !stream.FillRaw(t))
        {
            return Value.Nil;
        }

        byte value = stream.Buffered[0];
        stream.Consume(1);
        return Value.FromInteger(value);
    }

    private static Value ReadCharacter(VmThread t, Arguments a)
    {
        DescriptorStream stream = Reader(t, a);
        if (stream.Buffered.Length == 0 && !stream.Fill(t))
        {
            return Value.Nil;
        }

        StringEncoding encoding = stream.Encodings.ForReading(t, stream.IsBinary);
        while (CharacterWalks.Measure(stream.Buffered, EncodingTable.Of(encoding).Walk) == CharacterWalks.Incomplete && stream.Fill(t))
        {
            // Until the character is whole.
        }

        int length = CharacterText.LengthAt(stream.Buffered, 0, encoding);
        Value character = Text(t, stream, stream.Buffered[..length]);
        stream.Consume(length);
        return character;
    }

    private static Value Unread(VmThread t, Arguments a)
    {
        DescriptorStream stream = Reader(t, a);
        if (a[0].IsFixnum)
        {
            stream.Unread([(byte)a[0].Bits]);
        }
        else if (!a[0].IsNil)
        {
            stream.Unread(Coercions.ToStr(t, a[0]).Span);
        }

        return Value.Nil;
    }

    private static Value IsAtEnd(VmThread t, Arguments a)
    {
        DescriptorStream stream = Reader(t, a);
        return Value.FromBoolean(stream.Buffered.Length == 0 && !stream.Fill(t));
    }

    private static Value Text(VmThread t, DescriptorStream stream, ReadOnlySpan<byte> bytes) =>
        t.Vm.NewString(bytes, stream.Encodings.ForReading(t, stream.IsBinary));
}
