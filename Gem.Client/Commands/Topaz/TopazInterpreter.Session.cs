namespace Gem.Client.Commands.Topaz;

/// <summary>login, logout, commit, abort, begin, set, status.</summary>
public sealed partial class TopazInterpreter
{
    private bool DoSession(string command, string argument)
    {
        switch (command)
        {
            case "login":
                _session.Login(_settings);
                Kernel.Smalltalk.SmalltalkLanguage.Of(Thread.Vm).Output = new TopazOutputStream(_output);
                _output.WriteLine("successful login");
                return true;
            case "logout":
                _ = Thread;
                _session.Logout();
                return true;
            case "commit":
                _ = Thread;
                _session.Commit();
                _output.WriteLine("Successful commit");
                return true;
            case "abort":
                _ = Thread;
                _session.Abort();
                return true;
            case "begin":
                _ = Thread;
                _session.Begin();
                return true;
            case "set":
                Set(argument);
                return true;
            case "status":
                ShowStatus();
                return true;
            default:
                return false;
        }
    }

    /// <summary>Pairs of a name and a value, one behind the other; names may be abbreviated.</summary>
    private void Set(string argument)
    {
        string[] words = Words(argument);
        if (words.Length == 0 || words.Length % 2 != 0)
        {
            throw new TopazException("set wants a name and a value: username, password, gemstone, class, category, level, limit");
        }

        for (int i = 0; i < words.Length; i += 2)
        {
            SetOne(words[i].ToLowerInvariant().TrimEnd(':'), words[i + 1]);
        }
    }

    private void SetOne(string name, string value)
    {
        string[] names = ["username", "password", "gemstone", "class", "category", "level", "limit", "compile_env", "gemnetid", "hostusername", "hostpassword"];
        switch (Array.Find(names, each => each.StartsWith(name, StringComparison.Ordinal)))
        {
            case "username":
                _settings.UserName = value;
                break;
            case "password":
                _settings.Password = value;
                break;
            case "gemstone":
                _settings.Stone = value;
                break;
            case "class":
                _settings.CurrentClass = value;
                break;
            case "category":
                _settings.Category = value;
                break;
            case "level":
                _settings.Level = Number("level", value);
                break;
            case "limit":
                _settings.Limit = Number("limit", value);
                break;
            case "compile_env" or "gemnetid" or "hostusername" or "hostpassword":
                break;
            default:
                throw new TopazException($"set: unknown name '{name}'");
        }
    }

    private void ShowStatus()
    {
        _output.WriteLine("Current settings are:");
        _output.WriteLine($" display level: {_settings.Level}");
        _output.WriteLine($" byte limit: {_settings.Limit}");
        _output.WriteLine($" displayed: {string.Join(' ', _settings.Displayed.Order(StringComparer.Ordinal))}");
        _output.WriteLine($" UserName: '{_settings.UserName}'");
        _output.WriteLine($" Gemstone: '{_settings.Stone}'");
        _output.WriteLine($" Class: {_settings.CurrentClass ?? "none"}");
        _output.WriteLine($" Category: {_settings.Category}");
        _output.WriteLine(_session.Thread is null ? " not logged in" : " logged in");
    }

    private static int Number(string what, string text) =>
        int.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out int number) && number >= 0
            ? number
            : throw new TopazException($"{what} wants a number, not '{text}'");

    /// <summary>Words between blanks; one in single quotes may hold blanks.</summary>
    private static string[] Words(string text)
    {
        var words = new List<string>();
        for (int i = 0; i < text.Length;)
        {
            if (text[i] is ' ' or '\t')
            {
                i++;
                continue;
            }

            bool isQuoted = text[i] == '\'';
            int start = isQuoted ? i + 1 : i;
            int end = isQuoted ? text.IndexOf('\'', start) : text.IndexOfAny([' ', '\t'], start);
            end = end < 0 ? text.Length : end;
            words.Add(text[start..end]);
            i = isQuoted ? end + 1 : end;
        }

        return [.. words];
    }
}
