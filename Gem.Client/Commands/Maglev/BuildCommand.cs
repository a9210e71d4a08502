namespace Gem.Client.Commands.Maglev;

/// <summary>
/// <c>maglev build image|programs</c>. The script <c>maglev</c> does the building, since this program is part of what is
/// built; only what it does not understand comes here.
/// </summary>
internal static class BuildCommand
{
    /// <summary>Names the argument that is wrong.</summary>
    public static int Run(string[] args) => throw new UsageException(
        args.FirstOrDefault(argument => argument != "--clean") is { } wrong
            ? $"maglev build: unknown argument '{wrong}'"
            : "maglev build: use the command scripts/maglev");
}
