# What a customisation file of irb may say. The sessions themselves are part of maglev-irb.

module IRB
  @conf = {
    PROMPT_MODE: :DEFAULT,
    USE_COLORIZE: true,
    ECHO: true,
    SAVE_HISTORY: 5000,
    HISTORY_FILE: "~/.maglev_irb_history",
  }

  class << self
    # Settings, read once when the first session has loaded the customisation files.
    attr_reader :conf

    # Talks to the user at top level until they leave.
    def start(*) = TOPLEVEL_BINDING.irb
  end
end
