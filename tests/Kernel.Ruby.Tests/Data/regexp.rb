# What regexp answers: see DataClassTests.
Regexp.union("a.b", /c/i) #=> /a\.b|(?i-mx:c)/
Regexp.escape("a.b*c") #=> "a\\.b\\*c"
/a(?<n>b)?/ =~ "ac"; $~[:n] #=> nil
/(?<year>\d+)-(?<mon>\d+)/ =~ "2024-05"; [year, mon] #=> ["2024", "05"]
"aAbB".scan(/[[:upper:]]/) #=> ["A", "B"]
"x1y22".gsub(/\d+/) { |d| (d.to_i*2).to_s } #=> "x2y44"
"path/to".gsub("/", "::") #=> "path::to"
"abc".gsub(/b/, "b" => "X") #=> "aXc"
"foobar" =~ /(?<!x)bar/ #=> 3
"aaa".gsub(/a{2}/, "b") #=> "ba"
"a\nb" =~ /a.b/m #=> 0
"a\nb" =~ /^b$/ #=> 2
"hello world".match(/(\w+) (\w+)/).captures #=> ["hello", "world"]
("hello world".match(/(\w+) (\w+)/); $~.pre_match) #=> ""
"x".match(/(y)?/).to_a #=> ["", nil]
"2024-05-06".match(/(\d+)-(\d+)-(\d+)/).values_at(1,3) #=> ["2024", "06"]
"héllo wörld".match(/w(.)r/).begin(0) #=> 6
"日本語テキスト".scan(/\p{Han}+|\p{Katakana}+/) #=> ["日本語", "テキスト"]
"abcabc".gsub(/(?<x>b)/, '[\k<x>]') #=> "a[b]ca[b]c"
"a.b" =~ /a\.b/ #=> 0
Regexp.new("(") #=> RegexpError: end pattern with unmatched parenthesis: /(/
"foo\nbar".scan(/^\w/) #=> ["f", "b"]
"abc" =~ /(?i)B/ #=> 1
"ab" =~ /a++b/ #=> 0
"foo bar".gsub(/\b(\w)/) { $1.upcase } #=> "Foo Bar"
"k=v; k2=v2".scan(/(\w+)=(\w+)/).to_h.to_a #=> [["k", "v"], ["k2", "v2"]]
"foo"=~/(?<a>z)?/; $~.named_captures.to_a #=> [["a", nil]]
"\u{1F600}abc" =~ /b/ #=> 2
"\u{1F600}".match?(/^.$/) #=> true
"ab".match(/(?<x>a)(?<y>b)/).deconstruct_keys([:x]).to_a #=> [[:x, "a"]]
"price: $10".gsub(/\$(\d+)/, '€\1') #=> "price: €10"
"[a&&b]x" =~ /[a-z&&[^aeiou]]/ #=> 4
"abc".gsub(/[abc]/, "a"=>"1", "b"=>"2") #=> "12"
1_000_000.to_s.reverse.scan(/\d{1,3}/).join(",").reverse #=> "1,000,000"
