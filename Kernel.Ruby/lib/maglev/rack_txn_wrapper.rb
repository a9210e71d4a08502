# A Rack application around another: each request is a transaction. It begins in the newest view, and what the request changed is
# committed when the status says that it went well, and given up when it does not.
class RackTransactionWrapper
  COMMITTED = 200..399

  def initialize(application)
    @application = application
  end

  def call(environment)
    Maglev.abort_transaction
    response = @application.call(environment)
    committed = COMMITTED.cover?(response[0].to_i)
    committed ? Maglev.commit_transaction : Maglev.abort_transaction
    response
  rescue Exception
    Maglev.abort_transaction
    raise
  end
end
MagLevTransactionWrapper = RackTransactionWrapper
