# What enumerator answers: see DataClassTests.
en = Enumerator.new { |y| y << 1 << 2; y.yield 3,4 }; en.to_a #=> [1, 2, [3, 4]]
en = Enumerator.new { |y| i=0; loop { y << (i+=1) } }; en.take(3) #=> [1, 2, 3]
en = Enumerator.new { |y| i=0; loop { y << (i+=1) } }; [en.next, en.next] #=> [1, 2]
Enumerator.produce(1) { |x| x*2 }.take(5) #=> [1, 2, 4, 8, 16]
o=Object.new; def o.each; yield 1; yield 2,3; end; o.extend(Enumerable); [o.to_a, o.map { |a,b| [a,b] }, o.include?([2,3]), o.first(1), o.each_with_index.to_a, o.sort_by { |x| x.to_s }, o.min_by { |x| x.to_s }, o.to_set.size, o.each_slice(1).to_a, o.reduce { |a, b| [a, b] }, o.zip([1]), o.group_by { |x| x.class }.to_a] #=> [[1, [2, 3]], [[1, nil], [2, 3]], true, [1], [[1, 0], [[2, 3], 1]], [1, [2, 3]], 1, 2, [[1], [[2, 3]]], [1, [2, 3]], [[1, 1], [[2, 3], nil]], [[Integer, [1]], [Array, [[2, 3]]]]]
(e = Enumerator.new { |y| y.yield 1, 2; y << 3 }; [e.any? { |*a| a == [1, 2] }, e.all? { |a| a }, e.none? { |a, b| b == 9 }, e.any?([1, 2])]) #=> [true, true, true, true]
[[3, 1, 2].each_entry.min_by { |x| -x }, [3, 1, 2].each_entry.max_by(2) { |x| x }, [].each_entry.max_by { 1 }] #=> [3, [3, 2], nil]
