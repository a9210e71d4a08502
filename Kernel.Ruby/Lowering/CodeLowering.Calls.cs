using Gem.Vm.Bytecode;
using Gem.Vm.Lowering;
using Kernel.Ruby.Syntax.Nodes;
using NodeFlags = Kernel.Ruby.Syntax.Nodes.CallFlags;
using SendFlags = Gem.Vm.Bytecode.CallFlags;

namespace Kernel.Ruby.Lowering;

/// <summary>Calls.</summary>
internal sealed partial class CodeLowering
{
    private void LowerCall(CallNode call, int destination)
    {
        if ((call.Flags & NodeFlags.AttributeWrite) != 0)
        {
            LowerAttributeWrite(call, destination);
            return;
        }

        if (call.Name == "!" && call.Receiver is not null && call.Arguments is null)
        {
            LowerNot(call, OrScratch(destination));
            return;
        }

        if (call is { Name: "freeze" or "-@", Receiver: StringNode text, Arguments: null, Block: null })
        {
            Load(destination, _unit.FrozenString(text.Unescaped, EncodingOf(text.Flags)));
            return;
        }

        if (IsPlainOperator(call) && LowerOperator(call, destination))
        {
            return;
        }

        int window = TakeWindow();
        bool isToSelf = call.Receiver is null or SelfNode;
        if (!isToSelf)
        {
            Lower(call.Receiver!, window);
        }

        Label? isNil = isToSelf ? null : BeginSafeNavigation(call.Flags, window);
        (int count, SendFlags flags, bool hasBlock) = LowerArguments(call.Arguments, call.Block, window);
        flags |= ReceiverFlags(call.Receiver, call.Flags);
        int result = OrDiscard(destination);
        _builder.SetLine(LineOf(call));
        if (isToSelf)
        {
            _builder.EmitSelfSend(result, _unit.Symbol(call.Name), window, count, flags, hasBlock);
        }
        else
        {
            _builder.EmitSend(result, _unit.Symbol(call.Name), window, count, flags, hasBlock);
        }

        EndSafeNavigation(isNil, destination);
    }

    /// <summary>A call is reported at the line of its name.</summary>
    private int LineOf(CallNode call) =>
        _unit.LineOf(call.MessageLocation.Length > 0 ? call.MessageLocation.Start : call.Location.Start);

    private void LowerReceiver(Node? receiver, int register)
    {
        if (receiver is null)
        {
            Move(register, 0);
        }
        else
        {
            Lower(receiver, register);
        }
    }

    private static SendFlags ReceiverFlags(Node? receiver, NodeFlags flags) => receiver switch
    {
        null when (flags & NodeFlags.VariableCall) != 0 => SendFlags.SelfCall | SendFlags.VariableCall,
        null => SendFlags.SelfCall,
        SelfNode => SendFlags.ExplicitSelf,
        _ => SendFlags.None,
    };

    /// <summary><c>&amp;.</c>: jumps over the call when the receiver is nil.</summary>
    private Label? BeginSafeNavigation(NodeFlags flags, int receiver)
    {
        if ((flags & NodeFlags.SafeNavigation) == 0)
        {
            return null;
        }

        Label isNil = new();
        _builder.EmitJump(Opcode.JumpNil, receiver, isNil);
        return isNil;
    }

    private void EndSafeNavigation(Label? isNil, int destination)
    {
        if (isNil is null)
        {
            return;
        }

        if (destination < 0)
        {
            _builder.Mark(isNil);
            return;
        }

        Label end = new();
        _builder.EmitJump(Opcode.Jump, 0, end);
        _builder.Mark(isNil);
        LoadNil(destination);
        _builder.Mark(end);
    }

    /// <summary><c>a.b = c</c> and <c>a[i] = c</c>: the value is what was assigned, whatever the method returns.</summary>
    private void LowerAttributeWrite(CallNode call, int destination)
    {
        Node[] arguments = call.Arguments?.Arguments ?? [];
        if (call.Name == "[]=" && arguments.Length == 2 && IsPlain(arguments[0]) && IsPlain(arguments[1]) && call.Block is null
            && call.Receiver is not null && (call.Flags & NodeFlags.SafeNavigation) == 0)
        {
            int receiver = Operand(call.Receiver, arguments);
            int index = Operand(arguments[0], arguments[1]);
            int value = Operand(arguments[1]);
            _builder.SetLine(LineOf(call));
            _builder.Emit(Opcode.SetElement, value, receiver, index);
            Move(destination, value);
            return;
        }

        int kept = destination < 0 ? Unused : Workplace(destination);
        int window = TakeWindow();
        LowerReceiver(call.Receiver, window);
        Label? isNil = BeginSafeNavigation(call.Flags, window);
        (int count, SendFlags flags, bool hasBlock) = LowerArguments(call.Arguments, call.Block, window, keepLast: kept);
        _builder.SetLine(LineOf(call));
        _builder.EmitSend(window, _unit.Symbol(call.Name), window, count, flags | ReceiverFlags(call.Receiver, call.Flags), hasBlock);
        EndSafeNavigation(isNil, kept);
        Move(destination, kept);
    }

    /// <summary>True for an argument that is neither splat nor keywords.</summary>
    private static bool IsPlain(Node argument) => argument.Kind is not (NodeKind.Splat or NodeKind.KeywordHash or NodeKind.ForwardingArguments or NodeKind.BlockArgument);

    /// <summary>
    /// Arguments and block into a window whose receiver and block register are taken. <paramref name="keepLast"/> receives
    /// a copy of the last argument.
    /// </summary>
    private (int Count, SendFlags Flags, bool HasBlock) LowerArguments(ArgumentsNode? list, Node? block, int window, int keepLast = Unused)
    {
        Node[] arguments = list?.Arguments ?? [];
        SendFlags flags = SendFlags.None;
        int count = arguments.Length;
        bool forwards = Array.Exists(arguments, argument => argument is ForwardingArgumentsNode);
        if (forwards || arguments.Length > ChunkSize || Array.Exists(arguments, argument => argument is SplatNode))
        {
            flags = LowerSplatArguments(arguments, _builder.Take(), keepLast);
            count = 1;
        }
        else
        {
            for (int i = 0; i < arguments.Length; i++)
            {
                int register = _builder.Take();
                Lower(arguments[i], register);
                if (arguments[i] is KeywordHashNode)
                {
                    flags |= SendFlags.Keywords;
                }

                if (i == arguments.Length - 1)
                {
                    Move(keepLast, register);
                }
            }
        }

        bool hasBlock = LowerBlockArgument(block, forwards, window + 1, ref flags);
        return (count, flags, hasBlock);
    }

    /// <summary>Arguments with splats: one array, the keywords its last element.</summary>
    private SendFlags LowerSplatArguments(Node[] arguments, int array, int keepLast)
    {
        SendFlags flags = SendFlags.Splat;
        Node? last = arguments[^1];
        bool forwards = last is ForwardingArgumentsNode;
        bool splitsLast = last is KeywordHashNode or ForwardingArgumentsNode || keepLast >= 0;
        Node[] first = splitsLast ? arguments[..^1] : arguments;
        if (first is [SplatNode single])
        {
            int register = _builder.Take();
            LowerSplatValue(single, register);
            _builder.Emit(Opcode.SplatToArray, array, register);
        }
        else
        {
            LowerLongArray(first, array);
        }

        if (!splitsLast)
        {
            return flags;
        }

        int value = _builder.Take();
        if (forwards)
        {
            ReadHidden(HiddenNames.Rest, value);
            _builder.Emit(Opcode.ArrayConcat, array, value);
            ReadHidden(HiddenNames.KeywordRest, value);
        }
        else
        {
            Lower(last is SplatNode splat ? splat.Expression : last, value);
        }

        _builder.Emit(last is SplatNode ? Opcode.ArrayConcat : Opcode.ArrayAppend, array, value);
        Move(keepLast, value);
        _builder.ReleaseTo(array + 1);
        return last is KeywordHashNode || forwards ? flags | SendFlags.Keywords : flags;
    }

    private bool LowerBlockArgument(Node? block, bool forwards, int register, ref SendFlags flags)
    {
        switch (block)
        {
            case BlockNode literal:
                _builder.EmitWide(Opcode.MakeBlock, register, _builder.Literal(LowerBlock(literal)));
                return true;
            case BlockArgumentNode argument when IsOwnBlock(argument.Expression):
                Move(register, 1);
                return true;
            case BlockArgumentNode { Expression: null }:
                ReadHidden(HiddenNames.Block, register);
                flags |= SendFlags.BlockArgument;
                return true;
            case BlockArgumentNode argument:
                Lower(argument.Expression, register);
                flags |= SendFlags.BlockArgument;
                return true;
        }

        if (forwards && _scope.Kind == ScopeKind.Method)
        {
            Move(register, 1);
        }
        else if (forwards)
        {
            ReadHidden(HiddenNames.Block, register);
            flags |= SendFlags.BlockArgument;
        }

        return forwards;
    }

    /// <summary>
    /// True for the method's own block, passed on as it came: it stands in its register as a call wants it, no conversion
    /// needed.
    /// </summary>
    private bool IsOwnBlock(Node? expression)
    {
        if (_scope.Kind != ScopeKind.Method || _scope.KeepsAll || !_builder.Code.Parameters.HasBlock)
        {
            return false;
        }

        ScopeVariable block = _scope.Parameters[^1];
        return expression is null ? block.Name == HiddenNames.Block
            : expression is LocalVariableReadNode { Depth: 0 } read && read.Name == block.Name && !block.IsAssigned;
    }

    private void LowerYield(YieldNode yield, int destination)
    {
        int window = TakeWindow();
        (int count, SendFlags flags, _) = LowerArguments(yield.Arguments, null, window);
        SetLine(yield);
        _builder.Emit(Opcode.Yield, OrDiscard(destination), _builder.SendSite(_unit.Vm.Selectors.Call, count, flags), window);
    }

    private void LowerSuper(SuperNode super, int destination)
    {
        int window = TakeWindow();
        Move(window, 0);
        (int count, SendFlags flags, bool hasBlock) = LowerArguments(super.Arguments, super.Block, window);
        EmitSuper(super, window, count, flags, hasBlock, destination);
    }

    private void EmitSuper(Node node, int window, int count, SendFlags flags, bool hasBlock, int destination)
    {
        if (!hasBlock && _scope.Kind == ScopeKind.Method)
        {
            Move(window + 1, 1);
        }
        else if (!hasBlock)
        {
            _builder.Emit(Opcode.LoadMethodBlock, window + 1);
            flags |= SendFlags.BlockArgument;
        }

        SetLine(node);
        int site = _builder.SendSite(_builder.Code.Root.Name ?? _unit.Symbol("super"), count, flags | SendFlags.SelfCall);
        _builder.Emit(Opcode.SendSuper, OrDiscard(destination), site, window);
    }

    /// <summary>super without arguments: the present values of the method's parameters.</summary>
    private void LowerForwardingSuper(ForwardingSuperNode super, int destination)
    {
        VariableScope home = _scope.Home;
        int window = TakeWindow();
        Move(window, 0);
        (int count, SendFlags flags) = LowerOwnParameters(home);
        SendFlags blockFlags = SendFlags.None;
        bool hasBlock = LowerBlockArgument(super.Block, false, window + 1, ref blockFlags);
        EmitSuper(super, window, count, flags | blockFlags | SendFlags.ImplicitArguments, hasBlock, destination);
    }

    private (int Count, SendFlags Flags) LowerOwnParameters(VariableScope home)
    {
        Gem.Vm.Bytecode.ParameterList list = _unit.ParametersOf(home);
        int keywordStart = list.Required + list.Optional + (list.HasRest ? 1 : 0) + list.Post;
        if (!list.HasRest)
        {
            for (int i = 0; i < keywordStart; i++)
            {
                ReadVariable(home, home.Parameters[i], _builder.Take());
            }

            if (!list.TakesKeywords)
            {
                return (keywordStart, SendFlags.None);
            }

            LowerOwnKeywords(home, list, keywordStart, _builder.Take());
            return (keywordStart + 1, SendFlags.Keywords);
        }

        int array = _builder.Take();
        int value = _builder.Take();
        _builder.Emit(Opcode.NewArray, array, value, 0);
        for (int i = 0; i < keywordStart; i++)
        {
            ReadVariable(home, home.Parameters[i], value);
            _builder.Emit(i == list.Required + list.Optional ? Opcode.ArrayConcat : Opcode.ArrayAppend, array, value);
        }

        if (list.TakesKeywords)
        {
            LowerOwnKeywords(home, list, keywordStart, value);
            _builder.Emit(Opcode.ArrayAppend, array, value);
        }

        _builder.ReleaseTo(array + 1);
        return (1, list.TakesKeywords ? SendFlags.Splat | SendFlags.Keywords : SendFlags.Splat);
    }

    private void LowerOwnKeywords(VariableScope home, Gem.Vm.Bytecode.ParameterList list, int start, int hash)
    {
        int mark = _builder.NextRegister;
        int key = _builder.Take();
        int value = _builder.Take();
        _builder.Emit(Opcode.NewHash, hash, key, 0);
        for (int i = 0; i < list.Keywords.Length; i++)
        {
            _builder.Load(key, list.Keywords[i].Name);
            ReadVariable(home, home.Parameters[start + i], value);
            _builder.Emit(Opcode.HashStore, hash, key, value);
        }

        if (list.HasKeywordRest)
        {
            ReadVariable(home, home.Parameters[start + list.Keywords.Length], value);
            _builder.Emit(Opcode.HashMerge, hash, value);
        }

        _builder.ReleaseTo(mark);
    }
}
