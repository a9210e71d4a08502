namespace CollectionModel;

/// <summary>Something that the protocol promises does not hold.</summary>
public sealed class ModelFailedException(string message) : Exception(message);
