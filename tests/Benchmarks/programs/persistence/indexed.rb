# Queries over a committed set. Arguments: build COUNT (makes a set of so many people, indexed, and commits it) or query.
require_relative '../measure'

Maglev.persistent do
  # Ten people have the same number.
  class Numbered
    attr_reader :number

    def initialize(number)
      @number = number
    end
  end
end

def median_us(rounds)
  median_ms(rounds) { yield } * 1000
end

case ARGV[0]
when 'build'
  count = Integer(ARGV[1])
  people = IdentitySet.new
  count.times { |i| people << Numbered.new(i / 10) }
  Maglev.root[:people] = people
  Maglev.commit_transaction
  people.create_equality_index('@number', Integer)
  Maglev.commit_transaction
when 'query'
  people = Maglev.root[:people]
  wanted = people.size / 20
  find = -> { people.search([:@number], :equal, wanted) }
  scan = -> { people.select { |person| person.number == wanted } }
  raise 'the index finds something else' unless find.call.to_a.map(&:__id__).sort == scan.call.to_a.map(&:__id__).sort

  puts "found\t#{find.call.size}"
  warm_up { find.call }
  puts "indexed_us\t#{median_us(1001) { find.call }.round(3)}"
  puts "scan_us\t#{median_us(3) { scan.call }.round(3)}"
end
