# OO7 in a PStore: one file, read and written as a whole.
require "pstore"
require "model"

module OO7
  class Store
    def initialize(size, file)
      @size = size
      @store = PStore.new(file)
      @store.ultra_safe = true
    end

    def build = @store.transaction { @store[:library] = Builder.new(@size).build }

    def transaction = @store.transaction { yield @store[:library] }
  end
end
