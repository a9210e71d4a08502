# Finds the points next to a place in the tree that another process has made.
x, y = ARGV.map { |argument| Float(argument) }
distance = ->(node) { (node.x - x)**2 + (node.y - y)**2 }

tree = Maglev.root[:point_tree]
found = tree.nearest(x, y, 100)

reach = distance.call(found.last)
count = within = 0
tree.each do |node|
  count += 1
  within += 1 if distance.call(node) <= reach
end
abort "#{within} points are as near as the 100 that were found" unless within == 100

puts "the 100 nearest of #{count} points are those that a look at all finds"
