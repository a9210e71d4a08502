# A tree of points. Arguments: build COUNT QUERIES (makes a tree, keeps it and searches in it), query 0 QUERIES (searches in the kept
# one) or walk 0 0; then, on MRI, the file that keeps it.
require_relative '../measure'
require_relative '../../../../Kernel.Ruby/examples/persistence/point_tree/point_tree' unless defined?(PointTree)

# Keeps the tree in the repository.
class CommittedTree
  def keep(tree)
    Maglev.root[:point_tree] = tree
    PointTree.maglev_persistable(true)
    Maglev.commit_transaction
  end

  def tree = Maglev.root[:point_tree]
end

# Keeps the tree in a file.
class FiledTree
  def initialize(path)
    @path = path
  end

  def keep(tree)
    File.open(@path, 'wb') do |file|
      Marshal.dump(tree, file)
      file.fsync
    end
  end

  def tree = File.open(@path, 'rb') { |file| Marshal.load(file) }
end

def time(name)
  start = now
  value = yield
  puts "#{name}\t#{((now - start) * 1000).round(3)}"
  value
end

def queries(tree, random, count)
  Array.new(count) { tree.nearest(random.rand, random.rand, 100).last.x }
end

def time_queries(tree, count)
  queries(tree, Random.new(8), 100)
  sum = time('query') { queries(tree, Random.new(9), count) }.sum
  puts "checksum\t#{sum}"
end

action, count, query_count, path = ARGV
store = path ? FiledTree.new(path) : CommittedTree.new
case action
when 'build'
  random = Random.new(7)
  points = Array.new(Integer(count)) { [random.rand, random.rand] }
  tree = time('build') { PointTree.of(points) }
  time('keep') { store.keep(tree) }
  time_queries(tree, Integer(query_count))
when 'query'
  tree = time('open') { store.tree }
  time_queries(tree, Integer(query_count))
when 'walk'
  sum = 0.0
  time('walk') { store.tree.each { |node| sum += node.x } }
  puts "checksum\t#{sum}"
end
