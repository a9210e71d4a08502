# What time answers: see DataClassTests.
Time.at(0).utc.to_s #=> "1970-01-01 00:00:00 UTC"
Time.utc(2024,1,1) + 86400 #=> 2024-01-02 00:00:00 UTC
Time.utc(2024,1,2) - Time.utc(2024,1,1) #=> 86400.0
Time.utc(2024,1,1) < Time.utc(2025,1,1) #=> true
Time.utc(2024,1,1).wday #=> 1
Time.utc(2024,12,31).yday #=> 366
Time.at(1.5).utc.usec #=> 500000
Time.utc(2024,1,1,0,0,0.5).inspect #=> "2024-01-01 00:00:00.5 UTC"
Time.new(2024,1,1,0,0,0,"+09:00").inspect #=> "2024-01-01 00:00:00 +0900"
Time.new(2024,1,1,0,0,0,"+09:00").utc.to_s #=> "2023-12-31 15:00:00 UTC"
Time.utc(2024,1,31).month #=> 1
Time.at(1700000000).utc.iso8601 rescue "n" #=> "2023-11-14T22:13:20Z"
Time.utc(2024,"jan",1) == Time.gm(2024) #=> true
Time.utc(2024,13,1) #=> ArgumentError: mon out of range
Time.utc(2024,3,10).monday? #=> false
Time.at(10, 500, :millisecond).utc.to_f #=> 10.5
Time.utc(2024,1,1).to_a #=> [0, 0, 0, 1, 1, 2024, 1, 1, false, "UTC"]
Time.utc(2000,1,1).hash == Time.utc(2000,1,1).hash #=> true
Time.utc(2024,1,1,5,6,7).strftime("%T %D %F %R %r %c %x %X %u %U %10Y %^a %-m/%-d %3N") #=> "05:06:07 01/01/24 2024-01-01 05:06 05:06:07 AM Mon Jan  1 05:06:07 2024 01/01/24 05:06:07 1 00 0000002024 MON 1/1 000"
