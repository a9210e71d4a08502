using System.Globalization;
using Microsoft.Extensions.Logging;
using Serilog;
using Serilog.Core;
using Serilog.Events;
using Serilog.Extensions.Logging;
using Stone.Server.Storage;

namespace Stone.Server.Monitoring;

/// <summary>The stone's log: a rolling file, and the console while it runs in the foreground.</summary>
public sealed class StoneLog : IDisposable
{
    private const string Template = "{Timestamp:yyyy-MM-dd HH:mm:ss.fff} {Level:u3} {SourceContext}: {Message:lj}{NewLine}{Exception}";
    private const long FileLimitBytes = 16L << 20;
    private const int FilesKept = 8;
    private readonly string _path;
    private readonly Logger _logger;
    private readonly SerilogLoggerFactory _loggers;

    /// <summary>Opens the log. Throws <see cref="StorageException"/> when its file cannot be written.</summary>
    /// <param name="path">The file; when it is full it is continued in one with a number.</param>
    /// <param name="level">The least level that is logged, by name.</param>
    /// <param name="onConsole">Whether to write to the console too.</param>
    public StoneLog(string path, string level, bool onConsole)
    {
        _path = path;
        // Serilog would go on without a file and without a word.
        DiskFile.Open(path, FileMode.OpenOrCreate).Dispose();
        LoggerConfiguration configuration = new LoggerConfiguration()
            .MinimumLevel.Is(Enum.Parse<LogEventLevel>(level, ignoreCase: true))
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
        _logger = configuration.CreateLogger();
        _loggers = new SerilogLoggerFactory(_logger);
    }

    /// <summary>For the engine.</summary>
    public Serilog.ILogger Serilog => _logger.ForContext(Constants.SourceContextPropertyName, "Engine");

    /// <summary>For everything else, Kestrel included.</summary>
    public ILoggerFactory Loggers => _loggers;

    /// <summary>Writes out what is buffered and closes. A disk that does not take it keeps no stone from ending.</summary>
    public void Dispose()
    {
        try
        {
            _loggers.Dispose();
            _logger.Dispose();
        }
        catch (Exception e) when (DiskFile.IsSystemError(e))
        {
            Console.Error.WriteLine($"{_path} cannot be written: {DiskFile.Reason(e)}");
        }
    }
}
