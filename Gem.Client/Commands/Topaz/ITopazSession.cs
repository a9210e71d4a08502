using Gem.Vm.Interpreter;

namespace Gem.Client.Commands.Topaz;

/// <summary>The session that topaz drives.</summary>
public interface ITopazSession
{
    /// <summary>The thread that runs code, null while not logged in.</summary>
    VmThread? Thread { get; }

    /// <summary>Logs in.</summary>
    /// <exception cref="TopazException">It was refused; the message says why.</exception>
    void Login(TopazSettings settings);

    /// <summary>Logs out; uncommitted changes are lost.</summary>
    void Logout();

    /// <summary>Commits.</summary>
    /// <exception cref="TopazException">It was refused; the message names what stood against it.</exception>
    void Commit();

    /// <summary>Takes back uncommitted changes.</summary>
    void Abort();

    /// <summary>Begins a transaction.</summary>
    void Begin();

    /// <summary>Interactive Ruby in this session, until the user leaves it.</summary>
    /// <param name="lines">The next line of a script, null at its end; null itself when a person types.</param>
    void Interact(Func<string?>? lines);
}
