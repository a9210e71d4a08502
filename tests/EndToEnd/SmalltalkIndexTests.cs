namespace EndToEnd;

/// <summary>Smalltalk's IdentitySet and GsQuery reach the indexes that Ruby's sets have.</summary>
public sealed class SmalltalkIndexTests : StoneFixture
{
    private const string People = """
        login
        run
        | person set |
        person := Object subclass: 'Person' instVarNames: #(name age home) inDictionary: UserGlobals.
        person compileMethod: 'name: n age: a home: h name := n. age := a. home := h'.
        person compileMethod: 'age: a age := a'.
        person compileMethod: 'name ^ name'.
        set := IdentitySet new.
        1 to: 9 do: [:i | set add: (person new name: 'p', i printString age: i home: (person new name: (i odd ifTrue: ['A'] ifFalse: ['B']) age: 0 home: nil))].
        UserGlobals at: #people put: set.
        set createEqualityIndexOn: 'age' withLastElementClass: Integer.
        set createIdentityIndexOn: 'home'.
        set createEqualityIndexOn: 'home.name' withLastElementClass: String
        %
        commit

        """;

    private CommandResult Topaz(string script) =>
        Installation.Run(Installation.Script("topaz"), [], People + script + "\nexit\n", new Dictionary<string, string> { ["STONENAME"] = Stone });

    [Test]
    public void A_search_uses_the_index()
    {
        CommandResult topaz = Topaz("""
            run
            | set |
            set := UserGlobals at: #people.
            { (set select: 'age' comparing: #< with: 4) size. set explain: 'age' comparing: #< with: 4. (set select: 'home.name' comparing: #= with: 'A') size. set kindsOfIndexOn: 'age'. set kindsOfIndexOn: 'name' }
            %
            """);
        Assert.That(topaz.Output, Does.Contain("an Array( 3, 'equality index on age (Integer): age < 4', 5, #equality, #none)"), topaz.ToString());
    }

    [Test]
    public void Changes_and_what_comes_and_goes_are_followed()
    {
        CommandResult topaz = Topaz("""
            run
            | set one |
            set := UserGlobals at: #people.
            one := (set select: 'age' comparing: #= with: 4) asArray first.
            one age: 40. set remove: (set select: 'age' comparing: #= with: 9) asArray first.
            set add: (one copy age: 50; yourself).
            { (set select: 'age' comparing: #> with: 7) size. (set select: 'age' comparing: #= with: 4) size. set size }
            %
            run
            System abortTransaction. ((UserGlobals at: #people) select: 'age' comparing: #> with: 7) size
            %
            """);
        Assert.That(topaz.Output, Does.Contain("an Array( 3, 0, 9)"), topaz.ToString());
        Assert.That(topaz.Output.TrimEnd().Split('\n').Reverse().First(line => line.Trim().Length > 0 && !line.Contains("exit", StringComparison.Ordinal)), Does.EndWith("2"), topaz.ToString());
    }

    [Test]
    public void A_query_has_variables_and_tells_how_it_is_done()
    {
        CommandResult topaz = Topaz("""
            run
            | query |
            query := GsQuery fromString: '(each.age >= low) & (each.home.name = ''A'')'.
            query bind: 'low' to: 4; on: (UserGlobals at: #people).
            { query size. query explain. (query queryResult collect: [:each | each name]) size. (GsQuery fromString: 'each.age < 3' on: (IdentitySet withAll: (UserGlobals at: #people))) explain }
            %
            """);
        Assert.That(topaz.Output, Does.Contain(
            "an Array( 3, 'equality index on home.name (String): home.name == \"A\", then age >= 4', 3, 'scan of 9 elements: age < 3')"), topaz.ToString());
    }

    [Test]
    public void An_object_that_becomes_another_is_found_by_what_it_is_now()
    {
        CommandResult topaz = Topaz("""
            run
            | set one other |
            set := UserGlobals at: #people.
            one := (set select: 'age' comparing: #= with: 4) asArray first.
            other := (Object subclass: 'Robot' instVarNames: #(serial age home) inDictionary: UserGlobals)
                compileMethod: 'age: a age := a'; new.
            other age: 70.
            one become: other.
            one age: 71.
            { (set select: 'age' comparing: #= with: 4) size. (set select: 'age' comparing: #= with: 70) size. (set select: 'age' comparing: #= with: 71) size }
            %
            """);
        Assert.That(topaz.Output, Does.Contain("an Array( 0, 0, 1)"), topaz.ToString());
    }

    [Test]
    public void Indexes_are_removed_and_mistakes_are_told()
    {
        CommandResult topaz = Topaz("""
            run
            | set |
            set := UserGlobals at: #people.
            set removeEqualityIndexOn: 'age'; removeIdentityIndexOn: 'home'.
            { set indexedPaths. set removeAllIndexes; indexedPaths }
            %
            run
            (UserGlobals at: #people) removeIdentityIndexOn: 'age'
            %
            run
            (GsQuery fromString: 'each.age < low' on: (UserGlobals at: #people)) size
            %
            """);
        Assert.That(topaz.Output, Does.Contain("an Array( an Array( 'home.name'), an Array( ))"), topaz.ToString());
        Assert.That(topaz.Output, Does.Contain("there is no identity index on age"), topaz.ToString());
        Assert.That(topaz.Output, Does.Contain("the variable low has no value in the query"), topaz.ToString());
    }
}
