# Run in persistent mode: loads the suites named by the arguments, so that they are committed with all that they define.
require_relative "suite"
ARGV.each { |file| load File.expand_path(file) }
