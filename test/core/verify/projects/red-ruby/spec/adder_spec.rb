require_relative "../lib/adder"
RSpec.describe "adder" do
  it("wrong value") { expect(add(1, 1)).to eq 3 }
  it("wrong message") { expect(add(1, 1)).to eq(3), "undefined method `key_of'" }
  it("no raise") { expect { add(1, 1) }.to raise_error(ArgumentError) }
  it("missing method") { Adder.key_of }
  it("missing constant") { Joiner.new }
  it("own typo") { expct(1).to eq 1 }
  it("thrown by code") { expect(half(nil)).to eq 0 }
  it("signature") { add(1, 2, 3) }
  it("thrown in test") { nil + 1 }
  it("no fixture") { File.read("fixtures/none.txt") }
  it("other raise") { expect { half(nil) }.to raise_error(ArgumentError) }
end
