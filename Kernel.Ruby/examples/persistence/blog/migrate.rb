# Gives posts from before tags, a hundred in each transaction: others go on meanwhile, and whatever ends this process, what was
# committed stays and a second run does the rest.
old = Maglev.root[:posts].reject(&:tags)
old.each_slice(100) do |posts|
  Maglev.transaction { posts.each { |post| post.instance_variable_set(:@tags, []) unless post.tags } }
end
puts "#{old.size} posts have tags now"
