namespace Gem.Vm.Session;

/// <summary>
/// The stone took this session's view because it was too old; uncommitted work is lost and the session must move its view.
/// GemStone calls it a lost object table root.
/// </summary>
public sealed class RepositoryViewLostException(string message) : Exception(message);
