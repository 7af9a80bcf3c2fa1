require "minitest/autorun"
require_relative "../adder"

class TestAdder < Minitest::Test
  def test_top = assert_equal(3, add(1, 2))

  def test_noisy
    puts "printed by a test"
    warn "printed on error output"
  end

  def test_left_out = skip("left out")
  def test_breaks = assert_equal(3, add(1, 1))
  def test_errs = raise("broken")
end

describe "a spec" do
  it("does one") { _(add(1, 0)).must_equal 1 }
  describe("inner") { it("does two") { _(add(1, 1)).must_equal 2 } }
end
