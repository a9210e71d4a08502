# What became of one file of a suite: how many examples ran, how many of them passed, what failed (by description), and how it
# ended too early, if it did.
Outcome = Struct.new(:name, :examples, :passes, :failures, :crash) do
  # A file that crashed has failed as a whole.
  def passed = crash ? 0 : passes
end
