# OO7 in SQLite tables, as a program over a relational database has it: objects are made from rows when they are reached, once in
# a transaction, and changed ones are written back at its end.
require "sqlite3"
require "model"

module OO7
  class Store
    def initialize(size, file)
      @size = size
      @database = SQLite3::Database.new(file)
      @database.execute("PRAGMA journal_mode=WAL")
      @database.execute("PRAGMA synchronous=FULL")
    end

    def build
      @database.execute_batch(<<~SQL)
        CREATE TABLE assembly (id INTEGER PRIMARY KEY, lowest INTEGER);
        CREATE TABLE assembly_part (assembly INTEGER, position INTEGER, part INTEGER, PRIMARY KEY (assembly, position)) WITHOUT ROWID;
        CREATE TABLE composite (id INTEGER PRIMARY KEY, root INTEGER, document TEXT);
        CREATE TABLE atomic (id INTEGER PRIMARY KEY, x INTEGER, y INTEGER);
        CREATE TABLE connection (part INTEGER, position INTEGER, kind INTEGER, length INTEGER, other INTEGER, PRIMARY KEY (part, position)) WITHOUT ROWID;
      SQL
      library = Builder.new(@size).build
      @next_assembly = 0
      @stored = {}
      @database.transaction { store_library(library) }
    end

    def transaction
      result = nil
      @database.transaction do
        rows = Rows.new(@database)
        result = yield rows
        rows.write_back
      end
      result
    end

    private

    def store_library(library)
      store_assembly(library.root)
      library.atomic_parts.each_value do |part|
        @database.execute("INSERT INTO atomic VALUES (?, ?, ?)", [part.id, part.x, part.y])
        part.to.each_with_index do |connection, i|
          @database.execute("INSERT INTO connection VALUES (?, ?, ?, ?, ?)", [part.id, i, connection.kind, connection.length, connection.part.id])
        end
      end
    end

    def store_assembly(assembly)
      id = (@next_assembly += 1)
      @database.execute("INSERT INTO assembly VALUES (?, ?)", [id, assembly.lowest? ? 1 : 0])
      assembly.parts.each_with_index do |part, i|
        part_id = assembly.lowest? ? store_composite(part) : store_assembly(part)
        @database.execute("INSERT INTO assembly_part VALUES (?, ?, ?)", [id, i, part_id])
      end
      id
    end

    def store_composite(composite)
      unless @stored[composite.id]
        @stored[composite.id] = true
        @database.execute("INSERT INTO composite VALUES (?, ?, ?)", [composite.id, composite.root.id, composite.document])
      end
      composite.id
    end
  end

  # Objects by rows, and what was changed.
  class Rows
    AtomicRow = Struct.new(:rows, :id, :old_x, :old_y) do
      attr_reader :x, :y

      def load(x, y)
        @x = x
        @y = y
        self
      end

      def x=(value)
        rows.changed[id] = self
        @x = value
      end

      def y=(value)
        rows.changed[id] = self
        @y = value
      end

      def to = @to ||= rows.connections(id)
    end

    AssemblyRow = Struct.new(:rows, :id, :lowest) do
      def lowest? = lowest == 1
      def parts = @parts ||= rows.parts(self)
    end

    CompositeRow = Struct.new(:rows, :id, :root_id) do
      def root = rows.atomic(root_id)
    end

    attr_reader :changed

    def initialize(database)
      @database = database
      @changed = {}
      @atomic = {}
      @composite = {}
      @select_atomic = database.prepare("SELECT x, y FROM atomic WHERE id = ?")
      @select_connections = database.prepare("SELECT kind, length, other FROM connection WHERE part = ? ORDER BY position")
      @select_parts = database.prepare("SELECT part FROM assembly_part WHERE assembly = ? ORDER BY position")
      @select_assembly = database.prepare("SELECT lowest FROM assembly WHERE id = ?")
      @select_composite = database.prepare("SELECT root FROM composite WHERE id = ?")
    end

    def root = assembly(1)
    def atomic_parts = self
    def size = @database.get_first_value("SELECT count(*) FROM atomic")
    def [](id) = atomic(id)

    def atomic(id)
      @atomic[id] ||= begin
        x, y = @select_atomic.execute(id).next
        AtomicRow.new(self, id).load(x, y)
      end
    end

    def connections(id) = @select_connections.execute(id).map { |kind, length, other| Connection.new(kind, length, atomic(other)) }

    def parts(assembly)
      ids = @select_parts.execute(assembly.id).map(&:first)
      ids.map { |id| assembly.lowest? ? composite(id) : self.assembly(id) }
    end

    def assembly(id) = AssemblyRow.new(self, id, @select_assembly.execute(id).next.first)
    def composite(id) = @composite[id] ||= CompositeRow.new(self, id, @select_composite.execute(id).next.first)

    def write_back
      update = @database.prepare("UPDATE atomic SET x = ?, y = ? WHERE id = ?")
      @changed.each_value { |part| update.execute(part.x, part.y, part.id) }
      [update, @select_atomic, @select_connections, @select_parts, @select_assembly, @select_composite].each(&:close)
    end
  end
end
