# What require has loaded in persistent mode, for all VMs: each path with a digest of the source. A VM that requires it has it
# already, as long as the file says the same.

module Maglev
  class << self
    # Forgets it: the next require of each file runs it again.
    def clear_persistent_loaded_features
      LOADED_FEATURES.clear
      nil
    end
    alias clear_persistent_LOADED_FEATURES clear_persistent_loaded_features

    # What was loaded, sorted.
    def persistent_loaded_features = LOADED_FEATURES.keys.sort

    private

    def __digest_of_feature(path) = LOADED_FEATURES[path]

    def __feature_loaded(path, digest) = LOADED_FEATURES[path] = digest
  end

  # The same object in every VM.
  LOADED_FEATURES = RCHash.new unless const_defined?(:LOADED_FEATURES, false)
end
