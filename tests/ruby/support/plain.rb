# Loads one suite's file and runs the suites in it.
require_relative "suite"
load File.expand_path(ARGV.fetch(0))
exit Suite::ALL.map(&:run).all?
