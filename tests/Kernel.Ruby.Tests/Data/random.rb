# What random answers: see DataClassTests.
[1,2,3].shuffle(random: Random.new(42)) #=> [1, 2, 3]
Random.new(42).rand(100) #=> 51
Random.new(42).rand #=> 0.3745401188473625
Random.new(5).rand(1.5) #=> 0.3329897566346092
Random.new(3).rand(1..6) #=> 3
Random.new(42).bytes(4).bytes #=> [102, 220, 225, 95]
Random.rand(1) #=> 0
[1,2,3,4,5].sample(3, random: Random.new(1)).size #=> 3
