using System.Globalization;
using Microsoft.Extensions.Logging;
using Serilog;
using Serilog.Core;
using Serilog.Events;
using Serilog.Extensions.Logging;

namespace Stone.Server.Monitoring;

/// <summary>The stone's log: a rolling file, and the console while it runs in the foreground.</summary>
public static class StoneLog
{
    private const string Template = "{Timestamp:yyyy-MM-dd HH:mm:ss.fff} {Level:u3} {SourceContext}: {Message:lj}{NewLine}{Exception}";
    private const long FileLimitBytes = 16L << 20;
    private const int FilesKept = 8;

    /// <summary>Opens the log.</summary>
    /// <param name="path">The file; when it is full it is continued in one with a number.</param>
    /// <param name="level">The least level that is logged, by name.</param>
    /// <param name="onConsole">Whether to write to the console too.</param>
    public static SerilogLoggerFactory Open(string path, string level, bool onConsole)
    {
        LogEventLevel least = Enum.Parse<LogEventLevel>(level, ignoreCase: true);
        LoggerConfiguration configuration = new LoggerConfiguration()
            .MinimumLevel.Is(least)
            // Kestrel tells of each connection; only its warnings are of interest.
            .MinimumLevel.Override("Microsoft", LogEventLevel.Warning)
            .WriteTo.File(
                path,
                outputTemplate: Template,
                formatProvider: CultureInfo.InvariantCulture,
                fileSizeLimitBytes: FileLimitBytes,
                rollOnFileSizeLimit: true,
                retainedFileCountLimit: FilesKept);
        if (onConsole)
            configuration.WriteTo.Console(outputTemplate: Template, formatProvider: CultureInfo.InvariantCulture);
        Logger logger = configuration.CreateLogger();
        return new SerilogLoggerFactory(logger, dispose: true);
    }
}
