require "adder"

RSpec.describe "adder" do
  it("tops") { expect(add(1, 2)).to eq 3 }

  it "is noisy" do
    puts "printed (FAILED - 1)"
    warn "printed on error output"
  end

  describe "suite" do
    it("does one") { expect(add(1, 0)).to eq 1 }
    xit("is left out") { raise "never" }
    it "is to come"
    pending("will come") { expect(add(1, 1)).to eq 3 }

    context "inner" do
      it("breaks") { expect(add(1, 1)).to eq 3 }
      it { expect(add(2, 2)).to eq 4 }
      it { is_expected.to eq "adder" }
    end
  end
end

RSpec.describe String do
  it("is other") { expect("").to be_empty }
end
