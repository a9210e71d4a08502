using Gem.Vm.Values;
using Shared.ObjectFormat.Identity;

namespace Gem.Vm.Classes;

/// <summary>The classes that the VM itself must know, by their well-known ids.</summary>
public sealed class CoreClasses
{
    private readonly ClassObject?[] classes = new ClassObject?[(int)WellKnownObjects.FirstLeased];

    /// <summary>The class with a well-known id.</summary>
    public ClassObject this[ulong id]
    {
        get => classes[id] ?? throw new InvalidOperationException($"core class {id} is not there");
        set => classes[id] = value;
    }

    /// <summary>True when the class with a well-known id exists.</summary>
    public bool Has(ulong id) => classes[id] is not null;

    /// <summary>Object.</summary>
    public ClassObject Object => classes[WellKnownObjects.ObjectClass]!;

    /// <summary>BasicObject.</summary>
    public ClassObject BasicObject => classes[WellKnownObjects.BasicObjectClass]!;

    /// <summary>Module.</summary>
    public ClassObject Module => classes[WellKnownObjects.ModuleClass]!;

    /// <summary>Class.</summary>
    public ClassObject Class => classes[WellKnownObjects.ClassClass]!;

    /// <summary>NilClass.</summary>
    public ClassObject NilClass => classes[WellKnownObjects.NilClassClass]!;

    /// <summary>TrueClass.</summary>
    public ClassObject TrueClass => classes[WellKnownObjects.TrueClassClass]!;

    /// <summary>FalseClass.</summary>
    public ClassObject FalseClass => classes[WellKnownObjects.FalseClassClass]!;

    /// <summary>Integer.</summary>
    public ClassObject Integer => classes[WellKnownObjects.IntegerClass]!;

    /// <summary>Float.</summary>
    public ClassObject Float => classes[WellKnownObjects.FloatClass]!;

    /// <summary>Symbol.</summary>
    public ClassObject Symbol => classes[WellKnownObjects.SymbolClass]!;

    /// <summary>Layout.</summary>
    public ClassObject Layout => classes[WellKnownObjects.LayoutClass]!;

    /// <summary>String.</summary>
    public ClassObject String => classes[WellKnownObjects.StringClass]!;

    /// <summary>Array.</summary>
    public ClassObject Array => classes[WellKnownObjects.ArrayClass]!;

    /// <summary>Hash.</summary>
    public ClassObject Hash => classes[WellKnownObjects.HashClass]!;

    /// <summary>Range.</summary>
    public ClassObject Range => classes[WellKnownObjects.RangeClass]!;

    /// <summary>Proc.</summary>
    public ClassObject Proc => classes[WellKnownObjects.ProcClass]!;

    /// <summary>Exception.</summary>
    public ClassObject Exception => classes[WellKnownObjects.ExceptionClass]!;

    /// <summary>Kernel.</summary>
    public ClassObject Kernel => classes[WellKnownObjects.KernelClass]!;

    /// <summary>Comparable.</summary>
    public ClassObject Comparable => classes[WellKnownObjects.ComparableClass]!;

    /// <summary>Enumerable.</summary>
    public ClassObject Enumerable => classes[WellKnownObjects.EnumerableClass]!;

    /// <summary>Environment.</summary>
    public ClassObject Environment => classes[WellKnownObjects.EnvironmentClass]!;

    /// <summary>CompiledMethod.</summary>
    public ClassObject CompiledMethod => classes[WellKnownObjects.CompiledMethodClass]!;

    /// <summary>MethodDictionary.</summary>
    public ClassObject MethodDictionary => classes[WellKnownObjects.MethodDictionaryClass]!;

    /// <summary>ConstantTable.</summary>
    public ClassObject ConstantTable => classes[WellKnownObjects.ConstantTableClass]!;

    /// <summary>Character.</summary>
    public ClassObject Character => classes[WellKnownObjects.CharacterClass]!;

    /// <summary>Method.</summary>
    public ClassObject Method => classes[WellKnownObjects.MethodClass]!;

    /// <summary>UnboundMethod.</summary>
    public ClassObject UnboundMethod => classes[WellKnownObjects.UnboundMethodClass]!;

    /// <summary>Regexp.</summary>
    public ClassObject Regexp => classes[WellKnownObjects.RegexpClass]!;

    /// <summary>MatchData.</summary>
    public ClassObject MatchData => classes[WellKnownObjects.MatchDataClass]!;

    /// <summary>Metaclass.</summary>
    public ClassObject Metaclass => classes[WellKnownObjects.MetaclassClass]!;

    /// <summary>Numeric.</summary>
    public ClassObject Numeric => classes[WellKnownObjects.NumericClass]!;

    /// <summary>Struct.</summary>
    public ClassObject Struct => classes[WellKnownObjects.StructClass]!;

    /// <summary>Time.</summary>
    public ClassObject Time => classes[WellKnownObjects.TimeClass]!;

    /// <summary>IO.</summary>
    public ClassObject IO => classes[WellKnownObjects.IOClass]!;

    /// <summary>File.</summary>
    public ClassObject File => classes[WellKnownObjects.FileClass]!;

    /// <summary>Random.</summary>
    public ClassObject Random => classes[WellKnownObjects.RandomClass]!;

    /// <summary>Thread.</summary>
    public ClassObject Thread => classes[WellKnownObjects.ThreadClass]!;

    /// <summary>Fiber.</summary>
    public ClassObject Fiber => classes[WellKnownObjects.FiberClass]!;

    /// <summary>Binding.</summary>
    public ClassObject Binding => classes[WellKnownObjects.BindingClass]!;

    /// <summary>Maglev.</summary>
    public ClassObject Maglev => classes[WellKnownObjects.MaglevClass]!;

    /// <summary>ScriptError.</summary>
    public ClassObject ScriptError => classes[WellKnownObjects.ScriptErrorClass]!;

    /// <summary>LoadError.</summary>
    public ClassObject LoadError => classes[WellKnownObjects.LoadErrorClass]!;

    /// <summary>NotImplementedError.</summary>
    public ClassObject NotImplementedError => classes[WellKnownObjects.NotImplementedErrorClass]!;

    /// <summary>SyntaxError.</summary>
    public ClassObject SyntaxError => classes[WellKnownObjects.SyntaxErrorClass]!;

    /// <summary>NoMemoryError.</summary>
    public ClassObject NoMemoryError => classes[WellKnownObjects.NoMemoryErrorClass]!;

    /// <summary>SecurityError.</summary>
    public ClassObject SecurityError => classes[WellKnownObjects.SecurityErrorClass]!;

    /// <summary>SignalException.</summary>
    public ClassObject SignalException => classes[WellKnownObjects.SignalExceptionClass]!;

    /// <summary>Interrupt.</summary>
    public ClassObject Interrupt => classes[WellKnownObjects.InterruptClass]!;

    /// <summary>SystemExit.</summary>
    public ClassObject SystemExit => classes[WellKnownObjects.SystemExitClass]!;

    /// <summary>SystemStackError.</summary>
    public ClassObject SystemStackError => classes[WellKnownObjects.SystemStackErrorClass]!;

    /// <summary>StandardError.</summary>
    public ClassObject StandardError => classes[WellKnownObjects.StandardErrorClass]!;

    /// <summary>ArgumentError.</summary>
    public ClassObject ArgumentError => classes[WellKnownObjects.ArgumentErrorClass]!;

    /// <summary>UncaughtThrowError.</summary>
    public ClassObject UncaughtThrowError => classes[WellKnownObjects.UncaughtThrowErrorClass]!;

    /// <summary>EncodingError.</summary>
    public ClassObject EncodingError => classes[WellKnownObjects.EncodingErrorClass]!;

    /// <summary>FiberError.</summary>
    public ClassObject FiberError => classes[WellKnownObjects.FiberErrorClass]!;

    /// <summary>IOError.</summary>
    public ClassObject IOError => classes[WellKnownObjects.IOErrorClass]!;

    /// <summary>EOFError.</summary>
    public ClassObject EOFError => classes[WellKnownObjects.EOFErrorClass]!;

    /// <summary>IndexError.</summary>
    public ClassObject IndexError => classes[WellKnownObjects.IndexErrorClass]!;

    /// <summary>KeyError.</summary>
    public ClassObject KeyError => classes[WellKnownObjects.KeyErrorClass]!;

    /// <summary>StopIteration.</summary>
    public ClassObject StopIteration => classes[WellKnownObjects.StopIterationClass]!;

    /// <summary>LocalJumpError.</summary>
    public ClassObject LocalJumpError => classes[WellKnownObjects.LocalJumpErrorClass]!;

    /// <summary>NameError.</summary>
    public ClassObject NameError => classes[WellKnownObjects.NameErrorClass]!;

    /// <summary>NoMethodError.</summary>
    public ClassObject NoMethodError => classes[WellKnownObjects.NoMethodErrorClass]!;

    /// <summary>RangeError.</summary>
    public ClassObject RangeError => classes[WellKnownObjects.RangeErrorClass]!;

    /// <summary>FloatDomainError.</summary>
    public ClassObject FloatDomainError => classes[WellKnownObjects.FloatDomainErrorClass]!;

    /// <summary>RegexpError.</summary>
    public ClassObject RegexpError => classes[WellKnownObjects.RegexpErrorClass]!;

    /// <summary>RuntimeError.</summary>
    public ClassObject RuntimeError => classes[WellKnownObjects.RuntimeErrorClass]!;

    /// <summary>FrozenError.</summary>
    public ClassObject FrozenError => classes[WellKnownObjects.FrozenErrorClass]!;

    /// <summary>SystemCallError.</summary>
    public ClassObject SystemCallError => classes[WellKnownObjects.SystemCallErrorClass]!;

    /// <summary>ThreadError.</summary>
    public ClassObject ThreadError => classes[WellKnownObjects.ThreadErrorClass]!;

    /// <summary>TypeError.</summary>
    public ClassObject TypeError => classes[WellKnownObjects.TypeErrorClass]!;

    /// <summary>ZeroDivisionError.</summary>
    public ClassObject ZeroDivisionError => classes[WellKnownObjects.ZeroDivisionErrorClass]!;

    /// <summary>NoMatchingPatternError.</summary>
    public ClassObject NoMatchingPatternError => classes[WellKnownObjects.NoMatchingPatternErrorClass]!;

    /// <summary>NoMatchingPatternKeyError.</summary>
    public ClassObject NoMatchingPatternKeyError => classes[WellKnownObjects.NoMatchingPatternKeyErrorClass]!;

    /// <summary>MaglevException.</summary>
    public ClassObject MaglevException => classes[WellKnownObjects.MaglevExceptionClass]!;

    /// <summary>NotPersistableException.</summary>
    public ClassObject NotPersistableException => classes[WellKnownObjects.NotPersistableExceptionClass]!;

    /// <summary>OutsideOfTransactionException.</summary>
    public ClassObject OutsideOfTransactionException => classes[WellKnownObjects.OutsideOfTransactionExceptionClass]!;

    /// <summary>CommitFailedException.</summary>
    public ClassObject CommitFailedException => classes[WellKnownObjects.CommitFailedExceptionClass]!;

    /// <summary>RepositoryViewLost.</summary>
    public ClassObject RepositoryViewLost => classes[WellKnownObjects.RepositoryViewLostClass]!;
}
