# What range answers: see DataClassTests.
{a: 1, b: 2}.map { |k,v| [k,v*2] } #=> [[:a, 2], [:b, 4]]
{b: 1, a: 2}.sort_by { |k,v| v } #=> [[:b, 1], [:a, 2]]
{b: 1, a: 2}.min_by { |k,v| v } #=> [:b, 1]
{a: 1}.to_a #=> [[:a, 1]]
{a: 1}.fetch(:b) #=> KeyError: key not found: :b
{a: 1}.fetch(:b, 2) #=> 2
{"a"=>1}.fetch("b") #=> KeyError: key not found: "b"
{a: {b: 2}}.dig(:a,:b) #=> 2
{a: 1}.key(1) #=> :a
{a: 1}.any? { |k,v| v>0 } #=> true
{a: 1}.find { |k,v| v==1 } #=> [:a, 1]
{a: 1,b: 2}.sum { |k,v| v } #=> 3
{a: 1,b: 2}.each_with_index.map { |(k,v),i| [k,v,i] } #=> [[:a, 1, 0], [:b, 2, 1]]
{a: 1,b: 2}.reduce(0) { |s,(k,v)| s+v } #=> 3
{a: 1,b: 2}.each_with_object([]) { |(k,v),a| a << k } #=> [:a, :b]
{a: 1,b: 2}.partition { |k,v| v>1 } #=> [[[:b, 2]], [[:a, 1]]]
{a: 1}.zip([1]) #=> [[[:a, 1], 1]]
{a: 2}.flat_map { |k,v| [k]*v } #=> [:a, :a]
Hash.new(5)[:x] #=> 5
hh={a: 1}; hh.default=3; hh[:z] #=> 3
hh={a: 1}; hh.each { |k,v| hh[:new]=1 } #=> RuntimeError: can't add a new key into hash during iteration
hh={a: 1,b: 2}; hh.delete_if { |k,v| v==1 }; hh.keys #=> [:b]
{a: 1} == {a: 1.0} #=> true
{a: 1,b: 2} == {b: 2,a: 1} #=> true
{a: 1}.hash == {a: 1}.hash #=> true
hh={}; hh.compare_by_identity; hh["a".dup]=1; hh["a".dup]=2; hh.size #=> 2
hh={b: 1}; hh.store("x",2); hh.shift #=> [:b, 1]
{a: 1}.count #=> 1
{a: 1,b: 3}.max_by { |k,v| v } #=> [:b, 3]
{a: 1}.each_pair.to_a #=> [[:a, 1]]
{a: 2, b: 1}.sort.to_a #=> [[:a, 2], [:b, 1]]
{1=>2}.key?(1) #=> true
{a: 1}.value?(1) #=> true
{a: 1, b: 2}.each_slice(1).to_a #=> [[[:a, 1]], [[:b, 2]]]
{a: 1}.first #=> [:a, 1]
{a: 1, b: 2}.first(1) #=> [[:a, 1]]
{a: 1}.entries #=> [[:a, 1]]
{a: 1}.assoc(:a) #=> [:a, 1]
{a: nil}.dig(:a, :b) #=> nil
{a: 1}.freeze[:b]=1 #=> FrozenError: can't modify frozen Hash: {a: 1}
hh = {a: 1}; hh.update(b: 2) { 3 }; hh.to_a #=> [[:a, 1], [:b, 2]]
{a: 1}.uniq #=> [[:a, 1]]
{a: 1}.inject { |a, b| a } #=> [:a, 1]
{a: 1, b: 2}.values_at(:a, :c) #=> [1, nil]
{a: 1} <= {a: 1, b: 2} #=> true
{a: 1}.filter_map { |k, v| [k, v] } #=> [[:a, 1]]
(1..10).step(3).to_a #=> [1, 4, 7, 10]
(1..10) % 4 #=> ((1..10).step(4))
('a'..'e').to_a #=> ["a", "b", "c", "d", "e"]
('a'..'e').include?("c") #=> true
(1...10).size #=> 9
(1..10).sum #=> 55
(1..).first(3) #=> [1, 2, 3]
(1..nil).inspect #=> "1.."
(nil..1).inspect #=> "..1"
(1..5).each_slice(2).to_a #=> [[1, 2], [3, 4], [5]]
(1..3).reverse_each.to_a #=> [3, 2, 1]
(1..3).minmax #=> [1, 3]
(1.0..2.0).step(0.5).to_a #=> [1.0, 1.5, 2.0]
(1.0..2.0).include?(1.5) #=> true
(Class.new(Struct.new(:to_int)) { include Comparable; def <=>(other) = to_int <=> other.to_int }).then { |version| (version.new(1)...version.new(4)).include?(version.new(2)) } #=> true
(1..10) === 5 #=> true
("a".."z").cover?("mm") #=> true
(1..3).to_a #=> [1, 2, 3]
(1..3).inject(:*) #=> 6
(3..1).to_a #=> []
(1...3).last #=> 3
(1..10).last(3) #=> [8, 9, 10]
(0...0).max #=> nil
(1..3) == (1..3) #=> true
(1..3).hash == (1..3).hash #=> true
(1..3).each_with_index.to_a #=> [[1, 0], [2, 1], [3, 2]]
(1..3).each_cons(2).to_a #=> [[1, 2], [2, 3]]
(1..4).bsearch { |x| x >= 3 } #=> 3
Range.new(1, "a") #=> ArgumentError: bad value for range
(1..2.5).to_a #=> [1, 2]
(1.5..2).to_a #=> TypeError: can't iterate from Float
(1..3).count #=> 3
(1..3).each_entry.to_a #=> [1, 2, 3]
(1..3).cycle.first(5) #=> [1, 2, 3, 1, 2]
(1..3).zip(4..6) #=> [[1, 4], [2, 5], [3, 6]]
("a".."c").each_with_index.to_h.to_a #=> [["a", 0], ["b", 1], ["c", 2]]
(1..10).each_slice(3).map(&:sum) #=> [6, 15, 24, 10]
(1..3).tally.to_a #=> [[1, 1], [2, 1], [3, 1]]
(1..6).each_cons(3).to_a.length #=> 4
(-5..-1).to_a #=> [-5, -4, -3, -2, -1]
(0.5..2.5).step(0.5).map { |x| x } #=> [0.5, 1.0, 1.5, 2.0, 2.5]
(1..3).step(2).inspect #=> "((1..3).step(2))"
1.step(10, 4).inspect #=> "((1..10).step(4))"
