# Prints the path of each Ruby file that Ripper cannot parse.
require "ripper"

class Judge < Ripper
  def wrong?
    parse
    error?
  end
end

ARGV.each { |path| puts path if Judge.new(File.read(path)).wrong? }
