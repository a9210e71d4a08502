# Counts the objects of storage_load.rb, reading each; fails when one is not as it was stored.
count = 0
Maglev::PERSISTENT_ROOT[:items].each do |items|
  items.each do |item|
    raise "object #{count} is wrong" unless item.bytesize == 60 && item.b.is_a?(String)
    count += 1
  end
end
puts "objects\t#{count}"
