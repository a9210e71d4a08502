using Gem.Vm.Interpreter;
using Gem.Vm.Primitives;
using Gem.Vm.Values;

namespace Kernel.Ruby.Primitives;

/// <summary>Time.</summary>
internal static unsafe class TimePrimitives
{
    /// <summary>Binds the primitives.</summary>
    public static void Register(PrimitiveTable table)
    {
        table.Add("time_now", &Now, 0);
        table.Add("time_make", &Make, 3);
        table.Add("time_from_parts", &FromParts, 8);
        table.Add("time_seconds", &Seconds, 0);
        table.Add("time_nanoseconds", &Nanoseconds, 0);
        table.Add("time_offset", &Offset, 0);
        table.Add("time_is_utc", &IsUtc, 0);
        table.Add("time_field", &Field, 1);
        table.Add("time_with_offset", &WithOffset, 1);
        table.Add("time_zone", &Zone, 0);
        table.Add("time_strftime", &Format, 1);
    }

    /// <summary>The clock reading that a time shows: UTC plus its offset.</summary>
    public static DateTime Local(TimeObject time) => DateTime.UnixEpoch.AddSeconds(time.Seconds + time.OffsetSeconds);

    /// <summary>Name of the zone a time is shown in, null for a fixed offset.</summary>
    public static string? ZoneName(TimeObject time)
    {
        if (time.IsUtc || time.HasFixedOffset)
        {
            return time.IsUtc ? "UTC" : null;
        }

        TimeZoneInfo zone = TimeZoneInfo.Local;
        bool isDaylight = zone.IsDaylightSavingTime(DateTimeOffset.FromUnixTimeSeconds(time.Seconds));
        string name = isDaylight ? zone.DaylightName : zone.StandardName;
        return zone.BaseUtcOffset == TimeSpan.Zero && !zone.SupportsDaylightSavingTime ? "UTC" : name;
    }

    private static TimeObject Self(Arguments a) => (TimeObject)a.Self.Ref!;

    private static TimeObject New(VmThread t, Value @class, long seconds, long nanoseconds, Value zone)
    {
        seconds += Math.DivRem(nanoseconds, 1_000_000_000, out long rest);
        if (rest < 0)
        {
            rest += 1_000_000_000;
            seconds--;
        }

        TimeObject time = t.Vm.Adopt(new TimeObject { Seconds = seconds, Nanoseconds = (int)rest }, (ClassObject)@class.Ref!);
        Place(t, time, zone);
        return time;
    }

    /// <summary>Gives a time its zone: true for UTC, an integer for an offset, nil for the local zone.</summary>
    private static void Place(VmThread t, TimeObject time, Value zone)
    {
        time.IsUtc = zone.Ref == Tags.True;
        time.HasFixedOffset = zone.IsFixnum;
        if (time.Seconds is < -62135596800 or > 253402300799)
        {
            throw t.Error(t.Vm.Classes.RangeError, "time out of range: years 1 to 9999 are supported");
        }

        time.OffsetSeconds = time.IsUtc ? 0 : zone.IsFixnum ? (int)zone.Bits
            : (int)TimeZoneInfo.Local.GetUtcOffset(DateTimeOffset.FromUnixTimeSeconds(time.Seconds)).TotalSeconds;
    }

    private static Value Now(VmThread t, Arguments a)
    {
        long ticks = DateTime.UtcNow.Ticks - DateTime.UnixEpoch.Ticks;
        return New(t, a.Self, ticks / TimeSpan.TicksPerSecond, ticks % TimeSpan.TicksPerSecond * 100, Value.Nil);
    }

    /// <summary>make(seconds, nanoseconds, zone).</summary>
    private static Value Make(VmThread t, Arguments a) => New(t, a.Self, Coercions.ToLong(t, a[0]), Coercions.ToLong(t, a[1]), a[2]);

    /// <summary>from_parts(year, month, day, hour, minute, second, nanosecond, zone).</summary>
    private static Value FromParts(VmThread t, Arguments a)
    {
        long[] parts = new long[7];
        for (int i = 0; i < parts.Length; i++)
        {
            parts[i] = Coercions.ToLong(t, a[i]);
        }

        bool isWrong = parts[0] is < 1 or > 9999 || parts[1] is < 1 or > 12 || parts[2] is < 1 or > 31 || parts[3] is < 0 or > 24
            || parts[4] is < 0 or > 59 || parts[5] is < 0 or > 60 || (parts[3] == 24 && parts[4] + parts[5] > 0);
        if (isWrong)
        {
            throw Coercions.ArgumentError(t, parts[1] is < 1 or > 12 ? "mon out of range" : "argument out of range");
        }

        DateTime shown = new DateTime((int)parts[0], (int)parts[1], 1).AddDays(parts[2] - 1).AddHours(parts[3]).AddMinutes(parts[4]).AddSeconds(parts[5]);
        long offset = a[7].Ref == Tags.True ? 0 : a[7].IsFixnum ? a[7].Bits : (long)TimeZoneInfo.Local.GetUtcOffset(shown).TotalSeconds;
        return New(t, a.Self, ((shown.Ticks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerSecond) - offset, parts[6], a[7]);
    }

    private static Value Seconds(VmThread t, Arguments a) => Value.FromInteger(Self(a).Seconds);

    private static Value Nanoseconds(VmThread t, Arguments a) => Value.FromInteger(Self(a).Nanoseconds);

    private static Value Offset(VmThread t, Arguments a) => Value.FromInteger(Self(a).OffsetSeconds);

    private static Value IsUtc(VmThread t, Arguments a) => Value.FromBoolean(Self(a).IsUtc);

    private static Value Field(VmThread t, Arguments a)
    {
        DateTime local = Local(Self(a));
        return Value.FromInteger(Coercions.ToName(t, a[0]) switch
        {
            "year" => local.Year,
            "month" => local.Month,
            "day" => local.Day,
            "hour" => local.Hour,
            "min" => local.Minute,
            "sec" => local.Second,
            "wday" => (int)local.DayOfWeek,
            _ => local.DayOfYear,
        });
    }

    /// <summary>The same point in another zone.</summary>
    private static Value WithOffset(VmThread t, Arguments a) =>
        New(t, t.Vm.Hierarchy.RealClass(t.Vm.ClassOf(a.Self)), Self(a).Seconds, Self(a).Nanoseconds, a[0]);

    private static Value Zone(VmThread t, Arguments a) => ZoneName(Self(a)) is { } name ? t.Vm.NewString(name) : Value.Nil;

    private static Value Format(VmThread t, Arguments a)
    {
        StringObject format = Coercions.ToStr(t, a[0]);
        StringObject text = t.Vm.NewString(TimeFormat.Format(Self(a), format.ToString()));
        text.Encoding = format.Encoding;
        return text;
    }
}
