using Shared.ObjectFormat.Pages;
using Shared.ObjectFormat.Platform;
using Shared.ObjectFormat.Protocol;

namespace Stone.Server.Collector;

/// <summary>
/// The extents of the stone, mapped for reading. They stay mapped from one run to the next: to map them anew costs a fault for every few
/// pages, which is a good part of what a short run takes.
/// </summary>
internal sealed class MappedExtents : IDisposable
{
    private FileMap? _map;
    private string[] _paths = [];
    private ulong _limitBytes;

    /// <summary>Those of a run, as far as they have grown.</summary>
    public FileMap Of(WorkItem item)
    {
        if (_map == null || _limitBytes != item.ExtentLimitBytes || !_paths.SequenceEqual(item.ExtentPaths))
        {
            _map?.Dispose();
            _paths = [.. item.ExtentPaths];
            _limitBytes = item.ExtentLimitBytes;
            _map = Platforms.Choose(item.Portable).MapFiles(_paths, Frame.ExtentSpanBytes, (long)_limitBytes, writable: false);
        }
        _map.FollowGrowth();
        return _map;
    }

    /// <inheritdoc/>
    public void Dispose() => _map?.Dispose();
}
