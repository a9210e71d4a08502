# Smalltalk's messages as methods of Ruby: their names behind _st_, each colon as an underscore.
#
#   require 'maglev/smalltalk_bridge'
#   [3, 1]._st_at_put_(1, 7)                          # at: 1 put: 7
#   Smalltalk::System._st_inTransaction
#   [1, 2]._st_inject_into_(0) { |sum, n| sum + n }   # a block is the last argument
module SmalltalkBridge
  PREFIX = '_st_'
  private_constant :PREFIX

  def respond_to_missing?(name, include_private = false)
    name.start_with?(PREFIX) ? __smalltalk_send__(:'respondsTo:', SmalltalkBridge.selector(name)) : super
  end

  def self.selector(name) = name.to_s.delete_prefix(PREFIX).tr('_', ':').to_sym

  private

  def method_missing(name, *arguments, &block)
    return super unless name.start_with?(PREFIX)

    arguments << block if block
    __smalltalk_send__(SmalltalkBridge.selector(name), *arguments)
  end
end

class Object
  include SmalltalkBridge
end
