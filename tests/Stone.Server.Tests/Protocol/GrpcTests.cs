using System.Runtime.CompilerServices;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;
using Shared.ObjectFormat.Protocol;
using Shared.ObjectFormat.Tests;
using Stone.Server.Protocol;

namespace Stone.Server.Tests.Protocol;

/// <summary>Our gRPC wire layer against itself and against a client that is not ours.</summary>
[TestFixture]
public sealed class GrpcTests
{
    private string _directory = "";
    private GrpcServer _server = null!;

    private string SocketPath => Path.Combine(_directory, "g.sock");

    [SetUp]
    public async Task StartServer()
    {
        _directory = Directory.CreateTempSubdirectory("mag").FullName;
        Dictionary<string, IGrpcMethod> methods = new()
        {
            ["/test.Echo/Once"] = new UnaryMethod<Statistic, Statistic>(Statistic.Parser, (request, _) => Task.FromResult(request)),
            ["/test.Echo/Refuse"] = new UnaryMethod<Statistic, Statistic>(Statistic.Parser, Refuse),
            ["/test.Echo/Break"] = new UnaryMethod<Statistic, Statistic>(Statistic.Parser, (_, _) => throw new InvalidOperationException("broken")),
            ["/test.Echo/Count"] = new StreamingMethod<Statistic, Statistic>(Statistic.Parser, Count),
        };
        _server = new GrpcServer(SocketPath, methods, NullLoggerFactory.Instance);
        await _server.StartAsync();
    }

    [TearDown]
    public async Task StopServer()
    {
        await _server.DisposeAsync();
        Directory.Delete(_directory, recursive: true);
    }

    [Test]
    public async Task A_unary_call_gets_its_reply([Values(0, 1, 100_000)] int nameLength)
    {
        using GrpcChannel channel = new(SocketPath);
        Statistic request = new() { Name = new string('n', nameLength), Value = 2.5 };
        Assert.That(await channel.CallAsync("test.Echo/Once", request, Statistic.Parser, default), Is.EqualTo(request));
    }

    [Test]
    public async Task A_streaming_call_gets_all_its_replies_in_order()
    {
        using GrpcChannel channel = new(SocketPath);
        List<double> got = [];
        await foreach (Statistic reply in channel.StreamAsync("test.Echo/Count", new Statistic { Value = 200 }, Statistic.Parser, default))
            got.Add(reply.Value);
        Assert.That(got, Is.EqualTo(Enumerable.Range(0, 200).Select(i => (double)i)));
    }

    [Test]
    public void A_refusal_comes_with_its_status_and_its_text_also_beyond_ascii()
    {
        using GrpcChannel channel = new(SocketPath);
        GrpcException? failure = Assert.ThrowsAsync<GrpcException>(
            () => channel.CallAsync("test.Echo/Refuse", new Statistic(), Statistic.Parser, default));
        Assert.That(failure!.Status, Is.EqualTo(GrpcStatusCode.FailedPrecondition));
        Assert.That(failure.Message, Is.EqualTo("100 % für nichts"));
    }

    [Test]
    public void An_unknown_method_and_a_broken_one_end_with_a_status()
    {
        using GrpcChannel channel = new(SocketPath);
        Assert.That(
            () => channel.CallAsync("test.Echo/None", new Statistic(), Statistic.Parser, default),
            Throws.TypeOf<GrpcException>().With.Property("Status").EqualTo(GrpcStatusCode.Unimplemented));
        Assert.That(
            () => channel.CallAsync("test.Echo/Break", new Statistic(), Statistic.Parser, default),
            Throws.TypeOf<GrpcException>().With.Property("Status").EqualTo(GrpcStatusCode.Internal));
    }

    [Test]
    public void A_socket_without_a_server_is_named()
    {
        using GrpcChannel channel = new(Path.Combine(_directory, "none.sock"));
        Assert.That(
            () => channel.CallAsync("test.Echo/Once", new Statistic(), Statistic.Parser, default),
            Throws.TypeOf<GrpcException>().With.Message.Contains("none.sock"));
    }

    [Test]
    public void Pythons_grpc_calls_streams_and_reads_refusals()
    {
        const string program = """
            import sys, grpc
            channel = grpc.insecure_channel('unix:' + sys.argv[1])
            raw = dict(request_serializer=lambda b: b, response_deserializer=lambda b: b)
            message = b'\x0a\x02hi\x11' + b'\x00' * 6 + b'\x08\x40'
            assert channel.unary_unary('/test.Echo/Once', **raw)(message, timeout=20) == message
            assert len(list(channel.unary_stream('/test.Echo/Count', **raw)(message, timeout=20))) == 3
            try:
                channel.unary_unary('/test.Echo/Refuse', **raw)(message, timeout=20)
            except grpc.RpcError as e:
                assert e.code() == grpc.StatusCode.FAILED_PRECONDITION, e.code()
                assert e.details() == '100 % für nichts', e.details()
            print('done')
            """;
        byte[] output = DebianPython.Run("grpc", "python3-grpcio", program, [], SocketPath);
        Assert.That(Encoding.UTF8.GetString(output).Trim(), Is.EqualTo("done"));
    }

    private static Task<Statistic> Refuse(Statistic request, HttpContext call) =>
        throw new GrpcException(GrpcStatusCode.FailedPrecondition, "100 % für nichts");

    private static async IAsyncEnumerable<Statistic> Count(Statistic request, [EnumeratorCancellation] CancellationToken cancellation)
    {
        for (int i = 0; i < request.Value; i++)
        {
            await Task.Yield();
            yield return new Statistic { Value = i };
        }
    }
}
