namespace Gem.Client.Commands.Irb.Terminals;

/// <summary>A key as it was pressed. Control and Meta with a letter are <see cref="KeyCode.Text"/> with that letter in lower case.</summary>
internal readonly record struct Key(KeyCode Code, string Text = "", bool Control = false, bool Meta = false, bool Shift = false)
{
    /// <summary>A character that is to be inserted.</summary>
    public bool IsPlainText => Code == KeyCode.Text && !Control && !Meta;

    /// <summary>Ctrl and a character.</summary>
    public static Key Ctrl(char letter) => new(KeyCode.Text, letter.ToString(), Control: true);

    /// <summary>Alt and a character.</summary>
    public static Key Alt(char letter) => new(KeyCode.Text, letter.ToString(), Meta: true);
}
