namespace Gem.Vm.Interpreter;

/// <summary>A line of the backtrace of an exception that was committed: text only, so that it drags no code along.</summary>
/// <param name="File">Source file.</param>
/// <param name="Line">Source line.</param>
/// <param name="BlockDepth">How many blocks of the method it stood in.</param>
/// <param name="MethodLabel">What the method or body is called, with its class.</param>
/// <param name="BaseLabel">Its name alone.</param>
public sealed record BacktraceLine(string File, int Line, int BlockDepth, string MethodLabel, string BaseLabel);
