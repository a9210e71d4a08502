using Gem.Vm;
using Gem.Vm.Bytecode;
using Gem.Vm.Values;

namespace Kernel.Ruby.Primitives;

/// <summary>arity and parameters of methods and procs.</summary>
internal static class Signature
{
    /// <summary>Ruby's arity; a proc that is no lambda counts optional parameters as absent unless there is a rest.</summary>
    public static int Arity(ParameterList parameters, bool isLambda)
    {
        bool needsKeyword = Array.Exists(parameters.Keywords, keyword => keyword.IsRequired);
        int least = parameters.Required + parameters.Post + (needsKeyword ? 1 : 0);
        int most = parameters.HasRest ? int.MaxValue
            : parameters.Required + parameters.Post + parameters.Optional + (parameters.TakesKeywords ? 1 : 0);
        bool isFixed = isLambda ? least == most : most != int.MaxValue;
        return isFixed ? least : -least - 1;
    }

    /// <summary>Pairs of kind and name, as Method#parameters and Proc#parameters answer them.</summary>
    public static ArrayObject Parameters(VirtualMachine vm, ParameterList parameters, bool isLambda)
    {
        ArrayObject list = vm.NewArray([], 0);
        int next = 0;
        void Add(string kind)
        {
            SymbolObject? name = next < parameters.Names.Length ? parameters.Names[next] : null;
            next++;
            Value symbol = vm.Symbol(kind);
            list.Append(name is not null ? vm.NewArray([symbol, name]) : kind == "opt" ? vm.NewArray([symbol, Value.Nil]) : vm.NewArray([symbol]));
        }

        void AddMany(string kind, int count)
        {
            for (int i = 0; i < count; i++)
            {
                Add(kind);
            }
        }

        string required = isLambda ? "req" : "opt";
        AddMany(required, parameters.Required);
        AddMany("opt", parameters.Optional);
        AddMany("rest", parameters.HasRest ? 1 : 0);
        AddMany(required, parameters.Post);
        foreach (KeywordParameter keyword in parameters.Keywords)
        {
            next++;
            list.Append(vm.NewArray([vm.Symbol(keyword.IsRequired ? "keyreq" : "key"), keyword.Name]));
        }

        AddMany("keyrest", parameters.HasKeywordRest ? 1 : 0);
        if (parameters.RefusesKeywords)
        {
            list.Append(vm.NewArray([vm.Symbol("nokey")]));
        }

        AddMany("block", parameters.HasBlock ? 1 : 0);
        return list;
    }
}
