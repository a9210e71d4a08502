using System.Diagnostics;

namespace EndToEnd;

/// <summary>
/// A running VM that evaluates the lines it is given, those of Ruby in the same top-level binding, so that what was defined and
/// cached before stays warm, those of Smalltalk behind <c>st </c>.
/// </summary>
public sealed class LiveVm : IDisposable
{
    private const string Driver = """
        $stdout.sync = true
        while line = $stdin.gets
          begin
            puts "=> " + (line.start_with?("st ") ? Smalltalk.evaluate(line[3..]).__smalltalk_send__(:printString) : eval(line, TOPLEVEL_BINDING).inspect)
          rescue Exception => e
            puts "!! #{e.class}: #{e.message}"
          end
        end
        """;

    private readonly Process _process;

    /// <summary>Starts the VM on a stone.</summary>
    public LiveVm(string stone, string folder, IReadOnlyDictionary<string, string>? environment = null)
    {
        _process = Installation.Start(Installation.Script("maglev-ruby"), ["--stone", stone, "-e", Driver], environment, folder);
    }

    /// <summary>Its process.</summary>
    public Process Process => _process;

    /// <summary>Evaluates a line; answers what it inspects as, or Smalltalk's printString, or "!! Class: message".</summary>
    public string Eval(string line)
    {
        Send(line);
        return Receive();
    }

    /// <summary>Has it evaluate a line; the answer comes later.</summary>
    public void Send(string line)
    {
        _process.StandardInput.WriteLine(line);
        _process.StandardInput.Flush();
    }

    /// <summary>The next answer, as <see cref="Eval"/> has it.</summary>
    public string Receive()
    {
        string? answer = _process.StandardOutput.ReadLine();
        return answer is null
            ? throw new InvalidOperationException("the VM has ended: " + _process.StandardError.ReadToEnd())
            : answer.StartsWith("=> ", StringComparison.Ordinal) ? answer[3..] : answer;
    }

    /// <summary>Ends the VM.</summary>
    public void Dispose()
    {
        _process.StandardInput.Close();
        if (!_process.WaitForExit(TimeSpan.FromSeconds(20)))
        {
            _process.Kill();
        }

        _process.Dispose();
    }
}
