# Stores objects of three references and 60 bytes; prints how many a second. Arguments: count, a file for their object ids.
class Item < String
  attr_accessor :a, :b, :c
end

count = Integer(ARGV[0])
per_chunk = 10_000
chunks = []
Maglev::PERSISTENT_ROOT[:items] = chunks
Maglev.commit_transaction
texts = ("a".."z").map { |letter| letter * 60 }
ids = []
start = Process.clock_gettime(Process::CLOCK_MONOTONIC)
older = old = nil
(count / per_chunk).times do |chunk|
  items = Array.new(per_chunk) do |i|
    item = Item.new(texts[i % 26])
    item.a = item
    item.b = old || item
    item.c = older || item
    older = old
    old = item
  end
  chunks << items
  Maglev.commit_transaction
  items.each { |item| ids << item.__id__ / 8 } if ARGV[1]
end
seconds = Process.clock_gettime(Process::CLOCK_MONOTONIC) - start
File.binwrite(ARGV[1], ids.pack("Q*")) if ARGV[1]
puts "seconds\t#{seconds}"
