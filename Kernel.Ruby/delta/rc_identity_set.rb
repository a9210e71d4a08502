# Objects by identity, each once. What several sessions add or remove at once is no conflict.
class RCIdentitySet < RCIdentityBag
  def size = @counts.size
  alias length size

  private

  def __count(object) = @counts[object] = 1
  def __uncount(object) = @counts.delete(object)
  def __found(elements) = IdentitySet.new(elements)
end
