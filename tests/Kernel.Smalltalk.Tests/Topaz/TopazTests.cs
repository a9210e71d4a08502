using System.Text;
using Gem.Client.Commands.Topaz;
using Gem.Vm.Interpreter;

namespace Kernel.Smalltalk.Tests.Topaz;

public sealed class TopazTests
{
    private static (string Output, int Status, MemorySession Session) Run(string script, string? refusal = null)
    {
        var session = new MemorySession { RefusesCommit = refusal };
        using var stream = new MemoryStream();
        int status = NativeStack.Run(() =>
        {
            using var output = new TopazOutput(stream);
            return new TopazInterpreter(session, output, new TopazSettings()).Run(new TopazInput("script", new StringReader(script)));
        });
        return (Encoding.UTF8.GetString(stream.ToArray()), status, session);
    }

    [Test]
    public void A_script_logs_in_runs_and_commits()
    {
        (string output, int status, MemorySession session) = Run(
            """
            ! a comment
            remark another
            set user DataCurator password swordfish gemstone maglev
            login
            run
            3 + 4
            %
            printit
            'it''s'
            %
            doit
            UserGlobals at: #X put: 5
            %
            print X * 2
            commit
            abort
            logout
            exit
            """);
        Assert.That(output, Is.EqualTo("successful login\n7\n'it''s'\n10\nSuccessful commit\n"));
        Assert.That(status, Is.Zero);
        Assert.That((session.Commits, session.Aborts), Is.EqualTo((1, 1)));
    }

    [Test]
    public void Errors_show_number_class_and_text_and_make_the_status_nonzero()
    {
        (string output, int status, _) = Run("login\nrun\n3 foo\n%\nrun\n1/0\n%\nerrorcount\nexit\n");
        Assert.That(output, Does.Contain("ERROR 2010 , a MessageNotUnderstood occurred (error 2010), Integer does not understand #foo (MessageNotUnderstood)\n"));
        Assert.That(output, Does.Contain("ERROR 2026 , a ZeroDivide occurred (error 2026), 1 divided by 0 (ZeroDivide)\n"));
        Assert.That(output, Does.EndWith("\n2\n"));
        Assert.That(status, Is.EqualTo(1));
    }

    [Test]
    public void A_syntax_error_shows_file_line_column_and_the_line()
    {
        (string output, _, _) = Run("login\n\nrun\n| a |\na := 3 +.\n%\n");
        Assert.That(output, Does.Contain("ERROR 1001 , a CompileError occurred (error 1001)"));
        Assert.That(output, Does.Contain("script:5:9: "));
        Assert.That(output, Does.Contain("\na := 3 +.\n        ^\n"));
    }

    [Test]
    public void Iferr_commands_run_after_an_error_and_clear_the_status()
    {
        (string output, int status, _) = Run("login\niferr 1 print 'first'\niferr 2 stack\nrun\nnil foo\n%\n");
        Assert.That(output, Does.Contain("'first'\n1 "));
        Assert.That(output, Does.Contain("Executed Code (script:5)"));
        Assert.That(status, Is.Zero);
        Assert.That(Run("login\niferror exit 3\nprint nil foo\nprint 4\n").Status, Is.EqualTo(3));
    }

    [Test]
    public void Expectations_are_held()
    {
        Assert.That(Run("login\nexpectvalue 7\nprint 3 + 4\nexpectvalue %Integer\nprint 5\n").Status, Is.Zero);
        (string output, int status, _) = Run("login\nexpectvalue 7\nprint 3 + 5\n");
        Assert.That(output, Does.Contain("ERROR: WRONG VALUE: 8, expected 7 (script:3)"));
        Assert.That(status, Is.EqualTo(1));
        Assert.That(Run("login\nexpecterror GemStoneError 2010\nprint nil foo\nexpecterror ZeroDivide\nprint 1/0\n").Status, Is.Zero);
        Assert.That(Run("login\nexpecterror ZeroDivide\nprint nil foo\n").Output, Does.Contain("WRONG ERROR"));
        Assert.That(Run("login\nexpecterror ZeroDivide\nprint 3\n").Status, Is.EqualTo(1));
    }

    [Test]
    public void Commands_abbreviate_but_not_those_that_end_a_transaction()
    {
        Assert.That(Run("logi\npri 3\nexi\n").Output, Is.EqualTo("successful login\n3\nERROR: the command exit cannot be abbreviated (script:3)\n"));
        Assert.That(Run("zork\n").Output, Is.EqualTo("ERROR: unknown command 'zork'; help lists the commands (script:1)\n"));
        Assert.That(Run("print 3\n").Output, Is.EqualTo("ERROR: not logged in (script:1)\n"));
        Assert.That(TopazCommandTable.Resolve("exitif"), Is.EqualTo("exitifnoerror"));
    }

    [Test]
    public void Methods_are_defined_and_listed()
    {
        (string output, int status, _) = Run(
            """
            login
            run
            Object subclass: 'Animal' instVarNames: #('name') inDictionary: UserGlobals
            %
            set class Animal
            category: 'accessing'
            method
            name
              ^ name
            %
            method: Animal
            name: aString
              name := aString
            %
            classmethod: Animal
            named: aString
              ^ self new name: aString; yourself
            %
            list
            list method name
            print (Animal named: 'Rex') name
            level 1
            print Animal named: 'Rex'
            print Animal categoryOfSelector: #name
            method: Animal
            broken
              ^ zork
            %
            hierarchy Animal
            """);
        Assert.That(output, Is.EqualTo(
            """
            successful login
            Animal
            name
            name:
            name
              ^ name

            'Rex'
            an Animal
              name: 'Rex'
            #accessing
            ERROR 1001 , a CompileError occurred (error 1001), undefined variable zork (CompileError)
            script:27:5: undefined variable zork
              ^ zork
                ^
            Object
            Animal

            """));
        Assert.That(status, Is.EqualTo(1));
    }

    [Test]
    public void Output_goes_to_files_and_input_comes_from_them()
    {
        string folder = Directory.CreateTempSubdirectory("topaz").FullName;
        string log = Path.Combine(folder, "log");
        string part = Path.Combine(folder, "part.tpz");
        File.WriteAllText(part, "print 1 + 1\n");
        (string output, int status, _) = Run($"login\noutput push {log} only\nprint 3\nrun\nTranscript show: 'x'; cr. 4\n%\noutput pop\noutput append {log}\nprint 5\noutput pop\ninput {part}\nprint 6\ninput {part}x\n");
        Assert.That(File.ReadAllText(log), Is.EqualTo("3\nx\n4\n5\n"));
        Assert.That(output, Does.StartWith("successful login\n5\n2\n6\nERROR: input: cannot read"));
        Assert.That(status, Is.EqualTo(1));
        Directory.Delete(folder, true);
    }

    [Test]
    public void Refusals_are_errors_and_the_end_is_as_asked()
    {
        (string output, int status, _) = Run("login\ncommit\n", refusal: "commit failed: another session was first");
        Assert.That(output, Does.Contain("ERROR: commit failed: another session was first"));
        Assert.That(status, Is.EqualTo(1));
        Assert.That(Run("set password wrong\nlogin\n").Output, Does.StartWith("ERROR: login failed: the password of DataCurator is another"));
        Assert.That(Run("exit 7\nzork\n").Status, Is.EqualTo(7));
        Assert.That(Run("exitifnoerror\nzork\n").Status, Is.Zero);
        Assert.That(Run("login\nlimit 5\nprint 'abcdefghij'\n").Output, Does.EndWith("'abcd...\n"));
        Assert.That(Run("login\nrubyrun\n3\n%\n").Output, Does.Contain("Ruby is not loaded in this session"));
        Assert.That(Run("status\n").Output, Does.Contain("UserName: 'DataCurator'"));
        Assert.That(Run("help\n").Output, Does.Contain("printit"));
    }
}
