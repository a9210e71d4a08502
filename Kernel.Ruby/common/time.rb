# Time.

class Time
  include Comparable

  primitive :to_i, :time_seconds
  alias tv_sec to_i
  primitive :nsec, :time_nanoseconds
  alias tv_nsec nsec
  primitive :utc_offset, :time_offset
  alias gmt_offset utc_offset
  alias gmtoff utc_offset
  primitive :utc?, :time_is_utc
  alias gmt? utc?
  primitive :zone, :time_zone
  primitive :strftime, :time_strftime
  primitive :__field, :time_field
  primitive :__with_offset, :time_with_offset
  private :__field, :__with_offset

  MONTHS = %w[jan feb mar apr may jun jul aug sep oct nov dec].freeze
  private_constant :MONTHS

  class << self
    primitive :__now, :time_now
    primitive :__make, :time_make
    primitive :__from_parts, :time_from_parts
    private :__from_parts

    def now(in: nil)
      zone = binding.local_variable_get(:in)
      zone ? __now.localtime(zone) : __now
    end

    def new(year = (no_year = true; nil), month = nil, day = nil, hour = nil, minute = nil, second = nil, zone = nil, in: nil)
      zone ||= binding.local_variable_get(:in)
      return now(in: zone) if no_year
      return __parse(year, zone) if String === year && month.nil?
      __build(year, month, day, hour, minute, second, 0, __zone(zone))
    end

    def at(seconds, part = nil, unit = :microsecond, in: nil)
      zone = __zone(binding.local_variable_get(:in))
      if Time === seconds
        time = __make(seconds.to_i, seconds.nsec, zone.nil? ? (seconds.utc? ? true : nil) : zone)
      else
        nanoseconds = 0
        if Float === seconds
          whole = seconds.floor
          nanoseconds = ((seconds - whole) * 1_000_000_000).floor
          seconds = whole
        end
        if part
          nanoseconds += (part * { millisecond: 1_000_000, microsecond: 1000, usec: 1000, nanosecond: 1, nsec: 1 }.fetch(unit) { raise ArgumentError, "unexpected unit: #{unit}" }).floor
        end
        time = __make(seconds, nanoseconds, zone)
      end
      time
    end

    def local(year, month = nil, day = nil, hour = nil, minute = nil, second = nil, microsecond = 0)
      __build(year, month, day, hour, minute, second, microsecond, nil)
    end
    alias mktime local

    def utc(year, month = nil, day = nil, hour = nil, minute = nil, second = nil, microsecond = 0)
      __build(year, month, day, hour, minute, second, microsecond, true)
    end
    alias gm utc

    # What a zone argument means: nil local, true UTC, else seconds.
    def __zone(zone)
      case zone
      when nil, Integer then zone
      when "UTC", "Z" then true
      when /\A([+-])(\d\d):?(\d\d)(?::?(\d\d))?\z/
        seconds = $2.to_i * 3600 + $3.to_i * 60 + $4.to_i
        $1 == "-" ? -seconds : seconds
      when /\A[A-IK-Z]\z/
        letter = zone.ord
        hours = letter < 74 ? letter - 64 : letter < 78 ? letter - 65 : 77 - letter
        letter == 90 ? true : hours * 3600
      else
        raise ArgumentError, "\"+HH:MM\", \"-HH:MM\", \"UTC\" or \"A\"..\"I\",\"K\"..\"Z\" expected for utc_offset: #{zone}"
      end
    end

    private

    def __build(year, month, day, hour, minute, second, microsecond, zone)
      month = month.nil? ? 1 : String === month ? (MONTHS.index(month.downcase)&.succ || month.to_i) : month.to_i
      second = second.nil? ? 0 : String === second ? second.to_i : second
      nanoseconds = ((second - second.floor) * 1_000_000_000).round + (microsecond * 1000).to_i
      __from_parts(year.to_i, month, (day || 1).to_i, (hour || 0).to_i, (minute || 0).to_i, second.floor, nanoseconds, zone)
    end

    def __parse(text, zone)
      match = /\A(\d{4,})(?:-(\d\d)-(\d\d)[ T](\d\d):(\d\d):(\d\d)(?:\.(\d+))?\s*(Z|UTC|[+-]\d\d:?\d\d)?)?\z/.match(text)
      raise ArgumentError, "no time information in #{text.inspect}" unless match
      nanoseconds = (match[7] || "0").ljust(9, "0")[0, 9].to_i
      __from_parts(match[1].to_i, (match[2] || 1).to_i, (match[3] || 1).to_i, match[4].to_i, match[5].to_i, match[6].to_i, nanoseconds, __zone(match[8] || zone))
    end
  end

  def year = __field(:year)
  def month = __field(:month)
  alias mon month
  def day = __field(:day)
  alias mday day
  def hour = __field(:hour)
  def min = __field(:min)
  def sec = __field(:sec)
  def wday = __field(:wday)
  def yday = __field(:yday)
  def sunday? = wday == 0
  def monday? = wday == 1
  def tuesday? = wday == 2
  def wednesday? = wday == 3
  def thursday? = wday == 4
  def friday? = wday == 5
  def saturday? = wday == 6

  def usec
    nsec / 1000
  end
  alias tv_usec usec

  def subsec
    nsec == 0 ? 0 : nsec / 1_000_000_000.0
  end

  def to_f
    to_i + nsec / 1_000_000_000.0
  end

  def +(seconds)
    raise TypeError, "time + time?" if Time === seconds
    raise TypeError, "can't convert #{seconds.class} into an exact number" unless Numeric === seconds
    __moved(seconds)
  end

  def -(other)
    if Time === other
      return (to_i - other.to_i) + (nsec - other.nsec) / 1_000_000_000.0
    end
    raise TypeError, "can't convert #{other.class} into an exact number" unless Numeric === other
    __moved(-other)
  end

  def <=>(other)
    return nil unless Time === other
    order = to_i <=> other.to_i
    order == 0 ? nsec <=> other.nsec : order
  end

  def ==(other)
    Time === other && to_i == other.to_i && nsec == other.nsec
  end

  def eql?(other)
    self == other
  end

  def hash
    [to_i, nsec].hash
  end

  def getutc
    __with_offset(true)
  end
  alias getgm getutc
  alias utc getutc
  alias gmtime getutc

  def getlocal(zone = nil)
    __with_offset(Time.__zone(zone))
  end
  alias localtime getlocal

  def round(digits = 0)
    unit = 10**(9 - digits)
    Time.__make(to_i, (nsec + unit / 2) / unit * unit, utc? ? true : utc_offset)
  end

  def floor(digits = 0)
    unit = 10**(9 - digits)
    Time.__make(to_i, nsec / unit * unit, utc? ? true : utc_offset)
  end

  def to_a
    [sec, min, hour, day, month, year, wday, yday, dst?, zone]
  end

  def dst?
    false
  end
  alias isdst dst?

  def deconstruct_keys(keys)
    all = { year: year, month: month, day: day, yday: yday, wday: wday, hour: hour, min: min, sec: sec, subsec: subsec, dst: dst?, zone: zone }
    keys ? all.slice(*keys) : all
  end

  def to_s
    strftime(utc? ? "%Y-%m-%d %H:%M:%S UTC" : "%Y-%m-%d %H:%M:%S %z")
  end

  def inspect
    return to_s if nsec == 0
    fraction = nsec.to_s.rjust(9, "0").sub(/0+\z/, "")
    strftime("%Y-%m-%d %H:%M:%S.#{fraction} #{utc? ? "UTC" : "%z"}")
  end

  def ctime
    strftime("%a %b %e %H:%M:%S %Y")
  end
  alias asctime ctime

  def iso8601(digits = 0)
    strftime("%Y-%m-%dT%H:%M:%S#{".%#{digits}N" if digits > 0}#{utc? ? "Z" : "%:z"}")
  end
  alias xmlschema iso8601

  private

  def __moved(seconds)
    whole = seconds.floor
    nanoseconds = ((seconds - whole) * 1_000_000_000).round
    moved = self.class.__make(to_i + whole, nsec + nanoseconds, utc? ? true : zone.nil? ? utc_offset : nil)
    moved
  end
end
