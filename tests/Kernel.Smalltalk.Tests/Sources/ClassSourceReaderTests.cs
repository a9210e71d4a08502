using Kernel.Smalltalk.Sources;
using Kernel.Smalltalk.Syntax;

namespace Kernel.Smalltalk.Tests.Sources;

public sealed class ClassSourceReaderTests
{
    private const string Point = """
        "A place
        on a plane."
        Class {
        	#name : #Point,
        	#superclass : #Object,
        	#instVars : [ 'x', 'y' ],
        	#classVars : [ 'Origin' ],
        	#rubyName : #Pt,
        	#category : 'Graphics-Basic'
        }

        { #category : #accessing }
        Point class >> x: anX y: aY [
        	^ self new setX: anX y: aY
        ]

        Point >> x [
        	"Brackets ] in comments, '] strings', and $] characters do not count."
        	^ #(']' $]) isEmpty ifTrue: [#[1 2]] ifFalse: [x]
        ]

        { #category : #arithmetic }
        Point >> + aPoint [ ^ self ]
        """;

    [Test]
    public void The_header_is_read()
    {
        ClassSource source = Read(Point);
        Assert.That((source.Name, source.SuperclassName, source.RubyName, source.Category, source.Format, source.Line), Is.EqualTo(("Point", "Object", "Pt", "Graphics-Basic", "pointers", 3)));
        Assert.That(source.InstanceVariables, Is.EqualTo(["x", "y"]));
        Assert.That(source.ClassVariables, Is.EqualTo(["Origin"]));
        Assert.That(source.ClassInstanceVariables, Is.Empty);
        Assert.That(source.Comment, Is.EqualTo("A place\non a plane."));
    }

    [Test]
    public void Methods_have_side_selector_and_category()
    {
        string[] names = [.. Read(Point).Methods.Select(method => $"{method.Name} {method.Category}")];
        Assert.That(names, Is.EqualTo(["Point class>>x:y: accessing", "Point>>x accessing", "Point>>+ arithmetic"]));
    }

    [Test]
    public void A_methods_source_is_pattern_and_body()
    {
        ClassSource source = Read(Point);
        Assert.That(source.Methods[0].Source.Text, Is.EqualTo("x: anX y: aY\n\t^ self new setX: anX y: aY\n"));
        Assert.That(source.Methods[2].Source.Text, Is.EqualTo("+ aPoint ^ self\n"));
        Assert.That(source.Methods.Select(method => method.Parse().Selector), Is.EqualTo(["x:y:", "x", "+"]));
    }

    [Test]
    public void An_error_in_a_body_names_the_line_of_the_file()
    {
        ClassSource source = Read("Class { #name : #A, #superclass : nil }\n\nA >> foo [\n\t^ 3 +\n]");
        var error = Assert.Throws<SmalltalkSyntaxException>(() => source.Methods[0].Parse());
        Assert.That(error!.Message, Does.StartWith("Point.st:5:1: expected an expression"));
    }

    [Test]
    public void An_extension_has_methods_only()
    {
        ClassSource source = Read("Extension { #name : #Integer }\nInteger >> foo [ ^ 1 ]");
        Assert.That((source.IsExtension, source.Name, source.Methods.Count), Is.EqualTo((true, "Integer", 1)));
    }

    [TestCase("", "Point.st:1:1: expected 'Class {' or 'Extension {', found the end of the file")]
    [TestCase("Klass { }", "Point.st:1:1: expected 'Class {' or 'Extension {', found 'Klass'")]
    [TestCase("Class { #superclass : nil }", "Point.st:1:1: the header has no #name")]
    [TestCase("Class { #name : #A }", "Point.st:1:1: the header has no #superclass")]
    [TestCase("Class { #name : #A,\n\t#color : #red }", "Point.st:2:2: unknown key #color; known here: #name, #superclass, #rubyName, #format, #instVars, #classVars, #classInstVars, #category")]
    [TestCase("Class { #name : #A, #name : #B }", "Point.st:1:21: #name stands twice")]
    [TestCase("Class { #name : #A, #superclass : nil, #format : #round }", "Point.st:1:1: #format is round, not one of pointers, immediate, array, bytes")]
    [TestCase("Class { #name : #A, #superclass : nil, #instVars : ['a' 'b'] }", "Point.st:1:57: expected ',' or ']', found ''b''")]
    [TestCase("Class { #name : #A, #superclass : nil }\nB >> foo [ ]", "Point.st:2:1: a method of B in the file of A")]
    [TestCase("Class { #name : #A, #superclass : nil }\nA foo [ ]", "Point.st:2:3: expected '>>', found 'foo'")]
    [TestCase("Class { #name : #A, #superclass : nil }\nA >> foo: [ ]", "Point.st:2:11: expected the keyword's argument, found '['")]
    [TestCase("Class { #name : #A, #superclass : nil }\nA >> foo [ [ ]", "Point.st:2:10: this method is never closed by ']'")]
    [TestCase("Class { #name : #A, #superclass : nil }\nA >> foo [ ]\n\nA >> foo [ ]", "Point.st:4:6: A>>foo stands also in line 2")]
    public void A_bad_file_is_refused(string text, string message)
    {
        var error = Assert.Throws<SmalltalkSyntaxException>(() => Read(text));
        Assert.That(error!.Message, Is.EqualTo(message));
    }

    private static ClassSource Read(string text) => ClassSourceReader.Read(new SourceText("Point.st", text));
}
