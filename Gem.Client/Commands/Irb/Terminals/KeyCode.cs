namespace Gem.Client.Commands.Irb.Terminals;

/// <summary>Which key.</summary>
internal enum KeyCode
{
    /// <summary>A character, or several: the key's text.</summary>
    Text,

    /// <summary>Text that was pasted, as it is.</summary>
    Paste,

    /// <summary>A key that has no meaning here.</summary>
    Unknown,

    Enter,
    Tab,
    Backspace,
    Delete,
    Insert,
    Escape,
    Up,
    Down,
    Left,
    Right,
    Home,
    End,
    PageUp,
    PageDown,
}
