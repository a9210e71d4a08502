namespace Stone.Server.Sessions;

/// <summary>A login is refused; the message is for the user.</summary>
public sealed class SessionRefusedException(string message) : Exception(message);
