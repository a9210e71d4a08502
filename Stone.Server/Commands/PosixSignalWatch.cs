using System.Runtime.InteropServices;

namespace Stone.Server.Commands;

/// <summary>Turns the signals that ask a process to end into a clean stop.</summary>
internal sealed class PosixSignalWatch : IDisposable
{
    private readonly List<PosixSignalRegistration> _registrations = [];

    internal PosixSignalWatch(Action<string> onSignal)
    {
        foreach (PosixSignal signal in new[] { PosixSignal.SIGTERM, PosixSignal.SIGINT, PosixSignal.SIGHUP })
        {
            _registrations.Add(PosixSignalRegistration.Create(signal, context =>
            {
                context.Cancel = true;
                onSignal(signal.ToString());
            }));
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (PosixSignalRegistration registration in _registrations)
            registration.Dispose();
    }
}
