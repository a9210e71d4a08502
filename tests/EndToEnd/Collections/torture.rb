# What one gem does to the collector. Arguments: make TABLES, or the gem's number, a seed and seconds. A Knot's text follows
# from its serial, so a lost or exchanged object shows. Ends with status 1 and a line when something is not as it should be.
if ARGV[0] == 'make'
  Maglev.persistent do
    class Knot
      attr_reader :serial, :text, :links

      def self.text(serial) = "knot #{serial} " * (1 + (serial % 7))

      def initialize(serial, links)
        @serial = serial
        @text = Knot.text(serial)
        @links = links
      end

      def sound? = @text == Knot.text(@serial)

      def rewrite = @text = Knot.text(@serial)

      def inspect = "#<Knot #{@serial}>"
    end
  end
  Maglev.root[:tables] = Array.new(Integer(ARGV[1]) + 1) { Array.new(40) }
  lasting = []
  100_000.times { |i| lasting << Knot.new(i, i.zero? ? [] : [lasting[i / 2], lasting[i - 1]]) }
  Maglev.root[:lasting] = lasting
  Maglev.root[:weak] = Array.new(40)
  Maglev.commit
  exit
end

class Torture
  MOST_HELD = 25
  MOST_REACHED = 4000

  def initialize(number, seed)
    @number = number
    @random = Random.new(seed)
    @held = []
    @remembered = []
    @serial = seed % 100_000 * 100_000
    @done = Hash.new(0)
  end

  def run(seconds)
    finish = Process.clock_gettime(Process::CLOCK_MONOTONIC) + seconds
    transaction while Process.clock_gettime(Process::CLOCK_MONOTONIC) < finish
    abort_work
    walk(100)
    lasting.each_with_index { |knot, i| knot && sound(knot).serial == i or raise "lasting knot #{i} is #{knot.inspect}" }
    puts @done.map { |what, count| "#{what} #{count}" }.join(', ')
  end

  private

  def tables = Maglev.root[:tables]

  # What stays from the first round to the last, by serial.
  def lasting = Maglev.root[:lasting]

  # Mostly the gem's own, so that not every commit is in conflict.
  def table = @random.rand(5).zero? ? tables[0] : tables[@number]

  def transaction
    table.fill(nil) if @random.rand(60).zero?
    renew if @random.rand(20).zero? && reached > MOST_REACHED
    @random.rand(1..6).times { work }
    @random.rand(8).zero? ? abort_work : commit
    check_held
  end

  def work
    case @random.rand(14)
    when 0..3 then create
    when 4, 5 then link
    when 6, 7 then unlink
    when 8 then hold
    when 9 then put_back
    when 10 then @held.delete_at(@random.rand(MOST_HELD))
    when 11 then @random.rand(4).zero? ? touch_lasting : remember
    when 12 then recall
    else walk(30)
    end
  end

  def create
    knot = nil
    @random.rand(1..15).times { knot = sound(Knot.new(@serial += 1, [knot, any].compact)) }
    table[@random.rand(40)] = knot
    @held << knot if @random.rand(6).zero? && @held.size < MOST_HELD
    @done[:created] += 1
  end

  def link
    from, to = any, any
    return unless from && to
    return from.links.clear if @random.rand(4).zero?
    from.links.size < 4 ? from.links << to : from.links[@random.rand(4)] = to
  end

  def unlink
    case @random.rand(3)
    when 0 then table[@random.rand(40)] = nil
    when 1 then any&.links&.pop
    else any&.links&.clear
    end
  end

  def hold
    knot = any
    @held << knot if knot && @held.size < MOST_HELD
  end

  def put_back
    knot = @held.sample(random: @random)
    table[@random.rand(40)] = knot if knot
  end

  # A new knot refers to old ones, and those to older ones: without an end to that what can be reached would take any size.
  def renew
    tables[@number].fill(nil)
    tables[0].fill(nil)
    @held.clear
    @done[:renewed] += 1
  end

  # How many knots the gem's tables and its memory reach, looked at all of them, or more than the most.
  def reached
    seen = {}.compare_by_identity
    ahead = [*tables[@number], *tables[0], *@held].compact
    while (knot = ahead.pop)
      next if seen[knot]
      seen[sound(knot)] = true
      break if seen.size > MOST_REACHED
      ahead.concat(knot.links)
    end
    seen.size
  end

  # What is old is written too: pages of old objects have holes, and among much that is short-lived there is something that stays.
  def touch_lasting
    knot = sound(lasting[@random.rand(lasting.size)])
    knot.rewrite
    knot.links[2] = lasting[@random.rand(lasting.size)]
  end

  # Ids as numbers, in memory and in the repository.
  def remember
    knot = any
    return unless knot
    @remembered[@random.rand(20)] = Maglev::WeakReference.new(knot)
    Maglev.root[:weak][@random.rand(40)] = Maglev::WeakReference.new(knot) if @random.rand(10).zero?
  end

  def recall
    weak = @random.rand(3).zero? ? Maglev.root[:weak][@random.rand(40)] : @remembered[@random.rand(20)]
    return unless weak
    knot = weak.object
    return @done[:gone] += 1 unless knot
    sound(knot)
    @done[:recalled] += 1
    @random.rand(2).zero? ? table[@random.rand(40)] = knot : (@held << knot if @held.size < MOST_HELD)
  end

  # Some knot that can be reached.
  def any
    knot = table[@random.rand(40)]
    @random.rand(12).times do
      break unless knot && sound(knot)
      knot = knot.links.sample(random: @random) || knot
    end
    knot
  end

  def walk(steps) = steps.times { any }

  def sound(knot) = knot.sound? ? knot : raise("knot #{knot.serial} has the text #{knot.text.inspect}")

  def check_held
    @held.each { |knot| sound(knot) }
    @held.each { |knot| knot.links.each { |other| sound(other) } } if @random.rand(10).zero?
  end

  def abort_work
    Maglev.abort
    @done[:aborted] += 1
  end

  def commit
    Maglev.commit
    @done[:committed] += 1
  rescue Maglev::CommitFailedException => failure
    gone = failure.conflicts.select { |conflict| conflict.kind.to_s.include?('collected') }
    raise "a session that votes is in conflict over what was collected: #{gone.inspect}" unless gone.empty?
    @done[:conflicts] += 1
    Maglev.abort
  end
end

Torture.new(Integer(ARGV[0]), Integer(ARGV[1])).run(Float(ARGV[2]))
