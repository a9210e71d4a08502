# The load of the tests that kill stone and gems. Each ledger is written by one gem at a time; a transaction writes one
# number in many places, old objects and new ones, data and code, so that a torn one shows.
#
#   ledger.rb make COUNT       makes ledgers 1..COUNT
#   ledger.rb load KEY SEED    commits to ledger KEY for ever; says "? KEY N" before commit N and "KEY N" after it
#   ledger.rb check            says "KEY N" for each ledger; raises what is torn

$stdout.sync = true

unless defined?(Ledger)
  Maglev.persistent do
    # New with each transaction.
    class Entry
      attr_reader :number, :parts

      def initialize(number)
        @number = number
        @parts = [number, "entry #{number}", { number => [number] * 5 }]
      end

      def whole?
        @parts == Entry.new(@number).parts
      end
    end

    # What all gems add to; only this is in conflict between them.
    class Total
      attr_accessor :value

      def initialize
        @value = 0
      end
    end

    class Ledger
      KEPT = 30
      SLOTS = 40

      attr_reader :key, :number, :added

      def initialize(key)
        @key = key
        @number = @added = 0
        @entries = []
        @slots = {}
        @text = +''
        @code = @made = nil
      end

      # Writes the next number everywhere.
      def advance(random, total)
        @number += 1
        @entries << Entry.new(@number)
        @entries.shift if @entries.size > KEPT
        @slots["slot #{@number % SLOTS}"] = @number
        # Now and then a record that fills pages of its own.
        @text.replace("#{@number} " * (random.rand(20).zero? ? 5_000 : 20))
        change_code if random.rand(12).zero?
        return unless random.rand(4).zero?

        @added += 1
        total.value += 1
      end

      # A method, a constant and a class variable of a class that stays, and a new class with an instance.
      def change_code
        number = @number
        key = @key
        @code = number
        Maglev.persistent do
          code = Object.const_get("Ledger#{key}")
          code.define_singleton_method(:number) { number }
          code.class_eval("def self.text = 'number #{number}'")
          code.send(:remove_const, :NUMBER) if code.const_defined?(:NUMBER)
          code.const_set(:NUMBER, number)
          code.class_variable_set(:@@number, number)
          code.constants.grep(/\AMade/).each { |name| code.send(:remove_const, name) }
          code.const_set("Made#{number}", Class.new { class_eval("def number = #{number}") })
        end
        @made = Object.const_get("Ledger#{key}").const_get("Made#{number}").new
      end

      # Raises what does not have the ledger's number.
      def check
        numbers = @entries.map(&:number)
        wrong('entries', numbers) unless numbers == ([@number - KEPT, 0].max + 1..@number).to_a
        wrong('entry', numbers) unless @entries.all?(&:whole?)
        recent = ([@number - SLOTS, 0].max + 1..@number).to_a
        wrong('slots', @slots) unless recent.all? { |n| @slots["slot #{n % SLOTS}"] == n } && @slots.size == recent.size
        wrong('text', @text[0, 80]) unless @number.zero? || @text.split.uniq == [@number.to_s]
        check_code if @code
      end

      def check_code
        code = Object.const_get("Ledger#{@key}")
        made = "Made#{@code}"
        found = [code.number, code.text, code::NUMBER, code.class_variable_get(:@@number), @made.number, @made.class.name,
                 code.constants.map(&:to_s).grep(/\AMade/)]
        expected = [@code, "number #{@code}", @code, @code, @code, "Ledger#{@key}::#{made}", [made]]
        wrong('code', found) unless found == expected
      end

      def wrong(part, found)
        raise "ledger #{@key} at #{@number} (code #{@code}) is torn: #{part} #{found.inspect}"
      end
    end
  end
end

def ledgers
  Maglev::PERSISTENT_ROOT['ledgers']
end

def make(count)
  Maglev::PERSISTENT_ROOT['total'] = Total.new
  Maglev::PERSISTENT_ROOT['ledgers'] = (1..count).map { |key| Ledger.new(key) }
  Maglev.persistent { (1..count).each { |key| Object.const_set("Ledger#{key}", Class.new) } }
  Maglev.commit_transaction
end

def load_for_ever(key, seed)
  random = Random.new(seed)
  ledger = ledgers[key - 1]
  total = Maglev::PERSISTENT_ROOT['total']
  loop do
    ledger.advance(random, total)
    puts "? #{key} #{ledger.number}"
    begin
      Maglev.commit_transaction
      puts "#{key} #{ledger.number}"
    rescue Maglev::CommitFailedException, Maglev::RepositoryViewLost
      Maglev.abort_transaction
    end
  end
end

def check
  ledgers.each(&:check)
  sum = ledgers.sum(&:added)
  total = Maglev::PERSISTENT_ROOT['total'].value
  raise "the total is #{total}, but the ledgers added #{sum}" unless sum == total

  ledgers.each { |ledger| puts "#{ledger.key} #{ledger.number}" }
end

case ARGV[0]
when 'make' then make(ARGV[1].to_i)
when 'load' then load_for_ever(ARGV[1].to_i, ARGV[2].to_i)
when 'check' then check
end
