# OO7 on persistent objects. It is built in persistent mode (-Mpersistent), so that the classes stay; later they are there.
require "model" if ARGV[2] == "build"

module OO7
  class Store
    def initialize(size, _file)
      @size = size
    end

    def build
      Maglev::PERSISTENT_ROOT[:"oo7_#{@size}"] = Builder.new(@size).build
      Maglev.commit_transaction
    end

    def transaction
      result = yield Maglev::PERSISTENT_ROOT[:"oo7_#{@size}"]
      Maglev.commit_transaction
      result
    end
  end
end
