namespace EndToEnd;

/// <summary>One object memory, two languages.</summary>
public sealed class TwoLanguagesTests : StoneFixture
{
    private CommandResult Topaz(string script) =>
        Installation.Run(Installation.Script("topaz"), [], script, new Dictionary<string, string> { ["STONENAME"] = Stone });

    [Test]
    public void One_committed_object_answers_messages_of_both_languages_under_one_id()
    {
        CommandResult ruby = Ruby("-e", "a = [3, 1, 2]; Maglev::PERSISTENT_ROOT[:shared] = a; Maglev.commit_transaction; print a.object_id");
        Assert.That(ruby.ExitStatus, Is.Zero, ruby.ToString());
        CommandResult topaz = Topaz("""
            login
            run
            | a |
            a := Maglev @ruby1:root.
            a := a @ruby1:fetch: #shared.
            { a size. a last. a @ruby1:object_id. a @ruby1:sort. a asOop * 8 }
            %
            exit
            """);
        Assert.That(topaz.Output, Does.Contain($"an Array( 3, 2, {ruby.Output}, an Array( 1, 2, 3), {ruby.Output})"), topaz.ToString());
    }

    [Test]
    public void What_Smalltalk_commits_Ruby_reads()
    {
        CommandResult topaz = Topaz("""
            login
            run
            (Maglev @ruby1:root) @ruby1:store: #made _: (Array new: 2 withAll: 7)
            %
            commit
            exit
            """);
        Assert.That(topaz.Output, Does.Contain("Successful commit"), topaz.ToString());
        Assert.That(Ruby("-e", "p Maglev::PERSISTENT_ROOT[:made].map { |x| x + 1 }").Output, Is.EqualTo("[8, 8]\n"));
    }

    [Test]
    public void Locks_counters_and_signals_are_the_same_in_both_languages()
    {
        CommandResult topaz = Topaz("""
            login
            run
            (Maglev @ruby1:root) @ruby1:store: #locked _: (Array new: 2 withAll: 7).
            System commitTransaction.
            System writeLock: ((Maglev @ruby1:root) @ruby1:fetch: #locked).
            { System sessionLocks. ((Object rubyConstAt: #Maglev env: 1) rubyConstAt: #System env: 1) @ruby1:lock_kind: ((Maglev @ruby1:root) @ruby1:fetch: #locked) }
            %
            run
            System sessionCacheStatAt: 3 put: 11. System sessionCacheStatAt: 3
            %
            run
            [System writeLock: Object new] on: LockError do: [:e | e return: e reason ]
            %
            run
            System removeLocksForSession. System lockKind: ((Maglev @ruby1:root) @ruby1:fetch: #locked)
            %
            run
            System persistentCounterAt: 77 put: 5. System persistentCounterAt: 77 incrementBy: 3
            %
            run
            System persistentCounterAt: 200
            %
            run
            System sendSignal: 4 to: System session withMessage: 'hi'. { System signalFromGemStoneSession. System signalFromGemStoneSession. System signaledObjects }
            %
            run
            System transactionConflicts
            %
            exit
            """);
        Assert.That(topaz.Output, Does.Contain("an Array( an Array( an Array( ), an Array( an Array( 7, 7)), an Array( )), #write)"), topaz.ToString());
        Assert.That(topaz.Output, Does.Contain("\n11\n"));
        Assert.That(topaz.Output, Does.Contain("#notCommitted"));
        Assert.That(topaz.Output, Does.Contain("#none"));
        Assert.That(topaz.Output, Does.Contain("\n8\n"));
        Assert.That(topaz.Output, Does.Contain("there is no shared counter 200: they are numbered from 1 to 128"));
        Assert.That(topaz.Output, Does.Match(@"an Array\( an Array\( \d+, 4, 'hi'\), nil, an Array\( \)\)"));
        Assert.That(topaz.Output, Does.Contain("a Dictionary( #commitResult->#success)"));
        Assert.That(Ruby("-e", "p Maglev::System.pcounter(77)").Output, Is.EqualTo("8\n"));
    }

    [Test]
    public void A_signal_that_nobody_handles_ends_what_topaz_runs_by_its_number()
    {
        CommandResult topaz = Topaz("""
            login
            run
            InterSessionSignal enableSignalling.
            System sendSignal: 3 to: System session withMessage: 'stop'.
            [true] whileTrue: []
            %
            run
            [System sendSignal: 4 to: System session withMessage: 'go'. [true] whileTrue: []] on: InterSessionSignal do: [:e | e return: e sentMessage]
            %
            exit
            """);
        Assert.That(topaz.Output, Does.Match(@"ERROR 6010 , an InterSessionSignal occurred \(error 6010\), signal 3 of session \d+: stop \(InterSessionSignal\)\n'go'"), topaz.ToString());
    }

    [Test]
    public void Both_languages_act_on_one_transaction()
    {
        CommandResult topaz = Topaz("""
            login
            run
            System beginNestedTransaction.
            (Maglev @ruby1:root) @ruby1:store: #given _: 1.
            { System transactionLevel. Maglev @ruby1:transaction_level. System abortTransaction. Maglev @ruby1:transaction_level }
            %
            run
            { System transactionMode. System continueTransaction. System inTransaction. (Maglev @ruby1:root) @ruby1:key?: #given }
            %
            run
            System transactionMode: #manualBegin. { Maglev @ruby1:transaction_mode. System transactionLevel }
            %
            run
            System commitTransaction
            %
            commit
            begin
            run
            15 timesRepeat: [System beginNestedTransaction]. System beginNestedTransaction
            %
            run
            System transactionMode: #sometimes
            %
            run
            System transactionMode: #transactionless. System beginTransaction
            %
            begin
            exit
            """);
        Assert.That(topaz.Output, Does.Contain("an Array( 2, 2, System, 1)"), topaz.ToString());
        Assert.That(topaz.Output, Does.Contain("an Array( #autoBegin, true, true, false)"));
        Assert.That(topaz.Output, Does.Contain("an Array( #manualBegin, 0)"));
        Assert.That(topaz.Output, Does.Contain("no transaction is open (CommitError)"));
        Assert.That(topaz.Output, Does.Contain("commit failed: no transaction is open that could be committed"));
        Assert.That(topaz.Output, Does.Contain("transactions can be nested to 16 levels (CommitError)"));
        Assert.That(topaz.Output, Does.Contain("unknown transaction mode #sometimes (#autoBegin, #manualBegin or #transactionless)"));
        Assert.That(topaz.Output, Does.Contain("a session without transactions can't begin one (CommitError)"));
        Assert.That(topaz.Output, Does.Contain("begin failed: a session without transactions can't begin one"));
    }

    [Test]
    public void Ruby_classes_are_defined_and_browsed_from_topaz()
    {
        CommandResult topaz = Topaz("""
            login
            rubyrun
            class Hare
              def run = :far
            end
            %
            set class Hare
            rubymethod
            def jump
              :high
            end
            %
            rubylist
            rubylookup Hare jump
            rubyimplementors jump
            rubyhierarchy Hare
            rubyrun
            [Hare.new.run, Hare.new.jump]
            %
            commit
            rubylist nonsense!
            exit
            """);
        Assert.That(topaz.Output, Does.Contain("jump\nrun\n").And.Contain("Hare#jump").And.Contain("Kernel\nObject\nHare\n").And.Contain("[:far, :high]"), topaz.ToString());
        Assert.That(topaz.Output, Does.Contain("ERROR: 'nonsense!' is no name of a Ruby class"));
        Assert.That(topaz.ExitStatus, Is.EqualTo(1));
        Assert.That(Ruby("-e", "p Hare.new.jump").Output, Is.EqualTo(":high\n"));
    }

    [Test]
    public void Interactive_Ruby_in_a_topaz_session_shares_its_transaction()
    {
        CommandResult topaz = Topaz("""
            irb
            login
            irb
            hares = [1,
              2]
            Maglev::PERSISTENT_ROOT[:hares] = hares
            raise 'seen'
            exit
            run
            ((Maglev @ruby1:root) @ruby1:fetch: #hares) size
            %
            irb
            hares = 5
            """);
        Assert.That(topaz.Output, Does.Contain("ERROR: not logged in"));
        Assert.That(topaz.Output, Does.Contain("hares = [1,\n  2]\n[1, 2]\n").And.Contain("seen (RuntimeError)\n"), topaz.ToString());
        Assert.That(topaz.Output.Split('\n'), Does.Contain("2"));
        Assert.That(topaz.Output, Does.EndWith("hares = 5\n5\n"));
    }

    [Test]
    public void Output_of_both_languages_and_of_topaz_itself_follows_each_other_in_a_file()
    {
        string script = Write("mixed.tpz", """
            login
            rubyrun
            puts "one from Ruby"
            1
            %
            run
            Transcript show: 'two from Smalltalk'; cr.
            2
            %
            rubyrun
            $stdout.write("three ")
            print "four\n"
            raise "five"
            %
            run
            Object @ruby1:puts: 'six through Smalltalk'.
            6
            %
            rubyrun
            system("echo seven from a child")
            7
            %
            exit
            """);
        string log = Path.Combine(Folder, "mixed.txt");
        Installation.Run("/bin/sh", ["-c", $"STONENAME={Stone} {Installation.Script("topaz")} -S {script} >{log}"]);
        Assert.That(File.ReadAllLines(log).Skip(1), Is.EqualTo(new[]
        {
            "one from Ruby", "1", "two from Smalltalk", "2", "three four",
            "ERROR 2710 , a RuntimeError occurred (error 2710), five (RuntimeError)",
            "six through Smalltalk", "6", "seven from a child", "7",
        }));
    }

    [Test]
    public void A_Smalltalk_syntax_error_names_place_and_line_and_the_status_is_1()
    {
        CommandResult topaz = Topaz("login\nrun\n3 + )\n%\nexit\n");
        Assert.That(topaz.ExitStatus, Is.EqualTo(1));
        Assert.That(topaz.Output + topaz.Errors, Does.Contain("3 + )"), topaz.ToString());
        Assert.That(topaz.Output + topaz.Errors, Does.Not.Contain("   at "));
    }

    [Test]
    public void Smalltalk_migrates_instances_and_asks_the_repository()
    {
        CommandResult ruby = Ruby("-e", """
            Maglev.persistent { class Pawn; end; class Queen; end }
            Maglev.root[:pieces] = [Pawn.new, Pawn.new]
            Maglev.commit
            """);
        Assert.That(ruby.ExitStatus, Is.Zero, ruby.ToString());
        CommandResult topaz = Topaz("""
            login
            run
            | pawn queen pieces |
            pawn := Object rubyConstAt: #Pawn env: 1.
            queen := Object rubyConstAt: #Queen env: 1.
            pieces := (Maglev @ruby1:root) @ruby1:fetch: #pieces.
            { pawn allInstances size.
              (System listInstances: { queen. pawn }) collect: [:each | each size].
              ((pieces at: 1) findReferences at: 1) == pieces.
              (pieces at: 1) findReferencesInMemory size.
              ((pieces at: 1) migrateTo: queen) class name.
              pawn migrateInstances: pawn allInstances to: queen.
              pawn classHistory size }
            %
            run
            | pieces |
            pieces := (Maglev @ruby1:root) @ruby1:fetch: #pieces.
            (pieces at: 1) become: 3
            %
            commit
            exit
            """);
        Assert.That(topaz.Output, Does.Contain("an Array( 2, an Array( 0, 2), true, 1, 'Queen', 1, 1)"), topaz.ToString());
        Assert.That(topaz.Output, Does.Contain("can't exchange identities: 3 is its own value"));
        Assert.That(Ruby("-e", "p Maglev.root[:pieces].map(&:class)").Output, Is.EqualTo("[Queen, Queen]\n"));
    }
}
