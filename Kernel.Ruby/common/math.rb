# Math.

module Math
  PI = 3.141592653589793
  E = 2.718281828459045

  class DomainError < ArgumentError
  end

  class << self
    primitive :__function, :math_function
    primitive :atan2, :math_atan2
    primitive :hypot, :math_hypot
    primitive :log, :math_log
    primitive :sqrt, :math_sqrt
    primitive :ldexp, :math_ldexp
    primitive :frexp, :math_frexp
    private :__function

    def sin(x) = __function(:sin, x)
    def cos(x) = __function(:cos, x)
    def tan(x) = __function(:tan, x)
    def asin(x) = __function(:asin, x)
    def acos(x) = __function(:acos, x)
    def atan(x) = __function(:atan, x)
    def sinh(x) = __function(:sinh, x)
    def cosh(x) = __function(:cosh, x)
    def tanh(x) = __function(:tanh, x)
    def asinh(x) = __function(:asinh, x)
    def acosh(x) = __function(:acosh, x)
    def atanh(x) = __function(:atanh, x)
    def exp(x) = __function(:exp, x)
    def cbrt(x) = __function(:cbrt, x)
    def erf(x) = __function(:erf, x)
    def erfc(x) = __function(:erfc, x)
    def gamma(x) = __function(:gamma, x)

    def log2(x)
      Integer === x && x.bit_length > 1000 ? log(x, 2) : __function(:log2, x)
    end

    def log10(x)
      Integer === x && x.bit_length > 1000 ? log(x, 10) : __function(:log10, x)
    end

    def lgamma(x)
      return [log(gamma(x).abs), gamma(x) < 0 ? -1 : 1] if x < 100
      [(x - 0.5) * log(x) - x + 0.5 * log(2 * PI) + 1.0 / (12 * x) - 1.0 / (360 * x**3), 1]
    end
  end

  private

  def sin(x) = Math.sin(x)
  def cos(x) = Math.cos(x)
  def tan(x) = Math.tan(x)
  def atan(x) = Math.atan(x)
  def atan2(y, x) = Math.atan2(y, x)
  def exp(x) = Math.exp(x)
  def hypot(x, y) = Math.hypot(x, y)
  def sqrt(x) = Math.sqrt(x)
  def cbrt(x) = Math.cbrt(x)
  def log(*args) = Math.log(*args)
  def log2(x) = Math.log2(x)
  def log10(x) = Math.log10(x)
end
