namespace Shared.ObjectFormat.Identity;

/// <summary>
/// Object ids that are the same in every repository. On disk: never change a number. Ids below
/// <see cref="FirstLeased"/> are written by the image build; all others are leased to sessions; the stone's own directories are in <see cref="ObjectIds"/>.
/// </summary>
public static class WellKnownObjects
{
    /// <summary>First id that is leased to sessions.</summary>
    public const ulong FirstLeased = 1024;

    /// <summary>Metaclass of a well-known class: the class's id plus this.</summary>
    public const ulong MetaclassOffset = 512;

    /// <summary>Root class of both languages.</summary>
    public const ulong ObjectClass = 1;

    /// <summary>Ruby's root class; environment 1 only.</summary>
    public const ulong BasicObjectClass = 2;

    /// <summary>Ruby's Module.</summary>
    public const ulong ModuleClass = 3;

    /// <summary>Classes.</summary>
    public const ulong ClassClass = 4;

    /// <summary>nil (Smalltalk's UndefinedObject).</summary>
    public const ulong NilClassClass = 5;

    /// <summary>true.</summary>
    public const ulong TrueClassClass = 6;

    /// <summary>false.</summary>
    public const ulong FalseClassClass = 7;

    /// <summary>Integers of any size.</summary>
    public const ulong IntegerClass = 8;

    /// <summary>Doubles.</summary>
    public const ulong FloatClass = 9;

    /// <summary>Symbols.</summary>
    public const ulong SymbolClass = 10;

    /// <summary>Persistent lists of instance-variable names.</summary>
    public const ulong LayoutClass = 11;

    /// <summary>Strings.</summary>
    public const ulong StringClass = 12;

    /// <summary>Arrays.</summary>
    public const ulong ArrayClass = 13;

    /// <summary>Ruby's hash.</summary>
    public const ulong HashClass = 14;

    /// <summary>Ranges.</summary>
    public const ulong RangeClass = 15;

    /// <summary>Block closures of both languages.</summary>
    public const ulong ProcClass = 16;

    /// <summary>Exceptions of both languages.</summary>
    public const ulong ExceptionClass = 17;

    /// <summary>Ruby's Kernel module.</summary>
    public const ulong KernelClass = 18;

    /// <summary>Ruby's Comparable.</summary>
    public const ulong ComparableClass = 19;

    /// <summary>Ruby's Enumerable.</summary>
    public const ulong EnumerableClass = 20;

    /// <summary>Captured variables.</summary>
    public const ulong EnvironmentClass = 21;

    /// <summary>Compiled code.</summary>
    public const ulong CompiledMethodClass = 22;

    /// <summary>Method dictionaries.</summary>
    public const ulong MethodDictionaryClass = 23;

    /// <summary>Constants and class variables of a module.</summary>
    public const ulong ConstantTableClass = 24;

    /// <summary>Smalltalk's characters.</summary>
    public const ulong CharacterClass = 25;

    /// <summary>Bound methods.</summary>
    public const ulong MethodClass = 26;

    /// <summary>Unbound methods.</summary>
    public const ulong UnboundMethodClass = 27;

    /// <summary>Regular expressions.</summary>
    public const ulong RegexpClass = 28;

    /// <summary>Matches.</summary>
    public const ulong MatchDataClass = 29;

    /// <summary>Class of metaclasses, as Smalltalk sees them.</summary>
    public const ulong MetaclassClass = 30;

    /// <summary>Numbers.</summary>
    public const ulong NumericClass = 31;

    /// <summary>Ruby's Struct.</summary>
    public const ulong StructClass = 32;

    /// <summary>Points in time.</summary>
    public const ulong TimeClass = 33;

    /// <summary>Open files.</summary>
    public const ulong IOClass = 34;

    /// <summary>Files.</summary>
    public const ulong FileClass = 35;

    /// <summary>Random numbers.</summary>
    public const ulong RandomClass = 36;

    /// <summary>Threads.</summary>
    public const ulong ThreadClass = 37;

    /// <summary>Fibers.</summary>
    public const ulong FiberClass = 38;

    /// <summary>Bindings.</summary>
    public const ulong BindingClass = 39;

    /// <summary>The persistence interface.</summary>
    public const ulong MaglevClass = 40;

    /// <summary>Class ScriptError.</summary>
    public const ulong ScriptErrorClass = 128;

    /// <summary>Class LoadError.</summary>
    public const ulong LoadErrorClass = 129;

    /// <summary>Class NotImplementedError.</summary>
    public const ulong NotImplementedErrorClass = 130;

    /// <summary>Class SyntaxError.</summary>
    public const ulong SyntaxErrorClass = 131;

    /// <summary>Class NoMemoryError.</summary>
    public const ulong NoMemoryErrorClass = 132;

    /// <summary>Class SecurityError.</summary>
    public const ulong SecurityErrorClass = 133;

    /// <summary>Class SignalException.</summary>
    public const ulong SignalExceptionClass = 134;

    /// <summary>Class Interrupt.</summary>
    public const ulong InterruptClass = 135;

    /// <summary>Class SystemExit.</summary>
    public const ulong SystemExitClass = 136;

    /// <summary>Class SystemStackError.</summary>
    public const ulong SystemStackErrorClass = 137;

    /// <summary>Class StandardError.</summary>
    public const ulong StandardErrorClass = 138;

    /// <summary>Class ArgumentError.</summary>
    public const ulong ArgumentErrorClass = 139;

    /// <summary>Class UncaughtThrowError.</summary>
    public const ulong UncaughtThrowErrorClass = 140;

    /// <summary>Class EncodingError.</summary>
    public const ulong EncodingErrorClass = 141;

    /// <summary>Class FiberError.</summary>
    public const ulong FiberErrorClass = 142;

    /// <summary>Class IOError.</summary>
    public const ulong IOErrorClass = 143;

    /// <summary>Class EOFError.</summary>
    public const ulong EOFErrorClass = 144;

    /// <summary>Class IndexError.</summary>
    public const ulong IndexErrorClass = 145;

    /// <summary>Class KeyError.</summary>
    public const ulong KeyErrorClass = 146;

    /// <summary>Class StopIteration.</summary>
    public const ulong StopIterationClass = 147;

    /// <summary>Class LocalJumpError.</summary>
    public const ulong LocalJumpErrorClass = 148;

    /// <summary>Class NameError.</summary>
    public const ulong NameErrorClass = 149;

    /// <summary>Class NoMethodError.</summary>
    public const ulong NoMethodErrorClass = 150;

    /// <summary>Class RangeError.</summary>
    public const ulong RangeErrorClass = 151;

    /// <summary>Class FloatDomainError.</summary>
    public const ulong FloatDomainErrorClass = 152;

    /// <summary>Class RegexpError.</summary>
    public const ulong RegexpErrorClass = 153;

    /// <summary>Class RuntimeError.</summary>
    public const ulong RuntimeErrorClass = 154;

    /// <summary>Class FrozenError.</summary>
    public const ulong FrozenErrorClass = 155;

    /// <summary>Class SystemCallError.</summary>
    public const ulong SystemCallErrorClass = 156;

    /// <summary>Class ThreadError.</summary>
    public const ulong ThreadErrorClass = 157;

    /// <summary>Class TypeError.</summary>
    public const ulong TypeErrorClass = 158;

    /// <summary>Class ZeroDivisionError.</summary>
    public const ulong ZeroDivisionErrorClass = 159;

    /// <summary>Class NoMatchingPatternError.</summary>
    public const ulong NoMatchingPatternErrorClass = 160;

    /// <summary>Class NoMatchingPatternKeyError.</summary>
    public const ulong NoMatchingPatternKeyErrorClass = 161;

    /// <summary>Class MaglevException.</summary>
    public const ulong MaglevExceptionClass = 162;

    /// <summary>Class NotPersistableException.</summary>
    public const ulong NotPersistableExceptionClass = 163;

    /// <summary>Class OutsideOfTransactionException.</summary>
    public const ulong OutsideOfTransactionExceptionClass = 164;

    /// <summary>Class CommitFailedException.</summary>
    public const ulong CommitFailedExceptionClass = 165;

    /// <summary>Class RepositoryViewLost.</summary>
    public const ulong RepositoryViewLostClass = 166;

    /// <summary>Class Continuation.</summary>
    public const ulong ContinuationClass = 167;

    /// <summary>Class ObjectDoesNotExist.</summary>
    public const ulong ObjectDoesNotExistClass = 168;

    /// <summary>Class Ephemeron.</summary>
    public const ulong EphemeronClass = 169;

    /// <summary>Maglev::PERSISTENT_ROOT, a Hash.</summary>
    public const ulong PersistentRoot = 256;

    /// <summary>Ruby's main object.</summary>
    public const ulong Main = 257;

    /// <summary>Smalltalk's globals: a constant table.</summary>
    public const ulong SmalltalkGlobals = 258;

    /// <summary>A Hash: fingerprint of the kernel sources, bytecode version, kernel files.</summary>
    public const ulong ImageInformation = 259;
}
