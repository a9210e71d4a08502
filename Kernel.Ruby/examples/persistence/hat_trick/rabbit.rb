# A rabbit. Loaded as a plain script it is gone with the process; loaded in persistent mode and committed
# (maglev-ruby -Mcommit rabbit.rb) every VM has the class from then on.

class Rabbit
  def inspect
    "(\\_/)\n(='.'=)"
  end
end
