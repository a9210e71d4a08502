# The nearest points to a place that a search has found so far, at most so many: a heap with the farthest on top.
class NearestPoints
  def initialize(limit)
    @limit = limit
    @distances = []
    @nodes = []
  end

  # The square of the distance within which another point is of interest.
  def reach
    @nodes.size < @limit ? Float::INFINITY : @distances[0]
  end

  def offer(distance, node)
    if @nodes.size < @limit
      @distances << distance
      @nodes << node
      rise(@nodes.size - 1)
    elsif distance < @distances[0]
      @distances[0] = distance
      @nodes[0] = node
      sink(0)
    end
  end

  # From the nearest on.
  def to_a
    @nodes.zip(@distances).sort_by(&:last).map(&:first)
  end

  private

  def rise(place)
    while place > 0
      parent = (place - 1) / 2
      return if @distances[parent] >= @distances[place]

      swap(parent, place)
      place = parent
    end
  end

  def sink(place)
    size = @nodes.size
    while (child = 2 * place + 1) < size
      child += 1 if child + 1 < size && @distances[child + 1] > @distances[child]
      return if @distances[place] >= @distances[child]

      swap(place, child)
      place = child
    end
  end

  def swap(one, other)
    @distances[one], @distances[other] = @distances[other], @distances[one]
    @nodes[one], @nodes[other] = @nodes[other], @nodes[one]
  end
end
