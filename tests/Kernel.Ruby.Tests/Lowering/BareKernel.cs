namespace Kernel.Ruby.Tests.Lowering;

/// <summary>The iterators of the bare machine, in Ruby.</summary>
internal static class BareKernel
{
    /// <summary>The source.</summary>
    public const string Source = """
        class BasicObject
          def initialize(*) = nil
        end

        class Array
          def each
            i = 0
            while i < length
              yield self[i]
              i += 1
            end
            self
          end

          def map
            result = []
            each { |x| result << yield(x) }
            result
          end
        end

        class Integer
          def times
            i = 0
            while i < self
              yield i
              i += 1
            end
            self
          end
        end

        module Kernel
          def loop
            while true
              yield
            end
          end
        end

        class Symbol
          def to_proc = nil
        end
        """;
}
