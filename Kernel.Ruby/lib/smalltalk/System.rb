# MagLev's programs required a file for each class of Smalltalk that they sent messages; here one bridge serves all.
require 'maglev/smalltalk_bridge'
