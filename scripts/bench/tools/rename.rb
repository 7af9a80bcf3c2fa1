# Renames parameters and locals of Ruby files in place, as the parser gem tells them from methods.
require "parser/current"

KEPT = %i[kwarg kwoptarg kwrestarg match_var].freeze
NAMED = %i[lvar lvasgn arg optarg restarg blockarg shadowarg procarg0].freeze

def walk(node, &block)
  return unless node.is_a?(Parser::AST::Node)
  block.call(node)
  node.children.each { |child| walk(child, &block) }
end

ARGV.each do |path|
  text = File.read(path)
  begin
    tree = Parser::CurrentRuby.parse(text)
  rescue Parser::SyntaxError, EncodingError
    next
  end
  next if text.match?(/\b(?:binding|eval|instance_eval|class_eval|module_eval|local_variables)\b/)
  kept = []
  spots = []
  walk(tree) do |node|
    name = node.children.first
    kept << name if KEPT.include?(node.type)
    # A name that is a method somewhere, or a key without a value, stays.
    kept << node.children[1] if node.type == :send && node.children.first.nil?
    kept << node.children[1].children.first if node.type == :pair && node.location.operator.nil?
    next unless NAMED.include?(node.type) && name.is_a?(Symbol)
    spots << [name, node.location.name]
  end
  names = spots.map(&:first).uniq.reject { |n| kept.include?(n) || n.to_s.start_with?("_") }
  out = text.dup
  spots.select { |n, _| names.include?(n) }.sort_by { |_, r| -r.begin_pos }.each do |name, range|
    out[range.begin_pos...range.end_pos] = "local_#{names.index(name)}"
  end
  File.write(path, out) unless names.empty?
end
