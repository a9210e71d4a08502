# What mspec reads, on the host and on the Ruby that is tested: ruby/spec's own settings, no tags, and a record of what ran.
load File.join(ENV.fetch("CONFORMANCE_SPECS"), "default.mspec")

class MSpecScript
  set :tags_patterns, [[/.*/, "no such folder/"]]
end

if MSpecScript.child_process?
  require "mspec/runner/formatters/base"

  # Writes a line for each example that has run and each that has failed, at once, so that they outlive a crash.
  class RecordFormatter < BaseFormatter
    def initialize(*)
      super
      @record = File.open(ENV.fetch("CONFORMANCE_RESULTS"), "w")
      @record.sync = true
    end

    def before(state)
      super
      @record.puts "ran #{line(state)}"
    end

    def exception(exception)
      super
      @record.puts "failed #{line(exception)}"
    end

    def finish
      super
      @record.puts "finished"
    end

    private

    def line(state) = state.description.gsub(/\s*\n\s*/, " ")
  end

  MSpecScript.set :formatter, RecordFormatter
end
