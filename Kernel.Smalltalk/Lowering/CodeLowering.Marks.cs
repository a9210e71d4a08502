using Gem.Vm.Bytecode;
using Gem.Vm.Lowering;
using Kernel.Smalltalk.Syntax.Nodes;

namespace Kernel.Smalltalk.Lowering;

/// <summary>The methods that the exception protocol marks: their exception tables.</summary>
internal sealed partial class CodeLowering
{
    /// <summary>Register of on:do:'s second argument.</summary>
    internal const int HandlerBlockRegister = 3;

    private static string? MarkOf(MethodNode method) =>
        method.HasPragma(SmalltalkMarks.ExceptionHandler) ? SmalltalkMarks.ExceptionHandler
            : method.HasPragma(SmalltalkMarks.UnwindAction) ? SmalltalkMarks.UnwindAction
            : method.HasPragma(SmalltalkMarks.HandlerActivation) ? SmalltalkMarks.HandlerActivation
            : null;

    /// <summary>
    /// on:do:, whose one statement returns the value of the protected part. An exception that unwinds to here goes to
    /// raised:on:do:. A restart (handlerRestart) changes self and delivers Undefined as the protected part's value; if the
    /// handler block is Undefined then, too, an exception left the handler (handlerFail): it is self, and goes on outwards.
    /// </summary>
    private void EmitHandlerBody(MethodNode method)
    {
        if (method.Body.Statements is not [ReturnNode @return] || method.Parameters.Count != 2)
        {
            throw Error(method, "an <exceptionHandler> takes two arguments and has one statement, a return");
        }

        int errorInfo = _builder.Take();
        int value = _builder.Take();
        int exception = _builder.Take();
        var done = new Label();
        _builder.Emit(Opcode.GetErrorInfo, errorInfo);
        Label start = _builder.Here();
        ValueInto(@return.Value, value);
        Label end = _builder.Here();
        _builder.EmitJump(Opcode.JumpGiven, value, done);
        _builder.EmitJump(Opcode.JumpGiven, HandlerBlockRegister, start);
        _builder.Emit(Opcode.Rethrow, 0);
        _builder.Mark(done);
        _builder.Emit(Opcode.Return, value);

        Label handler = _builder.Here();
        int window = _builder.TakeMany(5);
        _builder.Emit(Opcode.SetErrorInfo, errorInfo);
        _builder.Emit(Opcode.Move, window, 0);
        _builder.Emit(Opcode.Move, window + 2, exception);
        _builder.Emit(Opcode.Move, window + 3, 2);
        _builder.Emit(Opcode.Move, window + 4, HandlerBlockRegister);
        _builder.EmitSend(value, _vm.Symbols.Intern("raised:on:do:"), window, 3);
        _builder.Emit(Opcode.Return, value);
        _builder.AddHandler(start, end, handler, exception, HandlerKind.Rescue);
    }

    /// <summary>evaluate:, whose one statement runs a handler: an exception that leaves it passes over the frames of the signal.</summary>
    private void EmitActivationBody(MethodNode method)
    {
        if (method.Body.Statements is not [ReturnNode @return])
        {
            throw Error(method, "a <handlerActivation> has one statement, a return");
        }

        int value = _builder.Take();
        int exception = _builder.Take();
        Label start = _builder.Here();
        ValueInto(@return.Value, value);
        Label end = _builder.Here();
        _builder.Emit(Opcode.Return, value);

        Label handler = _builder.Here();
        int window = _builder.TakeMany(3);
        _builder.Emit(Opcode.Move, window, 0);
        _builder.Emit(Opcode.Move, window + 2, exception);
        _builder.EmitSend(value, _vm.Symbols.Intern("failWith:"), window, 1);
        _builder.Emit(Opcode.Return, value);
        _builder.AddHandler(start, end, handler, exception, HandlerKind.Rescue);
    }

    /// <summary>ensure:, whose first statement is protected: whatever unwinds it, the argument is evaluated first.</summary>
    private void EmitUnwindBody(MethodNode method)
    {
        if (method.Body.Statements.Count == 0 || method.Parameters.Count != 1)
        {
            throw Error(method, "an <unwindAction> takes one argument and has a first statement to protect");
        }

        DeclareTemporaries(method.Body, isFresh: true);
        int unwinding = _builder.Take();
        Label start = _builder.Here();
        Effect(method.Body.Statements[0]);
        Label end = _builder.Here();
        EmitStatements(method.Body.Statements, 1);
        EmitReturnSelf();

        Label handler = _builder.Here();
        int window = _builder.TakeMany(2);
        _builder.Emit(Opcode.Move, window, 2);
        _builder.Emit(Opcode.CallBlock, window, _builder.SendSite(_vm.Symbols.Intern("value"), 0, CallFlags.None), window);
        _builder.Emit(Opcode.EndEnsure, unwinding);
        _builder.AddHandler(start, end, handler, unwinding, HandlerKind.Ensure);
    }
}
