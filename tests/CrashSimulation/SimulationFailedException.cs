namespace CrashSimulation;

/// <summary>The repository does not hold what it has to.</summary>
public sealed class SimulationFailedException(string message, Exception? inner = null) : Exception(message, inner);
