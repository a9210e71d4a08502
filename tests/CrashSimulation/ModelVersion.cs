namespace CrashSimulation;

/// <summary>What the model knows of one version of an object.</summary>
/// <param name="CommitId">The commit that wrote it.</param>
/// <param name="Stamp">Decides its contents; 0 when the commit removed the object.</param>
/// <param name="SizeBytes">Number of bytes of its contents.</param>
public readonly record struct ModelVersion(ulong CommitId, ulong Stamp, int SizeBytes);
