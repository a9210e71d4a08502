using Gem.Vm.Values;
using Shared.ObjectFormat.Identity;

namespace Gem.Vm.Classes;

/// <summary>The classes that the VM itself must know, by their well-known ids.</summary>
public sealed class CoreClasses
{
    private readonly ClassObject?[] _classes = new ClassObject?[(int)WellKnownObjects.FirstLeased];

    /// <summary>The class with a well-known id.</summary>
    public ClassObject this[ulong id]
    {
        get => _classes[id] ?? throw new InvalidOperationException($"core class {id} is not there");
        set => _classes[id] = value;
    }

    /// <summary>True when the class with a well-known id exists.</summary>
    public bool Has(ulong id) => _classes[id] is not null;

    /// <summary>Object.</summary>
    public ClassObject Object => _classes[WellKnownObjects.ObjectClass]!;

    /// <summary>BasicObject.</summary>
    public ClassObject BasicObject => _classes[WellKnownObjects.BasicObjectClass]!;

    /// <summary>Module.</summary>
    public ClassObject Module => _classes[WellKnownObjects.ModuleClass]!;

    /// <summary>Class.</summary>
    public ClassObject Class => _classes[WellKnownObjects.ClassClass]!;

    /// <summary>NilClass.</summary>
    public ClassObject NilClass => _classes[WellKnownObjects.NilClassClass]!;

    /// <summary>TrueClass.</summary>
    public ClassObject TrueClass => _classes[WellKnownObjects.TrueClassClass]!;

    /// <summary>FalseClass.</summary>
    public ClassObject FalseClass => _classes[WellKnownObjects.FalseClassClass]!;

    /// <summary>Integer.</summary>
    public ClassObject Integer => _classes[WellKnownObjects.IntegerClass]!;

    /// <summary>Float.</summary>
    public ClassObject Float => _classes[WellKnownObjects.FloatClass]!;

    /// <summary>Symbol.</summary>
    public ClassObject Symbol => _classes[WellKnownObjects.SymbolClass]!;

    /// <summary>Layout.</summary>
    public ClassObject Layout => _classes[WellKnownObjects.LayoutClass]!;

    /// <summary>String.</summary>
    public ClassObject String => _classes[WellKnownObjects.StringClass]!;

    /// <summary>Array.</summary>
    public ClassObject Array => _classes[WellKnownObjects.ArrayClass]!;

    /// <summary>Hash.</summary>
    public ClassObject Hash => _classes[WellKnownObjects.HashClass]!;

    /// <summary>Range.</summary>
    public ClassObject Range => _classes[WellKnownObjects.RangeClass]!;

    /// <summary>Proc.</summary>
    public ClassObject Proc => _classes[WellKnownObjects.ProcClass]!;

    /// <summary>Exception.</summary>
    public ClassObject Exception => _classes[WellKnownObjects.ExceptionClass]!;

    /// <summary>Kernel.</summary>
    public ClassObject Kernel => _classes[WellKnownObjects.KernelClass]!;

    /// <summary>Comparable.</summary>
    public ClassObject Comparable => _classes[WellKnownObjects.ComparableClass]!;

    /// <summary>Enumerable.</summary>
    public ClassObject Enumerable => _classes[WellKnownObjects.EnumerableClass]!;

    /// <summary>Environment.</summary>
    public ClassObject Environment => _classes[WellKnownObjects.EnvironmentClass]!;

    /// <summary>CompiledMethod.</summary>
    public ClassObject CompiledMethod => _classes[WellKnownObjects.CompiledMethodClass]!;

    /// <summary>MethodDictionary.</summary>
    public ClassObject MethodDictionary => _classes[WellKnownObjects.MethodDictionaryClass]!;

    /// <summary>ConstantTable.</summary>
    public ClassObject ConstantTable => _classes[WellKnownObjects.ConstantTableClass]!;

    /// <summary>Character.</summary>
    public ClassObject Character => _classes[WellKnownObjects.CharacterClass]!;

    /// <summary>Method.</summary>
    public ClassObject Method => _classes[WellKnownObjects.MethodClass]!;

    /// <summary>UnboundMethod.</summary>
    public ClassObject UnboundMethod => _classes[WellKnownObjects.UnboundMethodClass]!;

    /// <summary>Regexp.</summary>
    public ClassObject Regexp => _classes[WellKnownObjects.RegexpClass]!;

    /// <summary>MatchData.</summary>
    public ClassObject MatchData => _classes[WellKnownObjects.MatchDataClass]!;

    /// <summary>Metaclass.</summary>
    public ClassObject Metaclass => _classes[WellKnownObjects.MetaclassClass]!;

    /// <summary>Numeric.</summary>
    public ClassObject Numeric => _classes[WellKnownObjects.NumericClass]!;

    /// <summary>Struct.</summary>
    public ClassObject Struct => _classes[WellKnownObjects.StructClass]!;

    /// <summary>Time.</summary>
    public ClassObject Time => _classes[WellKnownObjects.TimeClass]!;

    /// <summary>IO.</summary>
    public ClassObject IO => _classes[WellKnownObjects.IOClass]!;

    /// <summary>File.</summary>
    public ClassObject File => _classes[WellKnownObjects.FileClass]!;

    /// <summary>Random.</summary>
    public ClassObject Random => _classes[WellKnownObjects.RandomClass]!;

    /// <summary>Thread.</summary>
    public ClassObject Thread => _classes[WellKnownObjects.ThreadClass]!;

    /// <summary>Fiber.</summary>
    public ClassObject Fiber => _classes[WellKnownObjects.FiberClass]!;

    /// <summary>Binding.</summary>
    public ClassObject Binding => _classes[WellKnownObjects.BindingClass]!;

    /// <summary>Maglev.</summary>
    public ClassObject Maglev => _classes[WellKnownObjects.MaglevClass]!;

    /// <summary>ScriptError.</summary>
    public ClassObject ScriptError => _classes[WellKnownObjects.ScriptErrorClass]!;

    /// <summary>LoadError.</summary>
    public ClassObject LoadError => _classes[WellKnownObjects.LoadErrorClass]!;

    /// <summary>NotImplementedError.</summary>
    public ClassObject NotImplementedError => _classes[WellKnownObjects.NotImplementedErrorClass]!;

    /// <summary>SyntaxError.</summary>
    public ClassObject SyntaxError => _classes[WellKnownObjects.SyntaxErrorClass]!;

    /// <summary>NoMemoryError.</summary>
    public ClassObject NoMemoryError => _classes[WellKnownObjects.NoMemoryErrorClass]!;

    /// <summary>SecurityError.</summary>
    public ClassObject SecurityError => _classes[WellKnownObjects.SecurityErrorClass]!;

    /// <summary>SignalException.</summary>
    public ClassObject SignalException => _classes[WellKnownObjects.SignalExceptionClass]!;

    /// <summary>Interrupt.</summary>
    public ClassObject Interrupt => _classes[WellKnownObjects.InterruptClass]!;

    /// <summary>SystemExit.</summary>
    public ClassObject SystemExit => _classes[WellKnownObjects.SystemExitClass]!;

    /// <summary>SystemStackError.</summary>
    public ClassObject SystemStackError => _classes[WellKnownObjects.SystemStackErrorClass]!;

    /// <summary>StandardError.</summary>
    public ClassObject StandardError => _classes[WellKnownObjects.StandardErrorClass]!;

    /// <summary>ArgumentError.</summary>
    public ClassObject ArgumentError => _classes[WellKnownObjects.ArgumentErrorClass]!;

    /// <summary>UncaughtThrowError.</summary>
    public ClassObject UncaughtThrowError => _classes[WellKnownObjects.UncaughtThrowErrorClass]!;

    /// <summary>EncodingError.</summary>
    public ClassObject EncodingError => _classes[WellKnownObjects.EncodingErrorClass]!;

    /// <summary>FiberError.</summary>
    public ClassObject FiberError => _classes[WellKnownObjects.FiberErrorClass]!;

    /// <summary>IOError.</summary>
    public ClassObject IOError => _classes[WellKnownObjects.IOErrorClass]!;

    /// <summary>EOFError.</summary>
    public ClassObject EOFError => _classes[WellKnownObjects.EOFErrorClass]!;

    /// <summary>IndexError.</summary>
    public ClassObject IndexError => _classes[WellKnownObjects.IndexErrorClass]!;

    /// <summary>KeyError.</summary>
    public ClassObject KeyError => _classes[WellKnownObjects.KeyErrorClass]!;

    /// <summary>StopIteration.</summary>
    public ClassObject StopIteration => _classes[WellKnownObjects.StopIterationClass]!;

    /// <summary>LocalJumpError.</summary>
    public ClassObject LocalJumpError => _classes[WellKnownObjects.LocalJumpErrorClass]!;

    /// <summary>NameError.</summary>
    public ClassObject NameError => _classes[WellKnownObjects.NameErrorClass]!;

    /// <summary>NoMethodError.</summary>
    public ClassObject NoMethodError => _classes[WellKnownObjects.NoMethodErrorClass]!;

    /// <summary>RangeError.</summary>
    public ClassObject RangeError => _classes[WellKnownObjects.RangeErrorClass]!;

    /// <summary>FloatDomainError.</summary>
    public ClassObject FloatDomainError => _classes[WellKnownObjects.FloatDomainErrorClass]!;

    /// <summary>RegexpError.</summary>
    public ClassObject RegexpError => _classes[WellKnownObjects.RegexpErrorClass]!;

    /// <summary>RuntimeError.</summary>
    public ClassObject RuntimeError => _classes[WellKnownObjects.RuntimeErrorClass]!;

    /// <summary>FrozenError.</summary>
    public ClassObject FrozenError => _classes[WellKnownObjects.FrozenErrorClass]!;

    /// <summary>SystemCallError.</summary>
    public ClassObject SystemCallError => _classes[WellKnownObjects.SystemCallErrorClass]!;

    /// <summary>ThreadError.</summary>
    public ClassObject ThreadError => _classes[WellKnownObjects.ThreadErrorClass]!;

    /// <summary>TypeError.</summary>
    public ClassObject TypeError => _classes[WellKnownObjects.TypeErrorClass]!;

    /// <summary>ZeroDivisionError.</summary>
    public ClassObject ZeroDivisionError => _classes[WellKnownObjects.ZeroDivisionErrorClass]!;

    /// <summary>NoMatchingPatternError.</summary>
    public ClassObject NoMatchingPatternError => _classes[WellKnownObjects.NoMatchingPatternErrorClass]!;

    /// <summary>NoMatchingPatternKeyError.</summary>
    public ClassObject NoMatchingPatternKeyError => _classes[WellKnownObjects.NoMatchingPatternKeyErrorClass]!;

    /// <summary>MaglevException.</summary>
    public ClassObject MaglevException => _classes[WellKnownObjects.MaglevExceptionClass]!;

    /// <summary>NotPersistableException.</summary>
    public ClassObject NotPersistableException => _classes[WellKnownObjects.NotPersistableExceptionClass]!;

    /// <summary>OutsideOfTransactionException.</summary>
    public ClassObject OutsideOfTransactionException => _classes[WellKnownObjects.OutsideOfTransactionExceptionClass]!;

    /// <summary>CommitFailedException.</summary>
    public ClassObject CommitFailedException => _classes[WellKnownObjects.CommitFailedExceptionClass]!;

    /// <summary>RepositoryViewLost.</summary>
    public ClassObject RepositoryViewLost => _classes[WellKnownObjects.RepositoryViewLostClass]!;

    /// <summary>ObjectDoesNotExist.</summary>
    public ClassObject ObjectDoesNotExist => _classes[WellKnownObjects.ObjectDoesNotExistClass]!;
}
