using System.Globalization;
using System.Text;
using Gem.Vm;

namespace Gem.Client.Commands;

/// <summary>
/// Tells the script that started this program how far it is: a line "DONE TOTAL WHAT" for each step, on the descriptor that
/// MAGLEV_PROGRESS names. The script draws (scripts/support/progress.sh). Without MAGLEV_PROGRESS nothing is told.
/// </summary>
internal sealed class ProgressOutput(int total)
{
    private static readonly DescriptorOutput? Output =
        int.TryParse(Environment.GetEnvironmentVariable("MAGLEV_PROGRESS"), NumberStyles.None, CultureInfo.InvariantCulture, out int named) ? new DescriptorOutput(named) : null;

    private int _done;

    /// <summary>A step begins; all before are done.</summary>
    public void Step(string what)
    {
        Output?.Write(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{_done++} {total} {what}\n")));
    }
}
