using System.Globalization;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Shared.ObjectFormat.Diagnostics;

/// <summary>
/// Tells the script that started this program how far it is: lines "DONE TOTAL WHAT" on the descriptor that MAGLEV_PROGRESS
/// names. The script draws (scripts/support/progress.sh). Without MAGLEV_PROGRESS nothing is told.
/// </summary>
/// <param name="total">What the whole is, in steps or any other unit.</param>
public sealed class ProgressOutput(long total)
{
    private static readonly FileStream? Output = Open();

    private long _done;
    private long _told = -1;
    private string _what = "";

    /// <summary>A step begins; all before are done.</summary>
    public void Step(string what) => Tell(_done++, what);

    /// <summary>So much of the total is done. Told when it is a percent more than before, or something else begins.</summary>
    public void Reach(long done, string what)
    {
        long percent = Math.Min(done, total) * 100 / Math.Max(1, total);
        if (percent != _told || what != _what)
        {
            _told = percent;
            _what = what;
            Tell(Math.Min(done, total), what);
        }
    }

    private static FileStream? Open()
    {
        if (!int.TryParse(Environment.GetEnvironmentVariable("MAGLEV_PROGRESS"), NumberStyles.None, CultureInfo.InvariantCulture, out int named))
        {
            return null;
        }
        try
        {
            return new FileStream(new SafeFileHandle(named, ownsHandle: false), FileAccess.Write, bufferSize: 0);
        }
        catch (Exception exception) when (exception is IOException or ArgumentException or UnauthorizedAccessException)
        {
            // There is no such descriptor, so nobody listens.
            return null;
        }
    }

    private void Tell(long done, string what)
    {
        try
        {
            Output?.Write(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{done} {Math.Max(1, total)} {what}\n")));
        }
        catch (IOException)
        {
            // Who listened has gone; that is no error of this program.
        }
    }
}
