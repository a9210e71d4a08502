# Indexes and searches of a collection of objects. Whoever includes it has __each_element (each once), include?, committed?, size
# and __found (a collection of elements that a search has found), and tells of elements that come and go.

module Maglev
  module IndexedCollection
    # Makes an index of values in order; with a class, of its instances only (and nil).
    def create_equality_index(path, last_class = nil)
      unless last_class.nil? || Module === last_class
        raise ArgumentError, "#{last_class.inspect} is no class: it can't be that of the values of #{path}"
      end

      __create_index(EqualityIndex.new(self, IndexPath.of(path), last_class))
    end

    # Makes an index of values by identity.
    def create_identity_index(path) = __create_index(IdentityIndex.new(self, IndexPath.of(path)))

    def remove_equality_index(path) = __remove_index(:equality, path)
    def remove_identity_index(path) = __remove_index(:identity, path)

    def remove_all_indexes
      indexes = __indexes
      @indexes = nil
      indexes.each(&:discard)
      self
    end

    # :equality, :identity, :equalityAndIdentity or :none.
    def kinds_of_index_on(path)
      case __indexes.select { |index| index.path == IndexPath.of(path) }.map(&:kind)
      in [] then :none
      in [kind] then kind
      else :equalityAndIdentity
      end
    end

    # The paths that have indexes, as texts.
    def indexed_paths = __indexes.map { |index| index.path.to_s }.uniq

    # The same, of the indexes of a kind.
    def equality_indexed_paths = __paths_of(:equality)
    def identity_indexed_paths = __paths_of(:identity)

    # A line for each index.
    def index_info = __indexes.map { |index| index.ready? ? index.to_s : "#{index}, built when it is committed" }

    # Compares the indexes in use with the elements. Texts that tell what is wrong; none when all is well.
    def audit_indexes
      INDEXES.flush
      __indexes.select(&:ready?).flat_map(&:audit)
    end

    # The elements whose value at the end of a path compares so with a value: search('@a.@b', :lt, 3), search([:@a, :@b], :<, 3).
    # With a block as query.
    def search(path = nil, operation = nil, value = nil, &block)
      return query(&block) if block

      __search(Query::Comparison.of(path, operation, value))
    end

    # Those with a value between two: the lower bound belongs to it and the upper does not, unless they are said to compare
    # with the values (low_operation value, value high_operation) by :lt or :lte.
    def search_between(path, low, high, low_operation = :lte, high_operation = :lt)
      __search(Query::Comparison.between(path, low, high, low_operation, high_operation))
    end

    # Those with a value in a range.
    def search_range(path, range) = __search(Query::Comparison.in_range(path, range))

    # The elements that a condition is true for: query { |e| (e.a.b > 3) & !(e.c == 'x') }, or
    # query('(each.a.b > low) & (each.c != "x")', low: 3).
    def query(text = nil, **bindings, &block) = __found(__query(text, bindings, block).elements)

    # How query or search would find them: the indexes it uses, or a scan.
    def explain(path = nil, *comparison, **bindings, &block)
      return __query(path, bindings, block).explain if comparison.empty?

      Query.new(self, Query::Comparison.of(path, *comparison)).explain
    end

    # What Smalltalk's GsQuery asks: a text that names variables as their classes do, names and values. The elements, in an array.
    def query_elements(text, names, values) = Query.from_text(self, text, names.zip(values).to_h, '').elements

    # As explain.
    def explain_elements(text, names, values) = Query.from_text(self, text, names.zip(values).to_h, '').explain

    # The index that finds what a comparison asks for.
    def __index_for(comparison) = __indexes.find { |index| index.ready? && index.serves?(comparison) && index.path == comparison.path }

    private

    def __indexes = @indexes || []

    def __paths_of(kind) = __indexes.select { |index| index.kind == kind }.map { |index| index.path.to_s }

    def __search(comparison) = __found(Query.new(self, comparison).elements)

    def __query(text, bindings, block)
      return Query.from_text(self, text, bindings) unless block
      raise ArgumentError, 'a query has a text or a block, not both' if text

      Query.from_block(self, &block)
    end

    def __create_index(index)
      present = __find_index(index.kind, index.path)
      if present
        return self if index.kind == :identity || present.last_class == index.last_class

        raise ArgumentError, "there is another equality index on #{index.path}: remove it first"
      end

      committed? ? __build_index(index) : index.build_at_commit
      @indexes = [*__indexes, index]
      self
    rescue StandardError
      index.give_up
      raise
    end

    def __remove_index(kind, path)
      index = __find_index(kind, IndexPath.of(path))
      raise ArgumentError, "there is no #{kind} index on #{IndexPath.of(path)}" if index.nil?

      @indexes = __indexes - [index]
      index.discard
      self
    end

    def __find_index(kind, path) = __indexes.find { |index| index.kind == kind && index.path == path }

    # Before an element is added: raises when it can't be in an index.
    def __check_indexes(element) = @indexes&.each { |index| index.check(element) }

    # After an element has come or gone.
    def __tell_indexes(element) = @indexes&.each { |index| index.refresh(element) }
  end
end
