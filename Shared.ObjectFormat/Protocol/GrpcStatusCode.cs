namespace Shared.ObjectFormat.Protocol;

/// <summary>gRPC's status codes (https://grpc.github.io/grpc/core/md_doc_statuscodes.html), those in use here.</summary>
public enum GrpcStatusCode
{
    /// <summary>Done.</summary>
    Ok = 0,

    /// <summary>Cancelled by the caller.</summary>
    Cancelled = 1,

    /// <summary>Unknown failure.</summary>
    Unknown = 2,

    /// <summary>The request is wrong whatever the state.</summary>
    InvalidArgument = 3,

    /// <summary>What was named does not exist.</summary>
    NotFound = 5,

    /// <summary>A limit is reached.</summary>
    ResourceExhausted = 8,

    /// <summary>Not in this state.</summary>
    FailedPrecondition = 9,

    /// <summary>The call broke off; nobody knows how far it came.</summary>
    Aborted = 10,

    /// <summary>No such method.</summary>
    Unimplemented = 12,

    /// <summary>A mistake inside, or a message that cannot be read.</summary>
    Internal = 13,

    /// <summary>Nobody answers.</summary>
    Unavailable = 14,
}
