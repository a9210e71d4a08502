# Completion is part of maglev-irb; customisation files ask for it by this name.
