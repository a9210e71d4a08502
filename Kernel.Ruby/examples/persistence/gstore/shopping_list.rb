# Adds to a shopping list that outlives the program: in a GStore on MagLev, in a PStore on any other Ruby.
if defined?(Maglev)
  require 'maglev/gstore'
  store = GStore.new('shopping list')
else
  require 'pstore'
  store = PStore.new('shopping_list.pstore')
end

store.transaction { store[:list] = (store[:list] || []) + ARGV }

# An exception in a transaction gives up what it stored.
begin
  store.transaction do
    store[:list] = []
    raise 'the paper is torn'
  end
rescue RuntimeError
  nil
end

store.transaction(true) { puts "#{store[:list].size} on the list: #{store[:list].join(', ')}" }
