namespace Kernel.Ruby.Interactive;

/// <summary>An exception as it is shown.</summary>
/// <param name="Place">Where it was raised: <c>file:line:in 'label'</c>; empty when it never was.</param>
/// <param name="Message">Its message with its class, perhaps over several lines.</param>
/// <param name="Callers">The rest of the backtrace, innermost first.</param>
/// <param name="Cause">The exception that led to it.</param>
public sealed record ExceptionReport(string Place, string Message, IReadOnlyList<string> Callers, ExceptionReport? Cause);
