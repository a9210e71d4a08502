# Process 1: commits the class of rabbits, and an empty hat where every VM finds it.

Maglev.persistent { load File.join(__dir__, 'rabbit.rb') }

Maglev::PERSISTENT_ROOT[:hat] = []
Maglev.commit_transaction
