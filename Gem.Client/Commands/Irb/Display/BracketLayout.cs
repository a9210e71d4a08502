namespace Gem.Client.Commands.Irb.Display;

/// <summary>How the contents of a bracket are laid out.</summary>
internal sealed class BracketLayout
{
    private const int MostFilledColumns = 10;

    private readonly bool _isBroken;
    private readonly bool _isFilled;
    private readonly bool _isObject;
    private readonly int _end;
    private readonly IReadOnlyList<InspectionPiece> _pieces;
    private bool _hasBegun;

    private BracketLayout(IReadOnlyList<InspectionPiece> pieces, int end, int indent, bool isBroken, bool isFilled, bool isObject)
    {
        (_pieces, _end, Indent) = (pieces, end, indent);
        (_isBroken, _isFilled, _isObject) = (isBroken, isFilled, isObject);
    }

    /// <summary>Where its lines begin.</summary>
    public int Indent { get; }

    /// <summary>
    /// The layout of a bracket that opens at a piece, in a column: on one line if that fits; small elements of an array fill
    /// lines; else each element has its line, and an object's variables stand below its name.
    /// </summary>
    public static BracketLayout Of(IReadOnlyList<InspectionPiece> pieces, int start, int end, int column, int[] widths, int columns)
    {
        string opening = pieces[start].Text;
        // Behind the closing bracket there must be room for a comma or one more of its kind.
        int room = end + 1 < pieces.Count ? 1 : 0;
        bool isBroken = column + widths[end + 1] - widths[start] + room > columns;
        bool isFilled = opening == "[" && isBroken && HasSmallElements(pieces, start, end, widths);
        return new BracketLayout(pieces, end, column + 1, isBroken, isFilled, isObject: opening == "#<");
    }

    /// <summary>Whether a line ends at a piece, which stands in a column.</summary>
    public bool EndsLineAt(InspectionPiece piece, int column, int index, int[] widths, int columns)
    {
        if (!_isBroken)
        {
            return false;
        }

        bool isBehindName = _isObject && !_hasBegun && piece.Text == " ";
        _hasBegun |= isBehindName;
        if (!piece.IsSeparator || !_isFilled)
        {
            return piece.IsSeparator || isBehindName;
        }

        int next = index + 1;
        while (next < _end && !_pieces[next].IsSeparator)
        {
            next++;
        }

        return column + widths[next] - widths[index] + 1 >= columns;
    }

    private static bool HasSmallElements(IReadOnlyList<InspectionPiece> pieces, int start, int end, int[] widths)
    {
        int from = start + 1;
        for (int i = start + 1; i <= end; i++)
        {
            if (i < end && !pieces[i].IsSeparator)
            {
                if (pieces[i].Depth != 0)
                {
                    return false;
                }

                continue;
            }

            if (widths[i] - widths[from] > MostFilledColumns)
            {
                return false;
            }

            from = i + 1;
        }

        return true;
    }
}
