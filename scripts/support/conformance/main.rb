# The command line of scripts/conformance; runs on the host's Ruby.
require_relative "surroundings"
require_relative "spec_suite"
require_relative "bootstrap_suite"
require_relative "maglev_suite"
require_relative "parser_comparison"
require_relative "mutations"

USAGE = <<~TEXT
  usage: scripts/conformance language|command_line [FILE...]     ruby/spec, with mspec
         scripts/conformance bootstraptest [FILE...]             MRI's own first tests
         scripts/conformance maglev [FILE...]                    MagLev's tests of its persistence
         scripts/conformance parser [FOLDER|FILE...]             syntax trees, beside Prism's
         scripts/conformance mutations [COUNT [SEED [FOLDER|FILE...]]]   mutated snippets through the parser
         scripts/conformance all                                 language, command_line, bootstraptest, parser
  environment:
    SRC         folder with checkouts: spec (ruby/spec), mspec (ruby/mspec), mri-tests (MRI's folder bootstraptest), maglev (MagLev)
    WORK        folder for results; a temporary one without it
    MRI         an MRI 3.4.9 to count with; without it the counts are those that were measured once
    PRISM_DUMP  a script for Node that prints Prism's trees as JSON (parser)
    HOST_RUBY   the Ruby that runs mspec and this script (ruby3.1)
TEXT

SUITES = {
  "language" => -> { SpecSuite.new("language", examples: 2924, goal: 98) },
  "command_line" => -> { SpecSuite.new("command_line", examples: 174, goal: 95) },
  "bootstraptest" => -> { BootstrapSuite.new(examples: 2018, goal: 97) },
  "maglev" => -> { MaglevSuite.new },
  "parser" => -> { ParserComparison.new },
  "mutations" => -> { Mutations.new },
}

$stdout.sync = true
name, *arguments = ARGV
begin
  case name
  when nil, "-h", "--help" then puts USAGE
  when "all"
    abort "conformance: all takes no files" unless arguments.empty?
    exit %w[language command_line bootstraptest parser].map { |suite| SUITES[suite].call.run([]) }.all?
  else
    suite = SUITES[name] or abort "conformance: there is no suite #{name}\n#{USAGE}"
    exit suite.call.run(arguments)
  end
rescue Surroundings::Missing => missing
  abort "conformance: #{missing.message}"
rescue Interrupt
  abort "conformance: interrupted"
end
