def add(a, b) = a + b
def half(text)
  text.size / 2
end
module Adder; end
