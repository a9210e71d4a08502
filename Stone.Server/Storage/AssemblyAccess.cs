using System.Runtime.CompilerServices;

[assembly: InternalsVisibleTo("Stone.Server.Tests")]
[assembly: InternalsVisibleTo("CrashSimulation")]
