# Set is part of the core.
