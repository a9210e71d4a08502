using Gem.Vm.Values;

namespace Gem.Vm.Classes;

/// <summary>Symbols that the VM itself sends or compares with.</summary>
public sealed class Selectors(SymbolTable symbols)
{
    /// <summary>initialize.</summary>
    public readonly SymbolObject Initialize = symbols.Intern("initialize");

    /// <summary>method_missing.</summary>
    public readonly SymbolObject MethodMissing = symbols.Intern("method_missing");

    /// <summary>respond_to?.</summary>
    public readonly SymbolObject RespondTo = symbols.Intern("respond_to?");

    /// <summary>respond_to_missing?.</summary>
    public readonly SymbolObject RespondToMissing = symbols.Intern("respond_to_missing?");

    /// <summary>doesNotUnderstand:.</summary>
    public readonly SymbolObject DoesNotUnderstand = symbols.Intern("doesNotUnderstand:");

    /// <summary>to_s.</summary>
    public readonly SymbolObject ToS = symbols.Intern("to_s");

    /// <summary>to_str.</summary>
    public readonly SymbolObject ToStr = symbols.Intern("to_str");

    /// <summary>to_a.</summary>
    public readonly SymbolObject ToA = symbols.Intern("to_a");

    /// <summary>to_ary.</summary>
    public readonly SymbolObject ToAry = symbols.Intern("to_ary");

    /// <summary>to_hash.</summary>
    public readonly SymbolObject ToHash = symbols.Intern("to_hash");

    /// <summary>to_proc.</summary>
    public readonly SymbolObject ToProc = symbols.Intern("to_proc");

    /// <summary>to_int.</summary>
    public readonly SymbolObject ToInt = symbols.Intern("to_int");

    /// <summary>inspect.</summary>
    public readonly SymbolObject Inspect = symbols.Intern("inspect");

    /// <summary>hash.</summary>
    public readonly SymbolObject Hash = symbols.Intern("hash");

    /// <summary>eql?.</summary>
    public readonly SymbolObject Eql = symbols.Intern("eql?");

    /// <summary>call.</summary>
    public readonly SymbolObject Call = symbols.Intern("call");

    /// <summary>each.</summary>
    public readonly SymbolObject Each = symbols.Intern("each");

    /// <summary>coerce.</summary>
    public readonly SymbolObject Coerce = symbols.Intern("coerce");

    /// <summary>==.</summary>
    public readonly SymbolObject Equal = symbols.Intern("==");

    /// <summary>!=.</summary>
    public readonly SymbolObject NotEqual = symbols.Intern("!=");

    /// <summary>===.</summary>
    public readonly SymbolObject CaseEqual = symbols.Intern("===");

    /// <summary>Compare: &lt;=&gt;.</summary>
    public readonly SymbolObject Compare = symbols.Intern("<=>");

    /// <summary>+.</summary>
    public readonly SymbolObject Plus = symbols.Intern("+");

    /// <summary>-.</summary>
    public readonly SymbolObject Minus = symbols.Intern("-");

    /// <summary>*.</summary>
    public readonly SymbolObject Times = symbols.Intern("*");

    /// <summary>/.</summary>
    public readonly SymbolObject Divide = symbols.Intern("/");

    /// <summary>%.</summary>
    public readonly SymbolObject Modulo = symbols.Intern("%");

    /// <summary>&amp;.</summary>
    public readonly SymbolObject And = symbols.Intern("&");

    /// <summary>|.</summary>
    public readonly SymbolObject Or = symbols.Intern("|");

    /// <summary>&lt;&lt;.</summary>
    public readonly SymbolObject ShiftLeft = symbols.Intern("<<");

    /// <summary>&gt;&gt;.</summary>
    public readonly SymbolObject ShiftRight = symbols.Intern(">>");

    /// <summary>&lt;.</summary>
    public readonly SymbolObject Less = symbols.Intern("<");

    /// <summary>&lt;=.</summary>
    public readonly SymbolObject LessEqual = symbols.Intern("<=");

    /// <summary>&gt;.</summary>
    public readonly SymbolObject Greater = symbols.Intern(">");

    /// <summary>&gt;=.</summary>
    public readonly SymbolObject GreaterEqual = symbols.Intern(">=");

    /// <summary>!.</summary>
    public readonly SymbolObject Not = symbols.Intern("!");

    /// <summary>[].</summary>
    public readonly SymbolObject GetElement = symbols.Intern("[]");

    /// <summary>[]=.</summary>
    public readonly SymbolObject SetElement = symbols.Intern("[]=");

    /// <summary>=.</summary>
    public readonly SymbolObject SmalltalkEqual = symbols.Intern("=");

    /// <summary>~=.</summary>
    public readonly SymbolObject SmalltalkNotEqual = symbols.Intern("~=");

    /// <summary>nonBoolean.</summary>
    public readonly SymbolObject NonBoolean = symbols.Intern("nonBoolean");

    /// <summary>inherited.</summary>
    public readonly SymbolObject Inherited = symbols.Intern("inherited");

    /// <summary>method_added.</summary>
    public readonly SymbolObject MethodAdded = symbols.Intern("method_added");

    /// <summary>singleton_method_added.</summary>
    public readonly SymbolObject SingletonMethodAdded = symbols.Intern("singleton_method_added");

    /// <summary>const_missing.</summary>
    public readonly SymbolObject ConstMissing = symbols.Intern("const_missing");

    /// <summary>message.</summary>
    public readonly SymbolObject Message = symbols.Intern("message");
}
