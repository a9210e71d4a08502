# What hash answers: see DataClassTests.
[1,2] <=> [1,3] #=> -1
[1,2] == [1,2.0] #=> true
[1,2].eql?([1,2.0]) #=> false
[1,[2,nil,:a,"b",1.5]].inspect #=> "[1, [2, nil, :a, \"b\", 1.5]]"
a=[1]; a << a; a.inspect #=> "[1, [...]]"
[1,[2,[3]]].join(",") #=> "1,2,3"
[1,2,3].to_a.equal?(1) #=> false
[[1,2],[3,4]].to_h.to_a #=> [[1, 2], [3, 4]]
[1,2].to_h { |x| [x,x*2] }.to_a #=> [[1, 2], [2, 4]]
[1,2,3,4,5].bsearch { |x| x>=3 } #=> 3
[1,2,3].none? { |x| x>3 } #=> true
[nil,1].any? #=> true
[1,2].all?(Integer) #=> true
[1,2,3].one? { |x| x>2 } #=> true
[1,2,3].count(&:odd?) #=> 2
[1,2,3].find_index(2) #=> 1
[1,2,3].filter_map { |x| x*2 if x.odd? } #=> [2, 6]
[[1,2],[3]].flat_map { |x| x } #=> [1, 2, 3]
[1,2,3].each_entry.to_a #=> [1, 2, 3]
Array.new(3) #=> [nil, nil, nil]
Array.new(2,0) #=> [0, 0]
Array.new(3) { |i| i*2 } #=> [0, 2, 4]
Array(nil) #=> []
Array(1..3) #=> [1, 2, 3]
[1,2,3].reverse_each.to_a #=> [3, 2, 1]
[4,5].each_with_index.to_a #=> [[4, 0], [5, 1]]
[1,2,3].lazy.map { |x| x*2 }.select(&:even?).first(2) #=> [2, 4]
(1..Float::INFINITY).lazy.map { |x| x*2 }.first(3) #=> [2, 4, 6]
[3,5].each_index.to_a #=> [0, 1]
[1,2,3,4].sum / 4.0 #=> 2.5
["a","b"].sum("") #=> "ab"
[1,2,3].intersect?([3]) #=> true
[0.1,0.2,0.3].sum #=> 0.6
[1, 2.5, 3].sum #=> 6.5
[1,2,3,4,5,6].step rescue 1 #=> 1
[1,2,3,4,5][(0..).step(2)] #=> [1, 3, 5]
(h = {a: 1, b: 2}; h.delete_if { |k, v| break if k == :b; true }; h) #=> {b: 2}
(h = {a: 1, b: 2}; h.select { |k, v| h[:z] = 1 }) #=> {a: 1, b: 2}
(h = {a: 1, b: 2}; h.keep_if { |k, v| h[:z] = 1 }) #=> RuntimeError: can't add a new key into hash during iteration
(h = {a: 1, b: 2}; h.delete_if { |k, v| h.clear; true }; h) #=> {}
(h = {a: 1, b: 2}; [h.reject! { false }, h.select! { |k, v| v > 1 }, h.filter.class]) #=> [nil, {b: 2}, Enumerator]
({a: 1}.compare_by_identity.reject { false }).compare_by_identity? #=> true
(c = Class.new(Hash); x = c.new(5); x[1] = 2; [x.select { true }.instance_of?(Hash), x.reject { false }[9]]) #=> [true, nil]
