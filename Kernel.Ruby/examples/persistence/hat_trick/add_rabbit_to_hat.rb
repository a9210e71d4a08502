# Process 2: puts a rabbit into the hat, and says nothing. Nobody tells it what a Rabbit is: the repository knows.

hat = Maglev::PERSISTENT_ROOT[:hat] or abort 'There is no hat: create_hat.rb makes one.'

begin
  hat << Rabbit.new
  Maglev.commit_transaction
rescue Maglev::CommitFailedException
  # Somebody else put a rabbit in at the same moment: look at the hat as it is now, and do it again.
  Maglev.abort_transaction
  retry
end
