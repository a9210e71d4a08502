namespace Gem.Client.Commands.Maglev;

/// <summary><c>maglev pageaudit [STONE]</c> and <c>maglev objectaudit [STONE]</c>: is a repository at rest whole?</summary>
internal static class AuditCommand
{
    /// <summary>Looks at pages, table, space and log; the exit status is 1 when anything is wrong.</summary>
    public static int RunPages(string[] args) => StoneProcess.Run("pageaudit", StoneArgument.Existing("pageaudit", args));

    /// <summary>Looks at objects and what they refer to; the exit status is 1 when anything is wrong.</summary>
    public static int RunObjects(string[] args) => StoneProcess.Run("objectaudit", StoneArgument.Existing("objectaudit", args));
}
