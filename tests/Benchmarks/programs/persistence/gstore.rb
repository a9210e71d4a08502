# A store with PStore's interface: GStore on MagLev, PStore on MRI, whose file is the argument. Each transaction is durable on both.
require_relative '../measure'

STORE =
  if defined?(Maglev)
    require 'maglev/gstore'
    GStore.rm('bench')
    GStore.new('bench')
  else
    require 'pstore'
    # A PStore leaves it to the system when its file reaches the disk.
    class DurablePStore < PStore
      def save_data_with_atomic_file_rename_strategy(data, file)
        super
        File.open(@filename, &:fsync)
      end

      def save_data_with_fast_strategy(data, file)
        super
        file.fsync
      end
    end
    DurablePStore.new(ARGV.fetch(0))
  end

def time(name)
  start = now
  yield
  puts "#{name}\t#{((now - start) * 1000).round(3)}"
end

time('write') do
  100.times do |i|
    lines = Array.new(2000) { |j| "entry #{j} of list #{i}" }
    STORE.transaction { STORE[i.to_s] = lines }
  end
end

time('read') do
  20.times do |i|
    STORE.transaction(true) { raise 'a wrong entry' unless STORE[(i * 5).to_s][1999] == "entry 1999 of list #{i * 5}" }
  end
end

random = Random.new(3)
time('mixed') do
  200.times do
    key = random.rand(100).to_s
    if random.rand(100) < 80
      STORE.transaction(true) { STORE[key].size }
    else
      STORE.transaction { STORE[key] = "what is now under #{key}" }
    end
  end
end
