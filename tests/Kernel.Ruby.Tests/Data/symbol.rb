# What symbol answers: see DataClassTests.
:abc.to_proc.call("x") #=> NoMethodError: undefined method 'abc' for an instance of String
%w[a b].map(&:upcase) #=> ["A", "B"]
:a <=> :b #=> -1
:abc[1] #=> "b"
:"foo bar".inspect #=> ":\"foo bar\""
{"a b": 1, c: 2, "+": 3, nil => 4}.inspect #=> "{\"a b\": 1, c: 2, \"+\": 3, nil => 4}"
:a.size #=> 1
:abc.upcase #=> :ABC
[[3, 1], [2]].map(&:first) #=> [3, 2]
[1, 2, 3].inject(&:+) #=> 6
[[1, 2]].each_with_object([]).map(&:concat) #=> [[1, 2]]
:map.to_proc.call([1, 2]) { |x| x * 2 } #=> [2, 4]
:round.to_proc.call(2.567, 1) #=> 2.6
:round.to_proc.call(2.5, half: :down) #=> 2
:size.to_proc.call #=> ArgumentError: no receiver given
:upcase.to_proc.lambda? #=> true
"b".instance_exec("a", &:upcase) #=> "A"
Class.new(&:itself).class #=> Class
Fiber.new(&:upcase).resume("a") #=> "A"
Class.new { define_method(:shout, &:upcase) }.new.shout rescue $!.class #=> ArgumentError
