using Gem.Vm;

namespace Gem.Client.Commands.Topaz;

/// <summary>A topaz output as the stream that Transcript writes to.</summary>
internal sealed class TopazOutputStream(TopazOutput output) : WriteOnlyStream
{
    public override void Write(ReadOnlySpan<byte> bytes) => output.Write(bytes);
}
