namespace Kernel.Ruby.Tests.Persistence;

/// <summary>
/// What cannot be committed is refused by name and path; nothing of the commit arrives, and the session goes on.
/// </summary>
public sealed class RefusedCommitTests
{
    [TestCase("File.open('/etc/hostname')", "#<File:/etc/hostname> is state of this process; it is reached as PERSISTENT_ROOT[:refused]")]
    [TestCase("{a: [1, [$stdout]]}", "#<IO:<STDOUT>> is state of this process; it is reached as PERSISTENT_ROOT[:refused][:a][1][0]")]
    [TestCase("IO.pipe[0]", "is state of this process; it is reached as PERSISTENT_ROOT[:refused]")]
    [TestCase("{ [1] => { 'key' => $stderr } }", "#<IO:<STDERR>> is state of this process; it is reached as PERSISTENT_ROOT[:refused][#<Array>][\"key\"]")]
    [TestCase("{ $stderr => 1 }", "it is reached as PERSISTENT_ROOT[:refused].key")]
    [TestCase("Dir.new('/tmp')", "#<Dir:/tmp> is an instance of Dir, whose instances are not persistable; it is reached as PERSISTENT_ROOT[:refused]")]
    [TestCase("binding", "is state of this process; it is reached as PERSISTENT_ROOT[:refused]")]
    [TestCase("out = $stdout; -> { out }", "#<IO:<STDOUT>> is state of this process; it is reached as PERSISTENT_ROOT[:refused].variable")]
    [TestCase("$stdout.method(:puts)", "#<IO:<STDOUT>> is state of this process; it is reached as PERSISTENT_ROOT[:refused].<IO>")]
    [TestCase("Object.new.tap { |o| o.instance_variable_set(:@log, $stdout) }", "#<IO:<STDOUT>> is state of this process; it is reached as PERSISTENT_ROOT[:refused].@log")]
    [TestCase("Hash.new($stdout)", "it is reached as PERSISTENT_ROOT[:refused].default")]
    [TestCase("begin; raise 'e'; rescue => e; e.instance_variable_set(:@io, $stdout); e; end", "it is reached as PERSISTENT_ROOT[:refused].@io")]
    [TestCase("class RcGhost; end; [RcGhost.new]", "is an instance of RcGhost, whose instances are not persistable; it is reached as PERSISTENT_ROOT[:refused][0]")]
    [TestCase("class RcGhost; end; RcGhost", "RcGhost is a class that is not persistable; it is reached as PERSISTENT_ROOT[:refused]")]
    [TestCase("Struct.new(:a).new(1)", "whose instances are not persistable; it is reached as PERSISTENT_ROOT[:refused]")]
    [TestCase("class RcGhost; def m = 1; end; RcGhost.instance_method(:m)", "it is reached as PERSISTENT_ROOT[:refused].<RcGhost>")]
    [TestCase("module RcMix; end; Object.new.extend(RcMix); Maglev.persistent { Object.new.extend(RcMix) }", "RcMix")]
    public void What_cannot_be_committed_is_named_with_its_path_and_the_session_goes_on(string made, string message)
    {
        string answer = RubyStone.InNewVm($$"""
            r = Maglev::PERSISTENT_ROOT
            r[:beside] = "before #{r[:beside]}"
            r[:refused] = begin; {{made}}; end
            refused = begin; Maglev.commit_transaction; rescue Maglev::NotPersistableException => e; e; end
            again = begin; Maglev.commit_transaction; rescue Maglev::NotPersistableException => e; e.message == refused.message; end
            r.delete(:refused)
            r[:kept] = r[:beside]
            [refused.message, refused.object.equal?(nil), again, Maglev.commit_transaction, Maglev.needs_commit]
            """);
        Assert.That(System.Text.RegularExpressions.Regex.Unescape(answer), Does.Contain(message));
        Assert.That(answer, Does.EndWith(", false, true, true, false]"));
        Assert.That(RubyStone.InNewVm("r = Maglev::PERSISTENT_ROOT; x = [r.key?(:refused), r[:kept] == r[:beside]]; r.delete(:beside); Maglev.commit_transaction; x"), Is.EqualTo("[false, true]"));
    }

    [Test]
    public void A_tangle_for_which_inspect_would_never_end_is_named_by_class()
    {
        // Each of 60 refers twice to the next one: inspect would show the last one 2 to the power of 59 times.
        string answer = RubyStone.InNewVm("""
            class RcTangle; attr_accessor :a, :b; end
            all = Array.new(60) { RcTangle.new }
            all.each_cons(2) { |x, y| x.a = x.b = y }
            Maglev::PERSISTENT_ROOT[:tangle] = all.first
            begin
              Maglev.commit_transaction
            rescue Maglev::NotPersistableException => e
              e.message.sub(/0x\h+/, "0x")
            end
            """);
        Assert.That(answer, Is.EqualTo("\"#<RcTangle:0x> is an instance of RcTangle, whose instances are not persistable; it is reached as PERSISTENT_ROOT[:tangle]\""));
    }

    [Test]
    public void Nothing_of_a_refused_commit_arrives()
    {
        Assert.That(RubyStone.InNewVm("Maglev::PERSISTENT_ROOT[:halves] = [1]; Maglev.commit_transaction"), Is.EqualTo("true"));
        string refused = RubyStone.InNewVm("""
            x = Maglev::PERSISTENT_ROOT[:halves]
            x << 2
            Maglev.persistent { class RcHalf; def half = 1; end }
            Maglev::PERSISTENT_ROOT[:other_half] = [RcHalf.new, $stdout]
            (Maglev.commit_transaction rescue $!.class)
            """);
        Assert.That(refused, Is.EqualTo("Maglev::NotPersistableException"));
        Assert.That(RubyStone.InNewVm("[Maglev::PERSISTENT_ROOT[:halves], Maglev::PERSISTENT_ROOT.key?(:other_half), defined?(RcHalf)]"), Is.EqualTo("[[1], false, nil]"));
    }

    [Test]
    public void After_an_abort_the_refused_objects_live_on_in_this_VM() =>
        Assert.That(
            RubyStone.InNewVm("x = [$stdout]; Maglev::PERSISTENT_ROOT[:x] = x; (Maglev.commit_transaction rescue 0); Maglev.abort_transaction; x << 1; [x.size, x[0].equal?($stdout), Maglev::PERSISTENT_ROOT.key?(:x), Maglev.commit_transaction]"),
            Is.EqualTo("[2, true, false, true]"));
}
