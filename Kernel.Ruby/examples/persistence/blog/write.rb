# Writes three posts.
Maglev.root[:posts] = [
  Post.new('Hello', 'This is my first post.'),
  Post.new('Still here', 'It was there when I came back.'),
  Post.new('Bye', 'That is enough.')
]
Maglev.commit_transaction
puts "#{Maglev.root[:posts].size} posts"
