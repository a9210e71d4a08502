# Shows the titles by what the posts are labelled with.
Maglev.root[:posts].group_by(&:label).each { |label, posts| puts "#{label}: #{posts.map(&:title).join(', ')}" }
