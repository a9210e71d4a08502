# Mutated snippets through our parser, as many as one likes: the test MutationTests with other numbers.
require_relative "surroundings"

class Mutations
  DEFAULT_COUNT = 1_000_000

  # [COUNT [SEED [FOLDER|FILE...]]]: snippets come from the files, or from our own sources.
  def run(arguments)
    count, seed, *places = arguments
    environment = { "MUTATIONS" => number(count || DEFAULT_COUNT), "MUTATION_SEED" => number(seed || Random.rand(1 << 31)) }
    environment["MUTATION_LIST"] = list(places) unless places.empty?
    puts "mutations: #{environment["MUTATIONS"]} snippets, seed #{environment["MUTATION_SEED"]}"
    project = File.join(Surroundings::CHECKOUT, "tests", "Kernel.Ruby.Tests")
    passed = system(environment, "dotnet", "test", project, "-c", "Release", "-v", "quiet", "-nologo", "--filter", "FullyQualifiedName~MutationTests")
    puts passed ? "no crash, no hang, every error inside of its snippet" : "failed: see above"
    passed
  end

  private

  def number(text)
    Integer(text).to_s
  rescue ArgumentError
    raise Surroundings::Missing, "mutations: #{text} is no number"
  end

  def list(places)
    files = places.flat_map { |place| File.directory?(place) ? Dir[File.join(place, "**", "*.rb")].select { |file| File.file?(file) } : [place] }
    files.each { |file| File.exist?(file) or raise Surroundings::Missing, "#{file} is missing" }
    raise Surroundings::Missing, "mutations: no .rb file in #{places.join(" ")}" if files.empty?
    path = File.join(Surroundings.work("mutations"), "files")
    File.write(path, files.map { |file| File.expand_path(file) }.join("\n"))
    path
  end
end
