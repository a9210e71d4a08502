namespace CrashSimulation;

/// <summary>The simulated machine lost its power.</summary>
public sealed class SimulatedCrashException() : Exception("the simulated machine lost its power");
