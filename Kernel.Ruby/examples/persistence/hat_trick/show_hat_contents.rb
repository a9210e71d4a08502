# Process 3: shows the rabbits.

hat = Maglev::PERSISTENT_ROOT[:hat] or abort 'There is no hat: create_hat.rb makes one.'

puts "The hat contains #{hat.size} rabbits"
hat.each { |rabbit| puts rabbit.inspect }
