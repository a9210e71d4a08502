# What set answers: see DataClassTests.
Set.new([1,2,2]).size #=> 2
Set[1,2] | Set[3] == Set[1,2,3] #=> true
Set[1,2].include?(1) #=> true
Set[1,2].subset?(Set[1,2,3]) #=> true
(Set[1,2] & [2]).to_a #=> [2]
Set[3,1].sort #=> [1, 3]
Set[1,2].map { |x| x*2 } #=> [2, 4]
Set[1,[2]].flatten.to_a rescue 1 #=> [1, [2]]
Set[1,2] ^ Set[2,3] == Set[1,3] #=> true
Set[1] <=> Set[1,2] #=> -1
Set[1,2].group_by(&:odd?).to_a.size #=> 2
Set[1,2] == Set[2,1] #=> true
Set.new([1,2]).delete(1).to_a #=> [2]
Set[1,2].hash == Set[2,1].hash #=> true
