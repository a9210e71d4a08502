# Items in the order in which they were committed, to which any number of sessions add at once: what RCQueue and RCArray have in common.
# Whoever includes it has the items in @items.

module Maglev
  module ReducedSequence
    include Enumerable
    include ReducedConflict

    # Adds at the end; answers the receiver.
    def add(item)
      __reduced(@items, :__append, item)
      self
    end
    alias push add
    alias << add

    def each(&block)
      return enum_for(:each) { size } unless block
      @items.dup.each(&block)
      self
    end

    def size = @items.size
    alias length size
    def empty? = @items.empty?
    def inspect = "#<#{self.class} #{@items.inspect}>"

    private

    def __append(item) = @items.push(item)
  end
end
