require "minitest/autorun"
require_relative "../lib/adder"
class TestAdder < Minitest::Test
  def test_wrong_value = assert_equal(3, add(1, 1))
  def test_wrong_message = assert_equal(3, add(1, 1), "undefined method `key_of'")
  def test_no_raise = assert_raises(ArgumentError) { add(1, 1) }
  def test_missing_method = Adder.key_of
  def test_missing_constant = Joiner.new
  def test_own_typo = asert(1)
  def test_thrown_by_code = assert_equal(0, half(nil))
  def test_signature = add(1, 2, 3)
  def test_thrown_in_test = nil + 1
  def test_no_fixture = File.read("fixtures/none.txt")
  def test_other_raise = assert_raises(ArgumentError) { half(nil) }
end
