using Gem.Client.Image;
using Gem.Vm;
using Kernel.Ruby;

namespace Gem.Client.Commands;

/// <summary>
/// <c>gem build-image --home DIR --kernels DIR --stone-program FILE [--until STAGE]</c>: makes both images, or the
/// Ruby one cut after a stage.
/// </summary>
internal static class BuildImageCommand
{
    /// <summary>Runs it; the exit status.</summary>
    public static int Run(string[] args)
    {
        Dictionary<string, string> options = [];
        for (int i = 0; i < args.Length; i += 2)
        {
            if (args[i] is not ("--home" or "--kernels" or "--stone-program" or "--until") || i + 1 == args.Length)
            {
                throw new UsageException($"gem build-image: bad option '{args[i]}' (--home DIR --kernels DIR --stone-program FILE --until STAGE)");
            }

            options[args[i]] = args[i + 1];
        }

        string Option(string name) => options.TryGetValue(name, out string? value) ? value : throw new UsageException($"gem build-image: {name} is missing");
        ImageBuilder builder = new(Option("--home"), KernelFolders.InCheckout(Option("--kernels")), Option("--stone-program"));
        return Gem.Vm.Interpreter.NativeStack.Run(() =>
        {
            try
            {
                Build(builder, options.GetValueOrDefault("--until"));
                return 0;
            }
            catch (KernelException broken)
            {
                throw new UsageException(broken.Message);
            }
        });
    }

    private static void Build(ImageBuilder builder, string? lastStage)
    {
        if (lastStage is null)
        {
            builder.Build();
        }
        else if (KernelSources.Stages.Contains(lastStage))
        {
            builder.BuildUntil(lastStage);
        }
        else
        {
            throw new UsageException($"maglev build image: there is no stage '{lastStage}', only {string.Join(", ", KernelSources.Stages)}");
        }
    }
}
