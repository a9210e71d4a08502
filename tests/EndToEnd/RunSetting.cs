using System.Globalization;

namespace EndToEnd;

/// <summary>Numbers that the environment may give a test, such as a seed to repeat or how long it goes on.</summary>
internal static class RunSetting
{
    /// <summary>What a variable says; null when it is not set.</summary>
    public static int? Of(string name) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : null;
}
