using System.Runtime.InteropServices;

namespace Gem.Vm.Bytecode;

/// <summary>
/// One instruction, 8 bytes.
/// <code>
///  0      2      4      6      8
/// +------+------+------+------+
/// | op   |  A   |  B   |  C   |     A, B unsigned, C signed
/// +------+------+------+------+
/// | op   |  A   |   offset    |     jumps: signed, in instructions, from the following one
/// +------+------+-------------+
/// </code>
/// </summary>
[StructLayout(LayoutKind.Explicit, Size = 8)]
public struct Instruction
{
    /// <summary>What to do.</summary>
    [FieldOffset(0)]
    public Opcode Op;

    /// <summary>Mostly the register of the result.</summary>
    [FieldOffset(2)]
    public ushort A;

    /// <summary>First operand.</summary>
    [FieldOffset(4)]
    public ushort B;

    /// <summary>Second operand.</summary>
    [FieldOffset(6)]
    public short C;

    /// <summary>B and C as one 32-bit operand.</summary>
    [FieldOffset(4)]
    public int Wide;

    /// <summary>An instruction with two operands.</summary>
    public Instruction(Opcode op, int a, int b, int c)
    {
        Op = op;
        A = checked((ushort)a);
        B = unchecked((ushort)b);
        C = unchecked((short)c);
    }

    /// <summary>An instruction with one wide operand.</summary>
    public Instruction(Opcode op, int a, int wide)
    {
        Op = op;
        A = checked((ushort)a);
        Wide = wide;
    }
}
