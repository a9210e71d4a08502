# Runs the methods with a prefix of MagLev's persistence tests. Arguments: their folder, the prefix.
folder, prefix = ARGV

if prefix == "test_"
  load File.join(folder, "persistence_tests.rb")
  Maglev.persistent do
    PTEST = MagLevPersistenceTests.new
    Maglev.commit_transaction
  end
end

counted = PTEST.instance_variable_get(:@count)
known = PTEST.instance_variable_get(:@failed).size
raised = 0
PTEST.methods.grep(/\A#{prefix}\d/).sort.each do |name|
  PTEST.send(name)
rescue StandardError, ScriptError => error
  raised += 1
  puts "ERROR: #{name}. Expected: no exception actual: #{error.class}: #{error.message}"
  Maglev.abort_transaction
end

failed = PTEST.instance_variable_get(:@failed).drop(known)
failed.each { |line| puts line }
puts "=== Ran #{[PTEST.instance_variable_get(:@count) - counted, 0].max + raised} tests.  Failed: #{failed.size + raised}"
