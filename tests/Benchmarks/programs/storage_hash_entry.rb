# Makes a committed Hash of so many entries; with a second argument adds that many entries to it, each in a commit.
# Arguments: entries, how many more.
name = "hash of #{ARGV[0]}"
if ARGV[1]
  hash = Maglev::PERSISTENT_ROOT[name]
  ARGV[1].to_i.times do |i|
    hash["more #{i}"] = i
    Maglev.commit_transaction
  end
else
  Maglev::PERSISTENT_ROOT[name] = (1..ARGV[0].to_i).to_h { |i| ["key #{i}", i] }
  Maglev.commit_transaction
end
puts "entries\t#{Maglev::PERSISTENT_ROOT[name].size}"
