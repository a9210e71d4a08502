# A sampling profiler: what the calling thread does while a block runs.

module Maglev
  class Gprof
    # So often a look is taken, in seconds.
    INTERVAL = 0.001

    # Runs the block, and writes what it spent its time in to a stream (nil: nowhere); answers the block's value.
    def self.monitor(interval: INTERVAL, out: $stderr, &block)
      raise ArgumentError, 'Maglev::Gprof.monitor needs a block' unless block

      profile = new
      profile.watch(Thread.current, interval, &block)
    ensure
      out&.write(profile.report) if profile
    end

    def initialize
      @samples = 0
      @own = Hash.new(0)
      @whole = Hash.new(0)
    end

    # How often a look was taken.
    attr_reader :samples

    # Runs the block while another thread looks at this one.
    def watch(thread, interval)
      watcher = Thread.new do
        loop do
          sleep(interval)
          take(thread.backtrace_locations)
        end
      end
      yield
    ensure
      watcher.kill.join
    end

    # A table: percent of the looks at which a method was running, itself or with what it called, most first.
    def report(most: 20)
      lines = @whole.sort_by { |label, whole| [-@own[label], -whole] }.first(most).map do |label, whole|
        format('%6.1f %6.1f  %s', 100.0 * @own[label] / @samples, 100.0 * whole / @samples, label)
      end
      ["#{@samples} samples", ' own %  all %  method', *lines].join("\n") << "\n"
    end

    private

    def take(locations)
      return if locations.nil? || locations.empty?

      labels = locations.map { |location| "#{location.label} (#{location.path})" }
      @samples += 1
      @own[labels.first] += 1
      labels.uniq.each { |label| @whole[label] += 1 }
    end
  end
end
