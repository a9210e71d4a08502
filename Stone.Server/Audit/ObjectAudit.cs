using Shared.ObjectFormat.Configuration;
using Shared.ObjectFormat.Diagnostics;
using Shared.ObjectFormat.Identity;
using Shared.ObjectFormat.Objects;
using Shared.ObjectFormat.Pages;
using Stone.Server.Extents;
using Stone.Server.Recovery;
using Stone.Server.Storage;

namespace Stone.Server.Audit;

/// <summary>
/// Audits the objects of a repository that nobody serves, those that only the log has included: every record, what it refers
/// to, its class and layout, symbols; and counts what can be reached from the well-known objects. Changes nothing.
/// </summary>
internal sealed class ObjectAudit : IDisposable
{
    private const int ReferencesAtOnce = 2048;
    private const string Table = "object table", Reachable = "objects", Unreachable = "unreachable objects";

    private readonly ExtentSet _extents;
    private readonly AuditReport _report;
    private readonly Meta _meta;
    private readonly BlockCache _blocks;
    private readonly RecordReader _records;
    private readonly LogImages _log;
    private readonly ObjectMap _map;
    private readonly InternedAudit _symbols;
    private readonly InternedAudit _layouts;
    private readonly CondemnedObjects _condemned;
    private readonly ProgressOutput _progress;
    private readonly Dictionary<ulong, ulong> _classUsers = [];
    private readonly Dictionary<ulong, ulong> _layoutUsers = [];
    private readonly HashSet<(ulong Layout, ulong Symbol)> _layoutNames = [];
    private readonly Stack<ulong> _reached = [];
    private readonly ReferenceWord[] _words = new ReferenceWord[ReferencesAtOnce];
    private bool _hasImage;
    private bool _isMarking = true;
    private long _present;
    private long _removed;
    private long _visited;
    private long _classes;
    private long _references;
    private long _bytes;

    private ObjectAudit(IRepositoryFiles files, ExtentSet extents, AuditReport report, in Meta meta)
    {
        _extents = extents;
        _report = report;
        _meta = meta;
        _blocks = new BlockCache(extents, files.Log);
        _records = new RecordReader(_blocks);
        _log = new LogImages(meta);
        _map = new ObjectMap(_blocks, _records, _log);
        _symbols = new InternedAudit("symbol", ObjectTraits.Symbol, ObjectIds.SymbolDirectory, meta.HashSeed, _map, _records, Fault);
        _layouts = new InternedAudit("layout", ObjectTraits.Layout, ObjectIds.LayoutDirectory, meta.HashSeed, _map, _records, Fault);
        _condemned = new CondemnedObjects(_map, _records, Fault);
        _progress = new ProgressOutput((long)meta.ObjectCount * 2);
        new LogAudit(files.Log, report.Faults).Run(meta, _log);
    }

    /// <summary>Audits. The caller owns the files. Throws <see cref="StorageException"/> when there is no extent.</summary>
    public static AuditReport Run(IRepositoryFiles files)
    {
        AuditReport report = new($"object audit of {files.ExtentNames[0]}");
        using ExtentSet? extents = AuditedMeta.Open(files, report, out Meta meta);
        if (extents is not null)
        {
            using ObjectAudit audit = new(files, extents, report, meta);
            audit.Run();
        }
        return report;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _condemned.Dispose();
        _blocks.Dispose();
    }

    private void Run()
    {
        LoadTable();
        LoadCondemned();
        Mark();
        long reached = _visited;
        _isMarking = false;
        VisitUnreached();
        CheckUses();
        _report.Row("objects", $"{_present}, {ByteSize.Format(_bytes)}; {_removed} were removed");
        _report.Row("classes", _classes);
        _report.Row("symbols", _symbols.Count);
        _report.Row("layouts", _layouts.Count);
        _report.Row("references", _references);
        _report.Row("reachable", reached);
        _report.Row("unreachable", _visited - reached);
        if (_condemned.Count > 0)
        {
            _report.Row("condemned", $"{_condemned.Count} of them by a collection that has not come to its end");
        }
        _report.Row("log", $"{_log.Places.Count} objects changed since the checkpoint");
    }

    private void LoadTable()
    {
        PageVerifier pages = new(_extents, _meta, (frame, what) => _report.Faults.Add(RepositoryRecovery.PageFault(_extents, frame, what)));
        long done = 0;
        new TableWalk(pages, _meta)
        {
            Entry = (leaf, objectId, entry) =>
            {
                if (IsBelowNext(objectId))
                {
                    _map.Add(leaf, objectId, entry);
                    Count(objectId, entry.IsPresent, 1);
                }
                _progress.Reach(++done, Table);
            },
        }.Run();
        foreach ((ulong objectId, RecordPlace place) in _log.Places.Where(change => IsBelowNext(change.Key)))
        {
            if (_map[objectId] != ObjectTraits.None)
            {
                Count(objectId, (_map[objectId] & ObjectTraits.Present) != 0, -1);
            }
            Count(objectId, !place.IsNone, 1);
        }
        _map.AddLog();
    }

    private void LoadCondemned()
    {
        try
        {
            _condemned.Load();
        }
        catch (StorageException unreadable)
        {
            _report.Faults.Add(unreadable.Message);
        }
    }

    private void Count(ulong objectId, bool isPresent, int change)
    {
        _present += isPresent ? change : 0;
        _removed += isPresent ? 0 : change;
        // Without an image there are no classes; that is how the engine's own tests use it.
        _hasImage |= isPresent && objectId < ObjectIds.StoneFirst;
    }

    private bool IsBelowNext(ulong objectId)
    {
        if (objectId < _log.NextObjectId)
        {
            return true;
        }
        _report.Faults.Add($"{_extents[0].Name}: object {objectId} is not below the next object id, {_log.NextObjectId}");
        return false;
    }

    /// <summary>Visits what can be reached from the well-known objects.</summary>
    private void Mark()
    {
        for (ulong root = 1; root < ObjectIds.FirstLeased; root++)
        {
            Reach(root);
        }
        while (_reached.TryPop(out ulong reached))
        {
            Visit(reached, Reachable);
        }
    }

    private void VisitUnreached()
    {
        PageVerifier silent = new(_extents, _meta, (_, _) => { });
        new TableWalk(silent, _meta) { Entry = (_, objectId, _) => VisitUnlessReached(objectId) }.Run();
        foreach (ulong objectId in _log.Places.Keys)
        {
            VisitUnlessReached(objectId);
        }
    }

    private void VisitUnlessReached(ulong objectId)
    {
        ref ObjectTraits traits = ref _map[objectId];
        if ((traits & (ObjectTraits.Present | ObjectTraits.Reached)) == ObjectTraits.Present)
        {
            // So that one which the table and the log have comes once.
            traits |= ObjectTraits.Reached;
            Visit(objectId, Unreachable);
        }
    }

    private void Reach(ulong objectId)
    {
        if (objectId >= _log.NextObjectId)
        {
            return;
        }
        ref ObjectTraits traits = ref _map[objectId];
        if (_isMarking && (traits & (ObjectTraits.Present | ObjectTraits.Reached)) == ObjectTraits.Present)
        {
            traits |= ObjectTraits.Reached;
            _reached.Push(objectId);
        }
    }

    private void Visit(ulong objectId, string progress)
    {
        string? fault;
        try
        {
            fault = Look(objectId);
        }
        catch (StorageException unreadable)
        {
            fault = unreadable.Message;
        }
        if (fault != null)
        {
            _map[objectId] |= ObjectTraits.Bad;
            Fault(objectId, fault);
        }
        _progress.Reach((long)_meta.ObjectCount + ++_visited, progress);
    }

    private string? Look(ulong objectId)
    {
        RecordPlace place = _map.Place(objectId);
        if (_records.Header(place, objectId, out string fault) is not { } header)
        {
            return fault;
        }
        if (RecordCheck.Fault(header, _log.LastCommit) is { } wrong)
        {
            return wrong;
        }
        if (!_records.HasCleanPad(place, header))
        {
            return "its record does not end in zeros";
        }
        _bytes += header.RecordBytes;
        NoteUses(objectId, header);
        for (uint from = 0; from < header.ReferenceCount;)
        {
            int count = _records.References(place, header, from, _words);
            foreach (ReferenceWord word in _words.AsSpan(0, count))
            {
                LookAtReference(objectId, header.Format, word);
            }
            from += (uint)count;
        }
        return null;
    }

    private void NoteUses(ulong objectId, in RecordHeader header)
    {
        switch (header.Format)
        {
            case RecordFormat.Symbol:
                _map[objectId] |= ObjectTraits.Symbol;
                _symbols.Add(objectId);
                break;
            case RecordFormat.Layout:
                _map[objectId] |= ObjectTraits.Layout;
                _layouts.Add(objectId);
                break;
            case RecordFormat.Class:
                _map[objectId] |= ObjectTraits.Class;
                _classes++;
                break;
        }
        if (header.ClassId != 0 && (_hasImage || header.ClassId >= ObjectIds.FirstLeased))
        {
            _classUsers.TryAdd(header.ClassId, objectId);
            Reach(header.ClassId);
        }
        if (header.LayoutId != 0)
        {
            _layoutUsers.TryAdd(header.LayoutId, objectId);
            Reach(header.LayoutId);
        }
    }

    private void LookAtReference(ulong objectId, byte format, ReferenceWord word)
    {
        if (!word.IsValid)
        {
            Fault(objectId, $"has an {word} as a reference");
        }
        if (!word.IsObject)
        {
            return;
        }
        _references++;
        ulong target = word.ObjectId;
        bool isCondemned = _condemned.Contains(objectId);
        if (!isCondemned && _condemned.Contains(target))
        {
            Fault(objectId, $"refers to object {target}, which a collection condemned");
        }
        if (Missing(target) is { } why)
        {
            if (isCondemned)
            {
                // It was condemned with the other, which is gone already.
                return;
            }
            Fault(objectId, $"refers to object {target}, {why}");
            return;
        }
        if (format == RecordFormat.Layout)
        {
            _layoutNames.Add((objectId, target));
        }
        Reach(target);
    }

    /// <summary>Why nothing may refer to an object; null when it is there.</summary>
    private string? Missing(ulong target)
    {
        if (target >= _log.NextObjectId)
        {
            return $"which is not below the next object id, {_log.NextObjectId}";
        }
        ObjectTraits traits = _map[target];
        return (traits & ObjectTraits.Present) != 0 || (target < ObjectIds.FirstLeased && !_hasImage) ? null
            : (traits & ObjectTraits.Removed) != 0 ? "which was removed" : "which does not exist";
    }

    /// <summary>When all objects are known: whether classes are classes, layouts layouts, their names symbols.</summary>
    private void CheckUses()
    {
        foreach ((ulong @class, ulong user) in _classUsers)
        {
            CheckUse(user, "has the class", @class, ObjectTraits.Class);
        }
        foreach ((ulong layout, ulong user) in _layoutUsers)
        {
            CheckUse(user, "has the layout", layout, ObjectTraits.Layout);
        }
        foreach ((ulong layout, ulong symbol) in _layoutNames)
        {
            CheckUse(layout, "is a layout with the name", symbol, ObjectTraits.Symbol);
        }
        try
        {
            _symbols.CheckDirectory();
            _layouts.CheckDirectory();
        }
        catch (StorageException unreadable)
        {
            _report.Faults.Add(unreadable.Message);
        }
    }

    private void CheckUse(ulong user, string how, ulong used, ObjectTraits wanted)
    {
        if (Missing(used) is { } why)
        {
            Fault(user, $"{how} {used}, {why}");
        }
        else if ((_map[used] & (wanted | ObjectTraits.Bad)) == 0)
        {
            Fault(user, $"{how} {used}, which is none");
        }
    }

    private void Fault(ulong objectId, string what) => _report.Faults.Add($"{_extents[0].Name}: object {objectId}{Where(objectId)}: {what}");

    private string Where(ulong objectId)
    {
        try
        {
            RecordPlace place = _map.Place(objectId);
            return place.Segment == BlockCache.Extent ? $" (page {place.Page})" : $" (log segment {place.Segment}, byte {place.Offset})";
        }
        catch (StorageException)
        {
            return "";
        }
    }
}
