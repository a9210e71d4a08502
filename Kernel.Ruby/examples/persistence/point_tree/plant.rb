# Makes a tree of points and commits it.
count = Integer(ARGV.fetch(0))
random = Random.new(7)
Maglev.root[:point_tree] = PointTree.of(Array.new(count) { [random.rand, random.rand] })
Maglev.commit_transaction
puts "#{count} points"
