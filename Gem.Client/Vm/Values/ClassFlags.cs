namespace Gem.Vm.Values;

/// <summary>Kinds and rights of a class. Written in records: the numbers are frozen.</summary>
[Flags]
public enum ClassFlags
{
    /// <summary>An ordinary class.</summary>
    None = 0,

    /// <summary>A module.</summary>
    Module = 1,

    /// <summary>The singleton class of one object (for a class: its metaclass).</summary>
    Singleton = 2,

    /// <summary>May be committed.</summary>
    Persistable = 4,

    /// <summary>Its instances may be committed.</summary>
    InstancesPersistable = 8,

    /// <summary>Stands in Ruby's environment only (BasicObject): Smalltalk's lookup skips it.</summary>
    RubyOnly = 16,

    /// <summary>Stands in Smalltalk's environment only (Magnitude, Collection): Ruby's lookup and ancestors skip it.</summary>
    SmalltalkOnly = 32,

    /// <summary>A refinement: its Attached is the class it refines, its LexicalParent the module that holds it.</summary>
    Refinement = 64,

    /// <summary>Commits leave it and its instances out: what refers to them is committed as referring to nil.</summary>
    NilReferences = 128,
}
