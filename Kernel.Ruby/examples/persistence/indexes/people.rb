# Classes and a set with indexes. Run it with -Mcommit: definitions go to the repository.

class City
  attr_accessor :name

  def initialize(name)
    @name = name
  end
end

class Person
  attr_accessor :name, :age, :city

  def initialize(name, age, city = nil)
    @name = name
    @age = age
    @city = city
  end

  def inspect = "#{@name} (#{@age})"
end

lucerne = City.new('Lucerne')
people = IdentitySet.new
people << Person.new('Ada', 36, lucerne) << Person.new('Bo', 9, lucerne) << Person.new('Cy', 71) << Person.new('Di', 36)
people.create_equality_index('@age', Integer)
people.create_equality_index('@city.@name', String)
Maglev.root[:people] = people
