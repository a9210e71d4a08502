namespace Shared.ObjectFormat.Protocol;

/// <summary>
/// Who may do what with a session's view.
/// <code>
///            gem: rest                    stone: release
///   ACTIVE ────────────► IDLE ───────────────────────────► RELEASED ──┐
///     ▲ │ ◄──────────────┘  gem: resume                               │ gem: move view
///     │ └──────────────► REVOKED ─────────────────────────────────────┤
///     │   stone: past the hard limit                                  │
///     └───────────────────────────────────────────────────────────────┘
/// </code>
/// All changes are by compare-and-swap. In IDLE no code has run since the view was taken, so the stone may take it without
/// harm. In REVOKED the gem still may be reading: the stone frees the view only when the gem moved or its process ended.
/// </summary>
public enum SlotState
{
    /// <summary>The gem reads its view.</summary>
    Active = 0,

    /// <summary>The gem does not read, and has not since it took the view.</summary>
    Idle = 1,

    /// <summary>The stone took the view from an idle gem.</summary>
    Released = 2,

    /// <summary>The stone wants the view back: move it or be ended.</summary>
    Revoked = 3,
}
