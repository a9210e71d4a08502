require_relative 'nearest_points'

# A node of a tree that divides the plane by x and by y in turn (a k-d tree of two dimensions).
class PointTree
  attr_reader :x, :y, :left, :right

  # A balanced tree of points, each an array of x and y.
  def self.of(points, by_x = true)
    return if points.empty?

    points = points.sort_by { |point| by_x ? point[0] : point[1] }
    middle = points.size / 2
    new(points[middle], of(points[0, middle], !by_x), of(points[(middle + 1)..], !by_x))
  end

  def initialize(point, left, right)
    @x, @y = point
    @left = left
    @right = right
  end

  # So many points next to a place, from the nearest on.
  def nearest(x, y, count)
    found = NearestPoints.new(count)
    search(x, y, found, true)
    found.to_a
  end

  def each(&block)
    @left&.each(&block)
    block.call(self)
    @right&.each(&block)
  end

  def search(x, y, found, by_x)
    dx = x - @x
    dy = y - @y
    found.offer(dx * dx + dy * dy, self)
    across = by_x ? dx : dy
    near, far = across < 0 ? [@left, @right] : [@right, @left]
    near&.search(x, y, found, !by_x)
    far&.search(x, y, found, !by_x) if across * across < found.reach
  end
end
