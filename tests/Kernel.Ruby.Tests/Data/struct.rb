# What struct and data answer: see DataClassTests.
Struct.new(:a, :b).new(1, 2).to_a #=> [1, 2]
Struct.new(:a, :b).new(1).b #=> nil
Struct.new(:a, :b).new(1, 2, 3) #=> ArgumentError: struct size differs
Struct.new(:a, keyword_init: true).new(a: 1).to_h #=> {a: 1}
Struct.new(:a) { def twice = a * 2 }.new(3).twice #=> 6
Struct.new(:a, :b).new(1, 2).inspect #=> "#<struct a=1, b=2>"
(case Struct.new(:a, :b).new(1, 2); in [x, y] then x + y; end) #=> 3
(case Struct.new(:a, :b).new(1, 2); in {a:} then a; end) #=> 1
(s = Struct.new(:a).new(1); s.a += 5; s[:a]) #=> 6
Struct.new(:a).new(1).instance_variables #=> []
Struct.new(:a).new(1).dup.a #=> 1
(d = Data.define(:x, :y).new(x: 1, y: 2); [d.x, d.with(y: 5).y, d.frozen?]) #=> [1, 5, true]
Data.define(:x).new #=> ArgumentError: missing keyword: :x
Data.define(:x, :y).new(1, 2).inspect #=> "#<data x=1, y=2>"
