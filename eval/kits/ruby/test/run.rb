# Runs every test method of test/*_test.rb and reports them as TAP.
class Test
  @found = []
  class << self
    attr_reader :found
    def inherited(child)
      super
      Test.found << child
    end
  end

  def same(got, want)
    raise "got #{got.inspect}, want #{want.inspect}" unless got == want
  end
end

Dir[File.join(__dir__, "*_test.rb")].sort.each { |path| require path }
tests = Test.found.flat_map do |group|
  group.instance_methods(false).grep(/\Atest_/).sort.map { |name| [group, name] }
end

puts "1..#{tests.size}"
failed = false
tests.each_with_index do |(group, name), i|
  begin
    group.new.public_send(name)
    puts "ok #{i + 1} - #{group} > #{name}"
  rescue StandardError, NotImplementedError => e
    failed = true
    puts "not ok #{i + 1} - #{group} > #{name}"
    puts "# #{e.message.lines.first}"
  end
end
exit(failed ? 1 : 0)
