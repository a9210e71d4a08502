# What array answers: see DataClassTests.
10.divmod(-3) #=> [-4, -2]
-7.5.divmod(2) #=> [-4, 0.5]
1 <=> "a" #=> nil
1 + "a" #=> TypeError: String can't be coerced into Integer
1 < nil #=> ArgumentError: comparison of Integer with nil failed
5.fdiv(2) #=> 2.5
[1,2,3].each_slice(2).to_a #=> [[1, 2], [3]]
[1,2,3].each_cons(2).to_a #=> [[1, 2], [2, 3]]
[3,1,2].sort { |a,b| b<=>a } #=> [3, 2, 1]
%w[b a].sort_by(&:to_s) #=> ["a", "b"]
[1,2,3].inject(:+) #=> 6
[1,2,3].inject { |a,b| a*b } #=> 6
[1,2,3].inject(10) { |a,b| a+b } #=> 16
[1,2,3].sum { |x| x * 0.1 } #=> 0.6000000000000001
[0.1]*10 #=> [0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1]
([0.1]*10).sum #=> 1.0
[1,[2,[3,[4]]]].flatten #=> [1, 2, 3, 4]
[1,[2,[3,[4]]]].flatten(1) #=> [1, 2, [3, [4]]]
[1,2,2,3].uniq #=> [1, 2, 3]
[1,2,3] & [2,3,4] #=> [2, 3]
[1,2] | [2,3] #=> [1, 2, 3]
[1,2,3] - [2] #=> [1, 3]
[1,2,3].rotate #=> [2, 3, 1]
[1,2,3].zip([4,5,6],[7,8]) #=> [[1, 4, 7], [2, 5, 8], [3, 6, nil]]
[1,2].product([3,4]) #=> [[1, 3], [1, 4], [2, 3], [2, 4]]
[1,2,3].combination(2).to_a #=> [[1, 2], [1, 3], [2, 3]]
[1,2,3].permutation(2).to_a #=> [[1, 2], [1, 3], [2, 1], [2, 3], [3, 1], [3, 2]]
[[1,2],[3,4]].transpose #=> [[1, 3], [2, 4]]
[1,2,3].partition(&:odd?) #=> [[1, 3], [2]]
[1,2,4,5,7].chunk_while { |a,b| b==a+1 }.to_a #=> [[1, 2], [4, 5], [7]]
[1,2,4,9,10,11].slice_when { |i,j| i+1 != j }.to_a #=> [[1, 2], [4], [9, 10, 11]]
[1,2,3].cycle.first(7) #=> [1, 2, 3, 1, 2, 3, 1]
[[1,:a],[2,:b]].assoc(2) #=> [2, :b]
[1,2,3,4].values_at(0,2,-1,9) #=> [1, 3, 4, nil]
[1,2,3].take_while { |x| x<3 } #=> [1, 2]
[1,2,3].drop_while { |x| x<2 } #=> [2, 3]
[1,2,3].min_by { |x| -x } #=> 3
[1,2,3].minmax #=> [1, 3]
[1,2,3].each_with_index.map { |x,i| x*i } #=> [0, 2, 6]
[1,2,3].each_with_object([]) { |x,a| a << x } #=> [1, 2, 3]
[nil,1,false].compact #=> [1, false]
[3,1,2].max(2) #=> [3, 2]
[1,2,3].first(2) #=> [1, 2]
[1,2,3].last(2) #=> [2, 3]
[1,2,3].sample.class #=> Integer
a=[1,2,3]; a[5]=6; a #=> [1, 2, 3, nil, nil, 6]
a=[1,2,3]; a[0,2]=[9]; a #=> [9, 3]
a=[1,2,3]; a[1..]=[]; a #=> [1]
a=[1,2,3]; a[-1]=7; a #=> [1, 2, 7]
a=[1]; a[-3]=1 #=> IndexError: index -3 too small for array; minimum: -1
a=[1,2,3,4]; a.delete_if(&:even?) #=> [1, 3]
a=[1,2,3]; a.delete(2); a #=> [1, 3]
a=[1,2,3]; a.delete_at(1); a #=> [1, 3]
a=[1,2,3]; a.insert(1,:x,:y) #=> [1, :x, :y, 2, 3]
a=[1,2,3]; a.fill(0) #=> [0, 0, 0]
[1,2,3].fill { |i| i*i } #=> [0, 1, 4]
[1,2,3].fill(9,1) #=> [1, 9, 9]
[1,2,3].fill(9,1..1) #=> [1, 9, 3]
a=[3,1]; a.sort!; a #=> [1, 3]
a=[1,2,3,4]; a.select!(&:even?); a #=> [2, 4]
a=[1,1]; a.uniq!; a #=> [1]
a=[1]; a.uniq! #=> nil
a=[1,2]; a.concat([3],[4]) #=> [1, 2, 3, 4]
[1,2,3,4].slice!(1,2) #=> [2, 3]
[1,2].push(3,4) #=> [1, 2, 3, 4]
[1,2,3].shift(2) #=> [1, 2]
[1].unshift(0) #=> [0, 1]
[1,2,3].pop #=> 3
[1,2,3].freeze << 4 #=> FrozenError: can't modify frozen Array: [1, 2, 3]
[1,[2,3]].dig(1,0) #=> 2
[1,2].fetch(5, :d) #=> :d
[1,2].fetch(-1) #=> 2
(a = [1, 2, 3, 4]; a.delete_if { |x| break if x == 3; true }; a) #=> [3, 4]
(a = [1, 2, 3, 4]; (a.select! { |x| raise "q" if x == 3; x == 1 } rescue 0); a) #=> [1, 3, 4]
(a = [1, 2, 3, 4]; [a.reject! { |x| x > 9 }, a.select! { true }, a.select! { |x| x > 2 }, a]) #=> [nil, nil, [3, 4], [3, 4]]
[[].delete_if.class, [1].keep_if.size] #=> [Enumerator, 1]
