using Kernel.Ruby.Syntax.Nodes;

namespace Kernel.Ruby.Lowering;

/// <summary>Parameters: declared in the order in which binding leaves them in registers.</summary>
internal sealed partial class ScopeAnalysis
{
    private void DeclareParameters(Node? parameters)
    {
        switch (parameters)
        {
            case ParametersNode list:
                DeclareList(list);
                break;
            case BlockParametersNode block:
                DeclareParameters(block.Parameters);
                foreach (BlockLocalVariableNode local in block.Locals)
                {
                    _scope.Declare(local.Name);
                }

                break;
            case NumberedParametersNode numbered:
                for (int i = 1; i <= numbered.Maximum; i++)
                {
                    DeclareParameter("_" + i);
                }

                break;
            case ItParametersNode:
                _scope.Parameters.Add(_scope.Declare(HiddenNames.It, isHidden: true));
                _scope.Parameters[^1].IsParameter = true;
                break;
        }
    }

    private void DeclareList(ParametersNode list)
    {
        DeclareRequired(list.Requireds);
        foreach (OptionalParameterNode optional in list.Optionals)
        {
            DeclareParameter(optional.Name);
        }

        bool forwards = list.KeywordRest is ForwardingParameterNode;
        if (list.Rest is RestParameterNode rest)
        {
            DeclareParameter(rest.Name ?? HiddenNames.Rest);
        }
        else if (forwards)
        {
            DeclareParameter(HiddenNames.Rest);
        }

        DeclareRequired(list.Posts);
        foreach (Node keyword in list.Keywords)
        {
            DeclareParameter(keyword is OptionalKeywordParameterNode optional ? optional.Name : ((RequiredKeywordParameterNode)keyword).Name);
        }

        if (list.KeywordRest is KeywordRestParameterNode keywordRest)
        {
            DeclareParameter(keywordRest.Name ?? HiddenNames.KeywordRest);
        }
        else if (forwards)
        {
            DeclareParameter(HiddenNames.KeywordRest);
        }

        if (list.Block is not null || forwards)
        {
            DeclareParameter(list.Block?.Name ?? HiddenNames.Block);
        }
    }

    private void DeclareRequired(Node[] nodes)
    {
        foreach (Node node in nodes)
        {
            DeclareParameter((node as RequiredParameterNode)?.Name);
        }

        foreach (Node node in nodes)
        {
            if (node is MultiTargetNode target)
            {
                DeclareTargets(target);
            }
        }
    }

    /// <summary>The variables of a destructuring parameter.</summary>
    private void DeclareTargets(MultiTargetNode target)
    {
        foreach (Node? part in (Node?[])[.. target.Lefts, target.Rest, .. target.Rights])
        {
            switch (part is SplatNode splat ? splat.Expression : part)
            {
                case RequiredParameterNode parameter: _scope.Declare(parameter.Name).IsDestructured = true; break;
                case MultiTargetNode inner: DeclareTargets(inner); break;
            }
        }
    }

    /// <summary>A parameter; hidden without a name, or when an earlier one has the same name (<c>_</c>).</summary>
    private void DeclareParameter(string? name)
    {
        ScopeVariable variable = name is null || _scope.Find(name) is { IsParameter: true }
            ? _scope.DeclareHidden()
            : _scope.Declare(name, isHidden: name is HiddenNames.Rest or HiddenNames.KeywordRest or HiddenNames.Block);
        variable.IsParameter = true;
        _scope.Parameters.Add(variable);
    }
}
