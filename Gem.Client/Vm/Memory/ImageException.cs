namespace Gem.Vm.Memory;

/// <summary>What is committed cannot be read by this program, or an object is missing. The message is one line for the user.</summary>
public class ImageException(string message) : Exception(message);
