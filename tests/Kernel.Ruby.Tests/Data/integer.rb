# What integer answers: see DataClassTests.
7 / 2 #=> 3
-7 / 2 #=> -4
-7 % 3 #=> 2
2**100 #=> 1267650600228229401496703205376
(2**100).to_s(16) #=> "10000000000000000000000000"
1 <=> "a" #=> nil
1 + "a" #=> TypeError: String can't be coerced into Integer
1 < nil #=> ArgumentError: comparison of Integer with nil failed
1_000_000 ** 3 #=> 1000000000000000000
1/0 #=> ZeroDivisionError: divided by 0
Integer("0x1f", 16) #=> 31
Integer("12_3") #=> 123
Integer("z") #=> ArgumentError: invalid value for Integer(): "z"
Integer(nil) #=> TypeError: can't convert nil into Integer
Integer("1", exception: false) #=> 1
Integer.sqrt(99) #=> 9
1 << 70 #=> 1180591620717411303424
(1<<70) >> 69 #=> 2
-1 >> 3 #=> -1
5[0] #=> 1
7.remainder(-3) #=> 1
(1..3).each_entry.map { |x| x } #=> [1, 2, 3]
-7.abs #=> 7
1e15.to_s #=> "1.0e+15"
1e-7.to_s #=> "1.0e-07"
5e-324.to_s #=> "5.0e-324"
1 == 1.0 #=> true
1.hash == 1.0.hash #=> false
2**-1  #=> (1/2)
2**0.5 #=> 1.4142135623730951
4**0.5 #=> 2.0
10.to_s(2) #=> "1010"
1e3.to_i #=> 1000
7 % 2.5 #=> 2.0
-5 / 2.0 #=> -2.5
3.zero? || 0.zero? #=> true
1.next #=> 2
1.pred #=> 0
(2**64).hash == (2**64).hash #=> true
2**64 == 2.0**64 #=> true
(2**64).coerce(1) #=> [1, 18446744073709551616]
1.coerce(2.5) #=> [2.5, 1.0]
100.digits.sum #=> 1
0b1010 & 0b110 #=> 2
5 ^ 3 #=> 6
2 | 4 #=> 6
-1 >> 70 #=> -1
1 <=> 2**70 #=> -1
12345678901234567890 % 97 #=> 3
(10**25).to_s.length #=> 26
-(2**63) #=> -9223372036854775808
(2**63 - 1) + 1 #=> 9223372036854775808
9223372036854775807 * 2 #=> 18446744073709551614
(2**100) / (2**98) #=> 4
(3**50).digits.size #=> 24
1.upto(3).inject(:+) #=> 6
