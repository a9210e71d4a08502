using Gem.Vm.Interpreter;
using Gem.Vm.Values;

namespace Gem.Vm.Memory;

/// <summary>All objects of the VM, as far as they are found: .NET tells nobody what is on its heap.</summary>
internal sealed partial class LocalObjects
{
    /// <summary>
    /// What is loaded of the repository, what globals, classes and the stacks of all threads refer to, and what is reached from there; parts
    /// that no program sees are among them, compiled code is not. What only a primitive holds is not found.
    /// </summary>
    public List<HeapObject> Reachable()
    {
        _references.Clear();
        foreach (ThreadObject thread in vm.Threads.Alive)
        {
            AddThread(thread);
        }

        List<HeapObject> reached = [.. Roots().Concat(_references).Where(IsData).Distinct()];
        HashSet<HeapObject> seen = new(reached, ReferenceEqualityComparer.Instance);
        for (int i = 0; i < reached.Count; i++)
        {
            foreach (HeapObject body in Followed(reached[i]))
            {
                if (IsData(body) && seen.Add(body))
                {
                    reached.Add(body);
                }
            }
        }

        return reached;
    }

    /// <summary>What an object refers to: objects that programs see, behind parts that they do not.</summary>
    public List<HeapObject> VisibleFrom(HeapObject body)
    {
        List<HeapObject> found = [];
        Queue<HeapObject> parts = new([body]);
        HashSet<HeapObject> seen = new(ReferenceEqualityComparer.Instance);
        while (parts.TryDequeue(out HeapObject? part))
        {
            foreach (HeapObject referred in Followed(part).Where(IsData).Where(seen.Add))
            {
                if (IsPart(referred))
                {
                    parts.Enqueue(referred);
                }
                else
                {
                    found.Add(referred);
                }
            }
        }

        return found;
    }

    /// <summary>False for what only the interpreter knows, and for code: its literals are no program's objects.</summary>
    private static bool IsData(HeapObject body) => body.Kind is not (BodyKind.None or BodyKind.CompiledCode);

    private List<HeapObject> Followed(HeapObject body)
    {
        switch (body)
        {
            case MethodDictionary or ConstantTable { IsHollow: true }:
                return [];
            case ThreadObject thread:
                _references.Clear();
                AddThread(thread);
                return _references;
            case FiberObject { Line: { } line }:
                _references.Clear();
                AddLine(line);
                return _references;
            default:
                return ReferencesOf(body);
        }
    }

    private void AddThread(ThreadObject thread)
    {
        Object(thread);
        Object(thread.Block);
        Reference(thread.Result);
        Reference(thread.Failure);
        Reference(thread.Locals);
        if (thread.Root is not null)
        {
            AddLine(thread.Root);
            AddLine(thread.Current);
        }
    }

    private void AddLine(VmThread line)
    {
        Object(line.Fiber);
        Reference(line.ErrorInfo);
        foreach (Value value in line.Stack.AsSpan(0, Math.Min(line.NextBase, line.Stack.Length)))
        {
            Reference(value);
        }

        foreach (ref Frame frame in line.Frames.AsSpan(1, line.FrameIndex))
        {
            Object(frame.Closure);
            Object(frame.Environment);
        }
    }
}
