using Gem.Vm.Bytecode;
using Gem.Vm.Values;
using Kernel.Smalltalk.Syntax.Nodes;

namespace Kernel.Smalltalk.Lowering;

/// <summary>Sends that stay sends, operators with instructions of their own, cascades, messages to Ruby.</summary>
internal sealed partial class CodeLowering
{
    private void EmitSend(SendNode send, int target)
    {
        MessageNode message = send.Message;
        int saved = _builder.NextRegister;
        if (message.IsRubyNamed || message.Environment != 0)
        {
            int receiver = Operand(RequireNoSuper(send.Receiver), isStable: false);
            EmitRubyMessage(receiver, message, target);
        }
        else if (send.Receiver.Kind == NodeKind.Super)
        {
            int window = _builder.TakeMany(2 + message.Arguments.Count);
            _builder.Emit(Opcode.Move, window, 0);
            EmitMessage(message, window, target, isSuper: true);
        }
        else if (OperatorOf(message) is { } operation)
        {
            EmitOperator(operation, send, target);
        }
        else
        {
            int window = _builder.TakeMany(2 + message.Arguments.Count);
            ValueInto(send.Receiver, window);
            EmitMessage(message, window, target, isSuper: false);
        }

        _builder.ReleaseTo(saved);
    }

    private Node RequireNoSuper(Node receiver) =>
        receiver.Kind == NodeKind.Super ? throw Error(receiver, "super cannot receive a message to Ruby") : receiver;

    /// <summary>Arguments behind a receiver that stands in the window, then the send.</summary>
    private void EmitMessage(MessageNode message, int window, int target, bool isSuper)
    {
        int count = message.Arguments.Count;
        for (int i = 0; i < count; i++)
        {
            ValueInto(message.Arguments[i], window + 2 + i);
        }

        _builder.SetLine(_source.LineOf(message.Span.Start));
        int site = _builder.SendSite(_vm.Symbols.Intern(message.Selector), count, CallFlags.None);
        if (isSuper)
        {
            _builder.Load(window + 1, Gem.Vm.Values.Value.NoBlock);
            _builder.Emit(Opcode.SendSuper, target, site, window);
        }
        else
        {
            _builder.Emit(IsBlockCall(message.Selector) ? Opcode.CallBlock : Opcode.Send, target, site, window);
        }
    }

    private static bool IsBlockCall(string selector) =>
        selector is "value" or "value:" or "value:value:" or "value:value:value:" or "value:value:value:value:";

    private static Opcode? OperatorOf(MessageNode message) => message.Selector switch
    {
        "+" => Opcode.Add,
        "-" => Opcode.Subtract,
        "*" => Opcode.Multiply,
        "<" => Opcode.Less,
        "<=" => Opcode.LessEqual,
        ">" => Opcode.Greater,
        ">=" => Opcode.GreaterEqual,
        "=" => Opcode.Equal,
        "~=" => Opcode.NotEqual,
        "==" => Opcode.Identical,
        "~~" => Opcode.NotIdentical,
        _ => null,
    };

    private void EmitOperator(Opcode operation, SendNode send, int target)
    {
        Node argument = send.Message.Arguments[0];
        int left = Operand(send.Receiver, !Assigns(argument));
        if (operation is Opcode.Add or Opcode.Subtract && argument is IntegerNode { Value: var value } && value >= short.MinValue && value <= short.MaxValue)
        {
            _builder.SetLine(_source.LineOf(send.Message.Span.Start));
            _builder.Emit(operation == Opcode.Add ? Opcode.AddInteger : Opcode.SubtractInteger, target, left, (int)value);
            return;
        }

        int right = Operand(argument, isStable: true);
        _builder.SetLine(_source.LineOf(send.Message.Span.Start));
        _builder.Emit(operation, target, left, right);
    }

    /// <summary>True when evaluating a node may assign a variable of this frame.</summary>
    private bool Assigns(Node node) => node switch
    {
        AssignmentNode => true,
        SendNode send => Assigns(send.Receiver) || send.Message.Arguments.Any(Assigns),
        CascadeNode cascade => Assigns(cascade.Receiver) || cascade.Messages.Any(message => message.Arguments.Any(Assigns)),
        DynamicArrayNode array => array.Elements.Any(Assigns),
        BlockNode block => block.Body.Statements.Any(Assigns),
        ReturnNode @return => Assigns(@return.Value),
        _ => false,
    };

    private void EmitCascade(CascadeNode cascade, int target)
    {
        int saved = _builder.NextRegister;
        bool isSuper = cascade.Receiver.Kind == NodeKind.Super;
        int receiver = isSuper ? 0 : Operand(cascade.Receiver, isStable: false);
        for (int i = 0; i < cascade.Messages.Count; i++)
        {
            MessageNode message = cascade.Messages[i];
            int top = _builder.NextRegister;
            int result = i == cascade.Messages.Count - 1 ? target : _builder.Take();
            if (message.IsRubyNamed || message.Environment != 0)
            {
                RequireNoSuper(cascade.Receiver);
                EmitRubyMessage(receiver, message, result);
            }
            else
            {
                int window = _builder.TakeMany(2 + message.Arguments.Count);
                _builder.Emit(Opcode.Move, window, receiver);
                EmitMessage(message, window, result, isSuper);
            }

            _builder.ReleaseTo(top);
        }

        _builder.ReleaseTo(saved);
    }

    /// <summary>A message to Ruby: a primitive method performs it in environment 1.</summary>
    private void EmitRubyMessage(int receiver, MessageNode message, int target)
    {
        if (message.Environment > 1)
        {
            throw Error(message, $"there is no environment {message.Environment}");
        }

        int saved = _builder.NextRegister;
        int window = _builder.TakeMany(5);
        _builder.Emit(Opcode.Move, window, receiver);
        _builder.Load(window + 2, _vm.Symbols.Intern(message.IsRubyNamed ? message.Selector.TrimEnd(':') : message.Selector));
        int plain = message.Arguments.Count - (message.HasBlockArgument ? 1 : 0);
        EmitArray([.. message.Arguments.Take(plain)], window + 3);
        if (message.HasBlockArgument)
        {
            ValueInto(message.Arguments[plain], window + 4);
        }
        else
        {
            _builder.Emit(Opcode.LoadNil, window + 4);
        }

        _builder.SetLine(_source.LineOf(message.Span.Start));
        bool isSmalltalk = message.Environment == 0;
        _builder.EmitSend(target, _vm.Symbols.Intern(isSmalltalk ? "perform:withArguments:" : "rubyPerform:withArguments:block:"), window, isSmalltalk ? 2 : 3);
        _builder.ReleaseTo(saved);
    }
}
