# The first version of a post; with -Mcommit it comes to live in the repository.
class Post
  attr_reader :title, :text

  def initialize(title, text)
    @title = title
    @text = text
  end
end
