# pp is part of the core.
