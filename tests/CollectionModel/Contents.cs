namespace CollectionModel;

/// <summary>What one version of an object refers to. An ephemeron's value counts only as long as its key is there.</summary>
public sealed class Contents(ModelObject[] references, ModelObject? key = null, ModelObject? value = null)
{
    /// <summary>Nothing.</summary>
    public static readonly Contents Empty = new([]);

    /// <summary>The plain references.</summary>
    public ModelObject[] References { get; } = references;

    /// <summary>An ephemeron's key, which it finds by its id; null when it has none, or lost it.</summary>
    public ModelObject? Key { get; } = key;

    /// <summary>An ephemeron's value; null without a key.</summary>
    public ModelObject? Value { get; } = value;

    /// <summary>All ids that a record of it has.</summary>
    public ModelObject[] All { get; } = key == null ? references : [.. references, key, value!];

    /// <inheritdoc/>
    public override string ToString() => $"[{string.Join(' ', References.Select(referred => referred.Id))}{(Key == null ? "" : $" {Key.Id}=>{Value!.Id}")}]";

    /// <summary>With one more plain reference.</summary>
    public Contents With(ModelObject reference) => new([.. References, reference], Key, Value);

    /// <summary>Without one of the plain references.</summary>
    public Contents Without(int index) => new([.. References[..index], .. References[(index + 1)..]], Key, Value);

    /// <summary>As an ephemeron whose key is gone.</summary>
    public Contents WithoutKey() => new(References);
}
