# Commits a million objects of three slots as a list of arrays, in several commits.
class Node
  def initialize(a, b, c)
    @a = a
    @b = b
    @c = c
  end

  def sum
    @a + @b + @c
  end
end

CHUNK = 10_000
Maglev::PERSISTENT_ROOT[:walk] = []
Maglev.commit_transaction
100.times do |chunk|
  nodes = Array.new(CHUNK) { |i| Node.new(chunk, i, 1) }
  Maglev::PERSISTENT_ROOT[:walk] << nodes
  Maglev.commit_transaction
end
