namespace Stone.Server.Extents;

/// <summary>What an allocator knows of the regions of one extent. In memory only.</summary>
internal sealed class ExtentRegions
{
    private Region[] _regions = [];

    /// <summary>Regions that are allocated on disk.</summary>
    public int Count { get; private set; }

    /// <summary>Regions in which every frame is free.</summary>
    public int FreeCount { get; set; }

    /// <summary>Below it no region is free.</summary>
    public int LowestFree { get; set; }

    /// <summary>Regions in which a frame is taken.</summary>
    public int UsedCount => Count - FreeCount;

    /// <summary>A region, by its number within the extent.</summary>
    public ref Region this[int index] => ref _regions[index];

    /// <summary>A copy of what is known now.</summary>
    public Region[] Copy() => _regions[..Count];

    /// <summary>Takes in regions up to a count, all of them free.</summary>
    public void Extend(int count)
    {
        if (count > _regions.Length)
        {
            Array.Resize(ref _regions, Math.Max(count, _regions.Length * 2));
        }
        for (int index = Count; index < count; index++)
        {
            _regions[index].Free = ulong.MaxValue;
        }
        FreeCount += count - Count;
        Count = count;
    }

    /// <summary>One region.</summary>
    public struct Region
    {
        /// <summary>Its free frames, a bit each.</summary>
        public ulong Free;

        /// <summary>
        /// Taken frames that the table in the making does not reach: staged for a commit to come, or retired and waiting.
        /// </summary>
        public ulong Unreached;

        /// <summary>Frames that were in use when the repository was opened and whose contents nobody has verified since.</summary>
        public ulong Unverified;

        /// <summary>What it is used for.</summary>
        public RegionKind Kind;

        /// <summary>In which list of regions with room it stands.</summary>
        public RegionKind ListedAs;
    }
}
