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
        SymbolObject?[] names = [.. scope.Parameters.Select(parameter => ParameterName(parameter.Name))];
        return parameters switch
        {
            ParametersNode list => Describe(list, names),
            BlockParametersNode block => Describe(block.Parameters),
            NumberedParametersNode numbered => new BoundParameters { Required = numbered.Maximum, Names = names },
            ItParametersNode => new BoundParameters { Required = 1, Names = names },
            _ => BoundParameters.Empty,
        };
    }

    private SymbolObject? ParameterName(string name) => name.StartsWith('%') ? null : unit.Symbol(name);

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
                ? new KeywordParameter(unit.Symbol(required.Name), true)
                : new KeywordParameter(unit.Symbol(((OptionalKeywordParameterNode)keyword).Name), false))],
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
        builder.Code.Parameters = described;
        unit.NoteParameters(scope, described);
        ParametersNode? list = parameters as ParametersNode ?? (parameters as BlockParametersNode)?.Parameters;
        int optionalEnd = described.Required + described.Optional;
        int keywordStart = optionalEnd + (described.HasRest ? 1 : 0) + described.Post;
        for (int i = 0; i < scope.Parameters.Count; i++)
        {
            bool isOptional = i >= described.Required && i < optionalEnd;
            bool isKeyword = i >= keywordStart && i < keywordStart + described.Keywords.Length;
            if (!isOptional && !(isKeyword && !described.Keywords[i - keywordStart].IsRequired))
            {
                Capture(scope.Parameters[i]);
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
            BindDefault(scope.Parameters[described.Required + i], list.Optionals[i].Value);
        }

        for (int i = 0; i < list.Keywords.Length; i++)
        {
            if (list.Keywords[i] is OptionalKeywordParameterNode optional)
            {
                BindDefault(scope.Parameters[keywordStart + i], optional.Value);
            }
        }
    }

    private void BindDefault(ScopeVariable parameter, Node value)
    {
        Label given = new();
        builder.EmitJump(Opcode.JumpGiven, parameter.Register, given);
        SetLine(value);
        Lower(value, parameter.Register);
        builder.Mark(given);
        Capture(parameter);
    }

    private void Capture(ScopeVariable parameter)
    {
        if (parameter.IsCaptured)
        {
            builder.Emit(Opcode.SetCaptured, parameter.Register, 0, parameter.EnvironmentIndex);
        }
    }

    private void SpreadParameters(Node[] nodes, int first)
    {
        for (int i = 0; i < nodes.Length; i++)
        {
            if (nodes[i] is MultiTargetNode target)
            {
                int mark = builder.NextRegister;
                Spread(Evaluate(target), scope.Parameters[first + i].Register);
                builder.ReleaseTo(mark);
            }
        }
    }
}
