namespace Gem.Vm.Values;

/// <summary>Who may call a method.</summary>
public enum Visibility : byte
{
    /// <summary>Anybody.</summary>
    Public = 0,

    /// <summary>Only without a receiver or with self.</summary>
    Private = 1,

    /// <summary>Only from methods of the same class.</summary>
    Protected = 2,
}
