# What symbol answers: see DataClassTests.
:abc.to_proc.call("x") #=> NoMethodError: undefined method 'abc' for an instance of String
%w[a b].map(&:upcase) #=> ["A", "B"]
:a <=> :b #=> -1
:abc[1] #=> "b"
:"foo bar".inspect #=> ":\"foo bar\""
{"a b": 1, c: 2, "+": 3, nil => 4}.inspect #=> "{\"a b\": 1, c: 2, \"+\": 3, nil => 4}"
:a.size #=> 1
:abc.upcase #=> :ABC
