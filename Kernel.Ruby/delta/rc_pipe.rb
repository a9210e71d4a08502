# GemStone's name of a queue whose elements are in the order of their commits: an RCQueue keeps them so.
class RCPipe < RCQueue
end
