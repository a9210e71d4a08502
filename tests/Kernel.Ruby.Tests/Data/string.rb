# What string answers: see DataClassTests.
1.step(10, 3).to_a #=> [1, 4, 7, 10]
1.0.step(2.0, 0.5).to_a #=> [1.0, 1.5, 2.0]
10.downto(7).to_a #=> [10, 9, 8, 7]
3.times.map { |x| x * 2 } #=> [0, 2, 4]
1.upto(4).select(&:even?) #=> [2, 4]
Math.sqrt(2) #=> 1.4142135623730951
Math.sqrt(-1) #=> Math::DomainError: Numerical argument is out of domain - sqrt
Math.log(8, 2) #=> 3.0
Math::PI #=> 3.141592653589793
Math.atan2(1, 1) #=> 0.7853981633974483
Math.hypot(3, 4) #=> 5.0
Math.cbrt(27) #=> 3.0
10.0.to_s #=> "10.0"
1e2.inspect #=> "100.0"
1.0e-10 #=> 1.0e-10
100000000000000000.0 #=> 1.0e+17
3.14.floor(1) #=> 3.1
3.15.ceil(1) #=> 3.2
-3.7.truncate #=> -3
"abc" + 1 #=> TypeError: no implicit conversion of Integer into String
"abc" * 3 #=> "abcabcabc"
"abc"[1] #=> "b"
"abc"[-1] #=> "c"
"hello"[1..3] #=> "ell"
"hello"[1, 3] #=> "ell"
"hello"[10] #=> nil
"hello"["ell"] #=> "ell"
"héllo"[1] #=> "é"
"héllo".bytes.size #=> 6
"héllo".reverse #=> "olléh"
"hello world".split #=> ["hello", "world"]
"a,b,,c,,".split(",") #=> ["a", "b", "", "c"]
"a,b,,c,,".split(",", -1) #=> ["a", "b", "", "c", "", ""]
"abc".split("") #=> ["a", "b", "c"]
"a b c".split(" ", 2) #=> ["a", "b c"]
"a1b2".split(/\d/) #=> ["a", "b"]
"a1b2".split(/(\d)/) #=> ["a", "1", "b", "2"]
"Hello".swapcase #=> "hELLO"
"hello world".capitalize #=> "Hello world"
"HÉLLO".downcase #=> "héllo"
"  x ".strip #=> "x"
"xxhixx".delete("x") #=> "hi"
"aaabbb".squeeze #=> "ab"
"hello".tr('el', 'ip') #=> "hippo"
"hello".tr('a-y', 'b-z') #=> "ifmmp"
"hello".count("lo") #=> 3
"abc".succ #=> "abd"
"az".succ #=> "ba"
"zz".succ #=> "aaa"
"a9".succ #=> "b0"
"Zz".succ #=> "AAa"
"1.9".succ #=> "2.0"
"-".succ #=> "."
"".succ #=> ""
"<<koala>>".succ #=> "<<koalb>>"
"***".succ #=> "**+"
"1.9.9".succ #=> "2.0.0"
"hello".sub("l", "L") #=> "heLlo"
"hello".gsub("l", "L") #=> "heLLo"
"hello".gsub(/l/) { |m| m.upcase } #=> "heLLo"
"hello".gsub(/(l)(l)/, '\2-\1') #=> "hel-lo"
"hello".gsub(/[el]/, "e" => "3", "l" => "1") #=> "h311o"
"john smith".gsub(/(?<f>\w+) (?<l>\w+)/, '\k<l> \k<f>') #=> "smith john"
"abc".gsub("", "-") #=> "-a-b-c-"
"abc".gsub(/x*/, "-") #=> "-a-b-c-"
"hello".gsub(/l/).with_index.map { |m, i| "#{m}#{i}" } #=> ["l0", "l1"]
"foo bar baz".scan(/\w+/) #=> ["foo", "bar", "baz"]
"a1b2".scan(/([a-z])(\d)/) #=> [["a", "1"], ["b", "2"]]
"hello" =~ /ll/ #=> 2
("hello" =~ /ll/; [$~[0], $`, $']) #=> ["ll", "he", "o"]
"hello".match(/(?<x>l+)/)[:x] #=> "ll"
"hello".match?(/z/) #=> false
"x".match(/y/) #=> nil
"hello".index("l") #=> 2
"hello".rindex("l") #=> 3
"hello".index("l", 3) #=> 3
"héllo wörld".index("w") #=> 6
"hello".index(/l+/) #=> 2
"foobar".partition("b") #=> ["foo", "b", "ar"]
"a.b.c".rpartition(".") #=> ["a.b", ".", "c"]
"a.b.c".partition(/\./) #=> ["a", ".", "b.c"]
"abc".center(9, "*") #=> "***abc***"
"abc".ljust(5) + "|" #=> "abc  |"
"abc".rjust(5, "12") #=> "12abc"
"line1\nline2\r\nline3".lines #=> ["line1\n", "line2\r\n", "line3"]
"line1\nline2".each_line.map(&:chomp) #=> ["line1", "line2"]
"abc".each_char.to_a #=> ["a", "b", "c"]
"abc".unpack("C*") #=> [97, 98, 99]
[1, 2, 3].pack("C*") #=> "\x01\x02\x03"
["abc"].pack("m") #=> "YWJj\n"
"YWJj\n".unpack1("m") #=> "abc"
[65, 0x20AC].pack("U*") #=> "A€"
[1, 2].pack("nN") #=> "\x00\x01\x00\x00\x00\x02"
["616263"].pack("H*") #=> "abc"
"12abc".to_i #=> 12
"0x1A".hex #=> 26
"777".oct #=> 511
"1e3".to_f #=> 1000.0
"1_000".to_i #=> 1000
"z".to_i(36) #=> 35
"abc".to_i #=> 0
" 42 ".to_i #=> 42
"3.7.8".to_f #=> 3.7
"abc" <=> "abd" #=> -1
"a" == :a #=> false
"abc".eql?("abc") #=> true
"abc".hash == "abc".hash #=> true
"abc".equal?("abc") #=> false
"a".ord #=> 97
"abc".sum #=> 294
"hello world".start_with?("hell") #=> true
"hello".end_with?("lo", "x") #=> true
"abc".include?("b") #=> true
"a\tb\n\e\u0001\"#{1}\#{x}\\".inspect #=> "\"a\\tb\\n\\e\\u0001\\\"1\\\#{x}\\\\\""
"é".inspect #=> "\"é\""
"\xff".inspect #=> "\"\\xFF\""
"é".dump #=> "\"\\u00E9\""
"\u200b".inspect #=> "\"​\""
:"foo bar".inspect #=> ":\"foo bar\""
:a?.inspect #=> ":a?"
:[]=.inspect #=> ":[]="
:"9a".inspect #=> ":\"9a\""
:"a=".inspect #=> ":a="
:"@a".inspect #=> ":@a"
"a#b".inspect #=> "\"a#b\""
"\#$a \#@b".inspect #=> "\"\\\#$a \\\#@b\""
s = +"hello"; s[1..2] = "EY"; s #=> "hEYlo"
s = +"hello"; s[0] = "J"; s #=> "Jello"
s = +"hello"; s["l"] = "L"; s #=> "heLlo"
s = +"hello"; s.slice!(1..2); s #=> "hlo"
s = +"abc"; s.insert(1, "X") #=> "aXbc"
s = +"abc"; s << "d" << 101 #=> "abcde"
s = +"abc"; s.concat("x", "y") #=> "abcxy"
s = +"abc"; s.prepend("x") #=> "xabc"
s = "abc".freeze; s << "d" #=> FrozenError: can't modify frozen String: "abc"
"abc".freeze.upcase! #=> FrozenError: can't modify frozen String: "abc"
"abc".upto("abf").to_a #=> ["abc", "abd", "abe", "abf"]
"a".upto("e").to_a #=> ["a", "b", "c", "d", "e"]
"9".upto("11").to_a #=> ["9", "10", "11"]
"chomp\n".chomp #=> "chomp"
"hello".chomp("lo") #=> "hel"
"hello".chop #=> "hell"
"hello".delete_prefix("he") #=> "llo"
"x".encoding #=> #<Encoding:UTF-8>
"x".force_encoding("ASCII-8BIT").encoding.to_s #=> "ASCII-8BIT"
"é".b #=> "\xC3\xA9"
"abc".casecmp("ABC") #=> 0
"abc".casecmp?("ABC") #=> true
"a-b_c".tr("-_", "  ") #=> "a b c"
"hello".each_char.with_index.to_a #=> [["h", 0], ["e", 1], ["l", 2], ["l", 3], ["o", 4]]
"ab\ncd".each_line.to_a #=> ["ab\n", "cd"]
"abc".tr('a-c', 'A') #=> "AAA"
"hello".tr('^l', '*') #=> "**ll*"
"hello".delete('l-o') #=> "he"
"hello".squeeze("l") #=> "helo"
"ab12".tr("a-z0-9", "") #=> ""
"title case".split.map(&:capitalize).join(" ") #=> "Title Case"
