using Gem.Vm.Bytecode;
using Gem.Vm.Values;
using Kernel.Ruby.Syntax.Nodes;

namespace Kernel.Ruby.Lowering;

/// <summary>Arrays, hashes, ranges.</summary>
internal sealed partial class CodeLowering
{
    /// <summary>Elements gathered in registers before they go to the collection.</summary>
    private const int ChunkSize = 64;

    private void LowerArray(Node[] elements, int destination)
    {
        if (elements.Length == 1 && elements[0] is SplatNode single)
        {
            int register = _builder.Take();
            LowerSplatValue(single, register);
            _builder.Emit(Opcode.SplatToArray, OrScratch(destination), register);
            return;
        }

        if (elements.Length <= ChunkSize && !Array.Exists(elements, element => element is SplatNode))
        {
            int first = _builder.NextRegister;
            LowerElements(elements);
            _builder.Emit(Opcode.NewArray, OrScratch(destination), first, elements.Length);
            return;
        }

        int array = Workplace(destination);
        LowerLongArray(elements, array);
        Move(destination, array);
    }

    /// <summary>Elements into consecutive registers, which stay taken.</summary>
    private void LowerElements(ReadOnlySpan<Node> elements)
    {
        foreach (Node element in elements)
        {
            Lower(element, _builder.Take());
        }
    }

    /// <summary>Builds an array in a temporary register, splats included.</summary>
    private void LowerLongArray(Node[] elements, int array)
    {
        bool isMade = false;
        int index = 0;
        while (index < elements.Length || !isMade)
        {
            int mark = _builder.NextRegister;
            int first = mark;
            int start = index;
            while (index < elements.Length && elements[index] is not SplatNode && index - start < ChunkSize)
            {
                Lower(elements[index++], _builder.Take());
            }

            if (!isMade)
            {
                _builder.Emit(Opcode.NewArray, array, first, index - start);
                isMade = true;
            }
            else
            {
                for (int i = 0; i < index - start; i++)
                {
                    _builder.Emit(Opcode.ArrayAppend, array, first + i);
                }
            }

            _builder.ReleaseTo(mark);
            if (index < elements.Length && elements[index] is SplatNode splat)
            {
                int register = _builder.Take();
                LowerSplatValue(splat, register);
                _builder.Emit(Opcode.ArrayConcat, array, register);
                _builder.ReleaseTo(mark);
                index++;
            }
        }
    }

    /// <summary>What stands behind the star, or the anonymous rest parameter.</summary>
    private void LowerSplatValue(SplatNode splat, int destination)
    {
        if (splat.Expression is null)
        {
            ReadHidden(HiddenNames.Rest, destination);
        }
        else
        {
            Lower(splat.Expression, destination);
        }
    }

    private void LowerHash(Node[] elements, int destination)
    {
        int hash;
        if (elements.Length <= ChunkSize / 2 && Array.TrueForAll(elements, element => element is AssocNode))
        {
            hash = OrScratch(destination);
            int first = _builder.NextRegister;
            foreach (Node element in elements)
            {
                AssocNode pair = (AssocNode)element;
                LowerHashKey(pair.Key, _builder.Take());
                Lower(pair.Value, _builder.Take());
            }

            _builder.Emit(Opcode.NewHash, hash, first, elements.Length);
            return;
        }

        hash = Workplace(destination);
        _builder.Emit(Opcode.NewHash, hash, _builder.NextRegister, 0);
        foreach (Node element in elements)
        {
            int mark = _builder.NextRegister;
            int key = _builder.Take();
            if (element is AssocNode pair)
            {
                int value = _builder.Take();
                LowerHashKey(pair.Key, key);
                Lower(pair.Value, value);
                _builder.Emit(Opcode.HashStore, hash, key, value);
            }
            else
            {
                AssocSplatNode splat = (AssocSplatNode)element;
                if (splat.Value is null)
                {
                    ReadHidden(HiddenNames.KeywordRest, key);
                }
                else
                {
                    Lower(splat.Value, key);
                }

                _builder.Emit(Opcode.HashMerge, hash, key);
            }

            _builder.ReleaseTo(mark);
        }

        Move(destination, hash);
    }

    /// <summary>A string literal as a key is frozen: the hash need not copy it.</summary>
    private void LowerHashKey(Node key, int destination)
    {
        if (key is StringNode text)
        {
            _builder.Load(destination, _unit.FrozenString(text.Unescaped, EncodingOf(text.Flags)));
        }
        else
        {
            Lower(key, destination);
        }
    }

    private void LowerRange(RangeNode range, int destination)
    {
        bool excludesEnd = (range.Flags & RangeFlags.ExcludeEnd) != 0;
        if (IsConstantBound(range.Left) && IsConstantBound(range.Right))
        {
            RangeObject literal = _unit.Vm.Adopt(
                new RangeObject(ConstantBound(range.Left), ConstantBound(range.Right), excludesEnd), _unit.Vm.Classes.Range);
            literal.Header |= HeaderFlags.Frozen;
            Load(destination, literal);
            return;
        }

        int first = range.Left is null ? -1 : Operand(range.Left, range.Right);
        if (first < 0)
        {
            first = _builder.Take();
            LoadNil(first);
        }

        int last = _builder.Take();
        Lower(range.Right, last);
        _builder.Emit(excludesEnd ? Opcode.NewExclusiveRange : Opcode.NewRange, OrScratch(destination), first, last);
    }

    private static bool IsConstantBound(Node? bound) => bound is null or IntegerNode or NilNode;

    private Value ConstantBound(Node? bound) => bound is IntegerNode integer ? _unit.Vm.Integer(integer.Value) : Value.Nil;
}
