using Gem.Vm.Bytecode;
using Gem.Vm.Lowering;
using Gem.Vm.Values;
using Kernel.Ruby.Syntax.Nodes;
using BoundParameters = Gem.Vm.Bytecode.ParameterList;

namespace Kernel.Ruby.Lowering;

/// <summary>Parameters: what binding needs to know, and what a code does with them when it begins.</summary>
internal sealed partial class CodeLowering
{
    private BoundParameters Describe(Node? parameters)
    {
        SymbolObject?[] names = [.. _scope.Parameters.Select(parameter => ParameterName(parameter.Name))];
        return parameters switch
        {
            ParametersNode list => Describe(list, names),
            BlockParametersNode block => Describe(block.Parameters),
            NumberedParametersNode numbered => new BoundParameters { Required = numbered.Maximum, Names = names },
            ItParametersNode => new BoundParameters { Required = 1, Names = names },
            _ => BoundParameters.Empty,
        };
    }

    private SymbolObject? ParameterName(string name) => name.StartsWith('%') ? null : _unit.Symbol(name);

    private BoundParameters Describe(ParametersNode list, SymbolObject?[] names)
    {
        bool forwards = list.KeywordRest is ForwardingParameterNode;
        return new BoundParameters
        {
            Required = list.Requireds.Length,
            Optional = list.Optionals.Length,
            HasRest = list.Rest is RestParameterNode || forwards,
            Post = list.Posts.Length,
            Keywords = [.. list.Keywords.Select(keyword => keyword is RequiredKeywordParameterNode required
                ? new KeywordParameter(_unit.Symbol(required.Name), true)
                : new KeywordParameter(_unit.Symbol(((OptionalKeywordParameterNode)keyword).Name), false))],
            HasKeywordRest = list.KeywordRest is KeywordRestParameterNode || forwards,
            RefusesKeywords = list.KeywordRest is NoKeywordsParameterNode,
            HasBlock = list.Block is not null || forwards,
            HasExcessComma = list.Rest is ImplicitRestNode,
            Names = names,
        };
    }

    /// <summary>
    /// Copies captured parameters to the environment, spreads destructuring ones, computes the defaults that are needed.
    /// </summary>
    private void BindParameters(Node? parameters)
    {
        BoundParameters described = Describe(parameters);
        _builder.Code.Parameters = described;
        _unit.NoteParameters(_scope, described);
        ParametersNode? list = parameters as ParametersNode ?? (parameters as BlockParametersNode)?.Parameters;
        int optionalEnd = described.Required + described.Optional;
        int keywordStart = optionalEnd + (described.HasRest ? 1 : 0) + described.Post;
        for (int i = 0; i < _scope.Parameters.Count; i++)
        {
            bool isOptional = i >= described.Required && i < optionalEnd;
            bool isKeyword = i >= keywordStart && i < keywordStart + described.Keywords.Length;
            if (!isOptional && !(isKeyword && !described.Keywords[i - keywordStart].IsRequired))
            {
                Capture(_scope.Parameters[i]);
            }
        }

        if (list is null)
        {
            return;
        }

        SpreadParameters(list.Requireds, 0);
        SpreadParameters(list.Posts, optionalEnd + (described.HasRest ? 1 : 0));
        for (int i = 0; i < list.Optionals.Length; i++)
        {
            BindDefault(_scope.Parameters[described.Required + i], list.Optionals[i].Value);
        }

        for (int i = 0; i < list.Keywords.Length; i++)
        {
            if (list.Keywords[i] is OptionalKeywordParameterNode optional)
            {
                BindDefault(_scope.Parameters[keywordStart + i], optional.Value);
            }
        }
    }

    private void BindDefault(ScopeVariable parameter, Node value)
    {
        Label given = new();
        _builder.EmitJump(Opcode.JumpGiven, parameter.Register, given);
        SetLine(value);
        Lower(value, parameter.Register);
        _builder.Mark(given);
        Capture(parameter);
    }

    private void Capture(ScopeVariable parameter)
    {
        if (parameter.IsCaptured)
        {
            _builder.Emit(Opcode.SetCaptured, parameter.Register, 0, parameter.EnvironmentIndex);
        }
    }

    private void SpreadParameters(Node[] nodes, int first)
    {
        for (int i = 0; i < nodes.Length; i++)
        {
            if (nodes[i] is MultiTargetNode target)
            {
                int mark = _builder.NextRegister;
                Spread(Evaluate(target), _scope.Parameters[first + i].Register);
                _builder.ReleaseTo(mark);
            }
        }
    }
}
