# The next version: a post has tags.
class Post
  attr_reader :tags

  def initialize(title, text, tags = [])
    @title = title
    @text = text
    @tags = tags
  end

  # Posts from before have no tags: nil here.
  def label
    tags.empty? ? 'untagged' : tags.join(' ')
  end
end
