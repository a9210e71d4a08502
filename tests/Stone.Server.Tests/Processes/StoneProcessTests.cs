using System.Diagnostics;
using System.Text;
using Gem.Vm.Session;
using Shared.ObjectFormat.Configuration;
using Shared.ObjectFormat.Platform;
using Shared.ObjectFormat.Protocol;
using Shared.ObjectFormat.Tests;
using Stone.Server.Tests.Sessions;

namespace Stone.Server.Tests.Processes;

/// <summary>A stone and its gems as real processes.</summary>
[TestFixture]
public sealed class StoneProcessTests
{
    private readonly List<Process> _processes = [];
    private string _home = "";

    [SetUp]
    public void MakeHome() => _home = Directory.CreateTempSubdirectory("mag").FullName;

    [TearDown]
    public void EndEverything()
    {
        foreach (Process process in _processes)
        {
            if (!process.HasExited)
                process.Kill();
            process.WaitForExit();
            process.Dispose();
        }
        _processes.Clear();
        // A stone that a failed test left behind its terminal; the file alone may name a process that is another's by now.
        foreach (string file in Directory.GetFiles(_home, "stone.pid", SearchOption.AllDirectories))
        {
            int process = int.Parse(File.ReadAllText(file));
            string commandLine = $"/proc/{process}/cmdline";
            if (File.Exists(commandLine) && File.ReadAllText(commandLine).Contains(_home, StringComparison.Ordinal))
                Platforms.Native.Kill(process);
        }
        Directory.Delete(_home, recursive: true);
    }

    [Test]
    public void Start_status_checkpoint_and_stop_work_from_the_command_line()
    {
        (int status, string output, string error) = StoneProcess.Run("start", "--home", _home);
        Assert.That(status, Is.Zero, error);
        Assert.That(output, Does.StartWith("stone maglev is ready: process "));
        (status, output, error) = StoneProcess.Run("status", "--home", _home);
        Assert.That(status, Is.Zero, error);
        Assert.That(output, Does.Contain("extent0.dbf").And.Contain("sessions"));
        (status, output, error) = StoneProcess.Run("checkpoint", "--home", _home);
        Assert.That(status, Is.Zero, error);
        Assert.That(output, Does.StartWith("stone maglev: checkpoint at commit"));
        (status, output, error) = StoneProcess.Run("stop", "--home", _home);
        Assert.That(status, Is.Zero, error);
        Assert.That(output, Is.EqualTo("stone maglev stopped\n"));
        (status, _, error) = StoneProcess.Run("status", "--home", _home);
        Assert.That(status, Is.EqualTo(1));
        Assert.That(error, Is.EqualTo($"No stone \"maglev\" runs in {_home}.\n"));
        Assert.That(File.ReadAllText(new StonePaths(_home, "maglev").LogFile), Does.Contain("Ready").And.Contain("Stopped at commit"));
    }

    [Test]
    public void A_second_stone_on_the_same_data_is_refused_naming_the_first()
    {
        Process first = Stone();
        (int status, string output, string error) = StoneProcess.Run("start", "--home", _home);
        Assert.That(status, Is.EqualTo(1));
        Assert.That(output, Is.Empty);
        Assert.That(error, Does.StartWith("A stone already serves").And.Contains($"process {first.Id}."));
        Assert.That(StoneProcess.Run("status", "--home", _home).Status, Is.Zero);
    }

    [Test]
    public void Of_many_starts_at_once_unless_one_runs_all_succeed_and_one_serves()
    {
        Task<(int Status, string Output, string Error)>[] starts =
            [.. Enumerable.Range(0, 4).Select(_ => Task.Run(() => StoneProcess.Run("start", "--home", _home, "--unless-running")))];
        Task.WaitAll(starts);
        Assert.That(starts.Select(start => start.Result.Error), Has.All.Empty);
        Assert.That(starts.Select(start => start.Result.Status), Has.All.Zero);
        Assert.That(starts.Count(start => start.Result.Output.Contains("is ready: process")), Is.EqualTo(1));
        StoneSession.Connect(_home, "maglev", "test").Dispose();
        Assert.That(StoneProcess.Run("stop", "--home", _home).Status, Is.Zero);
    }

    [Test]
    public void Two_stones_of_different_names_serve_one_home()
    {
        Stone("--name", "one");
        Stone("--name", "two");
        using StoneSession one = StoneSession.Connect(_home, "one", "test");
        using StoneSession two = StoneSession.Connect(_home, "two", "test");
        Assert.That(two.RepositoryId, Is.Not.EqualTo(one.RepositoryId));
    }

    [Test]
    public void A_gem_that_is_killed_gives_its_session_back()
    {
        Stone();
        Process gem = Gem("hold");
        Assert.That(gem.StandardOutput.ReadLine(), Is.EqualTo("session 1"));
        gem.Kill();
        Assert.That(() => StoneProcess.Run("status", "--home", _home).Output, Does.Match(@"sessions\s+0\n").After(10_000, 100));
    }

    [Test]
    public void A_gem_that_keeps_a_view_past_the_hard_limit_is_ended_and_its_view_freed()
    {
        string configuration = Path.Combine(_home, "test.conf");
        File.WriteAllText(configuration, "STN_CR_BACKLOG_HARD_LIMIT = 10;\nSTN_GEM_LOSTOT_TIMEOUT = 1;\nSTN_TRAN_FULL_LOGGING = FALSE;\n");
        Stone("--config", configuration);
        Process holder = Gem("hold");
        Assert.That(holder.StandardOutput.ReadLine(), Is.EqualTo("session 1"));
        new AcknowledgedCommits().FollowAsync(Gem("commit", 50)).Wait(30_000);
        Assert.That(holder.WaitForExit(15_000), "the gem still runs");
        Assert.That(() => StoneProcess.Run("status", "--home", _home).Output, Does.Match(@"sessions\s+0\n").After(10_000, 100));
        Assert.That(File.ReadAllText(new StonePaths(_home, "maglev").LogFile), Does.Contain("did not move its view and is ended"));
    }

    [Test]
    public void A_gem_whose_stone_is_killed_is_told_in_one_line()
    {
        Process stone = Stone();
        Process gem = Gem("commit");
        AcknowledgedCommits commits = new();
        Task drain = commits.FollowAsync(gem);
        Assert.That(() => commits.Count, Is.GreaterThan(0).After(20_000, 20));
        stone.Kill();
        gem.WaitForExit(10_000);
        drain.Wait();
        Assert.That(gem.ExitCode, Is.EqualTo(3));
        Assert.That(gem.StandardError.ReadToEnd().Trim(), Does.Match("^Stone \"maglev\" ended this session.*$"));
    }

    [Test]
    public void Nothing_acknowledged_is_lost_when_the_stone_is_killed_under_load([Values(true, false)] bool durable)
    {
        string configuration = Path.Combine(_home, "test.conf");
        File.WriteAllText(configuration, $"STN_TRAN_FULL_LOGGING = {durable};\nSTN_CHECKPOINT_INTERVAL = 1;\n");
        AcknowledgedCommits commits = new();
        for (int round = 0; round < 4; round++)
        {
            Process stone = Stone("--config", configuration);
            Process[] gems = [Gem("commit"), Gem("commit")];
            Task[] followers = [.. gems.Select(commits.FollowAsync)];
            int before = commits.Count;
            Assert.That(() => commits.Count, Is.GreaterThan(before + 200).After(20_000, 20));
            Thread.Sleep(1500 * round / 2);
            stone.Kill();
            stone.WaitForExit();
            Assert.That(Task.WaitAll(followers, 20_000));
            Process next = Stone("--config", configuration);
            using (StoneSession session = StoneSession.Connect(_home, "maglev", "test"))
                commits.Check(id => CommittedPair.Read(session, id));
            next.Kill();
            next.WaitForExit();
        }
        TestContext.Out.WriteLine($"{commits.Count} commits");
    }

    [Test]
    public void A_stone_without_data_begins_with_the_image_it_is_given()
    {
        AcknowledgedCommits commits = new();
        Stone("--name", "builder");
        commits.FollowAsync(Gem("commit", 50, "builder")).Wait(30_000);
        Assert.That(StoneProcess.Run("stop", "--home", _home, "--name", "builder").Status, Is.Zero);
        string image = Path.Combine(_home, "data", "builder", "extent0.dbf");
        Stone("--image", image);
        using (StoneSession session = StoneSession.Connect(_home, "maglev", "test"))
        {
            commits.Check(id => CommittedPair.Read(session, id));
            session.Stage(Records.Make(session.LeaseObjectIds(1)));
            Assert.That(session.Commit().Outcome, Is.EqualTo(CommitOutcome.Committed));
        }
        Assert.That(StoneProcess.Run("stop", "--home", _home).Status, Is.Zero);
        Stone("--image", image);
        using StoneSession again = StoneSession.Connect(_home, "maglev", "test");
        commits.Check(id => CommittedPair.Read(again, id));
        Assert.That(StoneProcess.Run("start", "--home", _home, "--name", "other", "--image", _home + "/none").Error,
            Does.Contain($"the image {_home}/none cannot be copied"));
    }

    [Test]
    public void An_extent_that_is_truncated_foreign_or_no_extent_is_refused_in_one_line()
    {
        Stone().Kill();
        Stone("--name", "other").Kill();
        string extent = Path.Combine(_home, "data", "maglev", "extent0.dbf");
        byte[] good = File.ReadAllBytes(extent);
        byte[] foreign = File.ReadAllBytes(Path.Combine(_home, "data", "other", "extent0.dbf"));
        foreach (byte[] bad in new[] { good[..100_000], foreign, new byte[1 << 20], [] })
        {
            File.WriteAllBytes(extent, bad);
            (int status, string output, string error) = StoneProcess.Run("start", "--home", _home);
            TestContext.Out.Write(error);
            Assert.That(status, Is.EqualTo(1));
            Assert.That(output, Is.Empty);
            Assert.That(error.TrimEnd().Split('\n'), Has.Length.EqualTo(1));
            Assert.That(error, Does.Contain("extent0.dbf").Or.Contain("tranlog"));
            Assert.That(File.ReadAllBytes(extent), Is.EqualTo(bad), "nothing may be changed");
        }
        File.WriteAllBytes(extent, good);
        Stone();
    }

    [Test]
    public void A_foreign_grpc_client_reads_the_status()
    {
        Stone();
        using StoneSession session = StoneSession.Connect(_home, "maglev", "a test of status");
        const string program = """
            import sys, grpc
            from google.protobuf import descriptor_pb2, descriptor_pool, message_factory
            file = descriptor_pb2.FileDescriptorProto(name='s.proto', package='t', syntax='proto3')
            sub = file.message_type.add(name='Session')
            sub.field.add(name='program', number=4, type=9, label=1)
            reply = file.message_type.add(name='Status')
            reply.field.add(name='name', number=1, type=9, label=1)
            reply.field.add(name='process_id', number=3, type=5, label=1)
            reply.field.add(name='durable', number=9, type=8, label=1)
            reply.field.add(name='sessions', number=12, type=11, label=3, type_name='.t.Session')
            pool = descriptor_pool.DescriptorPool()
            pool.Add(file)
            Status = message_factory.MessageFactory(pool).GetPrototype(pool.FindMessageTypeByName('t.Status'))
            channel = grpc.insecure_channel('unix:' + sys.argv[1])
            call = channel.unary_unary('/maglev.stone.v1.Stone/Status', request_serializer=lambda b: b, response_deserializer=Status.FromString)
            status = call(b'', timeout=20)
            print(status.name, status.process_id > 1, status.durable, [s.program for s in status.sessions])
            """;
        byte[] output = DebianPython.Run("grpc", "python3-grpcio", program, [], new StonePaths(_home, "maglev").ControlSocket);
        Assert.That(Encoding.UTF8.GetString(output).Trim(), Is.EqualTo("maglev True True ['a test of status']"));
    }

    [Test]
    public async Task Statistics_logins_and_logouts_work_over_grpc()
    {
        Stone();
        using GrpcChannel channel = new(new StonePaths(_home, "maglev").ControlSocket);
        using StoneSession gem = StoneSession.Connect(_home, "maglev", "test");
        gem.Stage(Records.Make(gem.LeaseObjectIds(1)));
        gem.Commit();
        List<StatisticsReply> replies = [];
        await foreach (StatisticsReply reply in channel.StreamAsync(
            "maglev.stone.v1.Stone/WatchStatistics", new WatchStatisticsRequest { IntervalMilliseconds = 100 }, StatisticsReply.Parser, default))
        {
            replies.Add(reply);
            if (replies.Count == 3)
                break;
        }
        Dictionary<string, double> values = replies[2].Statistics.ToDictionary(s => s.Name, s => s.Value);
        Assert.That(values["TotalCommits"], Is.EqualTo(1));
        Assert.That(values["NumberOfSessions"], Is.EqualTo(1));
        RemoteLoginReply login = await channel.CallAsync(
            "maglev.stone.v1.Stone/Login", new RemoteLoginRequest { User = "u", Program = "p" }, RemoteLoginReply.Parser, default);
        Assert.That(login.SessionId, Is.EqualTo(2));
        Assert.That(login.RepositoryId, Is.EqualTo(gem.RepositoryId));
        foreach (int id in new[] { login.SessionId, gem.SessionId })
            await channel.CallAsync("maglev.stone.v1.Stone/Logout", new LogoutRequest { SessionId = id }, LogoutReply.Parser, default);
        Assert.That(() => gem.LeaseObjectIds(1), Throws.TypeOf<StoneUnreachableException>());
        Assert.That(
            () => channel.CallAsync("maglev.stone.v1.Stone/Logout", new LogoutRequest { SessionId = 9 }, LogoutReply.Parser, default),
            Throws.TypeOf<GrpcException>().With.Message.EqualTo("There is no session 9."));
        StatusReply status = await channel.CallAsync("maglev.stone.v1.Stone/Status", new StatusRequest(), StatusReply.Parser, default);
        Assert.That(status.Sessions, Is.Empty);
    }

    [Test]
    public void A_session_by_grpc_ends_with_its_connection()
    {
        Stone();
        string socket = new StonePaths(_home, "maglev").ControlSocket;
        using (GrpcChannel channel = new(socket))
        {
            channel.CallAsync("maglev.stone.v1.Stone/Login", new RemoteLoginRequest { User = "u" }, RemoteLoginReply.Parser, default).Wait();
            Assert.That(StoneProcess.Run("status", "--home", _home).Output, Does.Match(@"sessions\s+1\n"));
        }
        Assert.That(() => StoneProcess.Run("status", "--home", _home).Output, Does.Match(@"sessions\s+0\n").After(10_000, 100));
    }

    [Test]
    public void An_unknown_setting_is_refused_and_nothing_is_made()
    {
        string configuration = Path.Combine(_home, "bad.conf");
        File.WriteAllText(configuration, "\nSTN_MAX_SESION = 5;\n");
        (int status, _, string error) = StoneProcess.Run("start", "--home", _home, "--config", configuration);
        Assert.That(status, Is.EqualTo(1));
        Assert.That(error, Is.EqualTo($"{configuration}:2: STN_MAX_SESION is not a known setting; the nearest is STN_MAX_SESSIONS.\n"));
        Assert.That(Directory.Exists(Path.Combine(_home, "data")), Is.False);
    }

    [TestCase("frobnicate")]
    [TestCase("start", "--frobnicate")]
    [TestCase("start", "--idle-minutes", "soon")]
    [TestCase("start", "--name", "a/b")]
    [TestCase("stop", "--home")]
    public void A_wrong_command_line_gives_one_line_and_status_1(params string[] arguments)
    {
        (int status, string output, string error) = StoneProcess.Run(arguments);
        Assert.That(status, Is.EqualTo(1));
        Assert.That(output, Is.Empty);
        Assert.That(error.TrimEnd().Split('\n'), Has.Length.EqualTo(1));
    }

    [Test]
    public void A_stone_serves_with_the_portable_platform()
    {
        string configuration = Path.Combine(_home, "test.conf");
        File.WriteAllText(configuration, "STN_PORTABLE_PLATFORM = TRUE;\n");
        Stone("--config", configuration);
        AcknowledgedCommits commits = new();
        Process gem = Gem("commit", 50);
        commits.FollowAsync(gem).Wait(30_000);
        Assert.That(commits.Count, Is.EqualTo(50), gem.StandardError.ReadToEnd());
        using StoneSession session = StoneSession.Connect(_home, "maglev", "test");
        commits.Check(id => CommittedPair.Read(session, id));
        Assert.That(StoneProcess.Run("status", "--home", _home).Output, Does.Contain("portable"));
    }

    private Process Stone(params string[] more)
    {
        Process process = StoneProcess.StartStone(_home, more);
        _processes.Add(process);
        return process;
    }

    private Process Gem(string command, int count = 0, string stone = "maglev")
    {
        Process process = StoneProcess.StartGem(command, _home, stone, count);
        _processes.Add(process);
        return process;
    }
}
