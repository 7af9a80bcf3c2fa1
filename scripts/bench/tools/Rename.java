// Renames parameters and locals of Java files in place, by the scopes of javac's own tree.
import com.sun.source.tree.*;
import com.sun.source.util.*;
import java.nio.file.*;
import java.util.*;
import javax.tools.*;

class Rename {
    public static void main(String[] paths) throws Exception {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        for (String path : paths) {
            String text = Files.readString(Path.of(path));
            var files = compiler.getStandardFileManager(null, null, null);
            var task = (JavacTask) compiler.getTask(null, files, d -> {}, List.of(), null,
                files.getJavaFileObjects(path));
            for (CompilationUnitTree unit : task.parse()) {
                String out = renamed(unit, text, Trees.instance(task).getSourcePositions());
                if (!out.equals(text)) Files.writeString(Path.of(path), out);
            }
        }
    }

    /** Names that are declared once as a local, and by no other kind of declaration. */
    static String renamed(CompilationUnitTree unit, String text, SourcePositions at) {
        Map<String, Integer> declared = new HashMap<>();
        Set<String> other = new HashSet<>();
        List<long[]> uses = new ArrayList<>();
        List<String> names = new ArrayList<>();
        new TreePathScanner<Void, Void>() {
            public Void visitVariable(VariableTree node, Void v) {
                Tree parent = getCurrentPath().getParentPath().getLeaf();
                String name = node.getName().toString();
                boolean annotated = !node.getModifiers().getAnnotations().isEmpty();
                boolean plain = !(parent instanceof ClassTree) && !annotated;
                declared.merge(name, 1, Integer::sum);
                if (!plain || parent instanceof BindingPatternTree) other.add(name);
                long from = at.getStartPosition(unit, node);
                var found = java.util.regex.Pattern.compile("\\b" + java.util.regex.Pattern.quote(name) + "\\b")
                    .matcher(text);
                if (name.isEmpty() || !found.find((int) Math.max(0, from))) other.add(name);
                else { names.add(name); uses.add(new long[] {found.start(), found.end()}); }
                return super.visitVariable(node, v);
            }
            public Void visitIdentifier(IdentifierTree node, Void v) {
                names.add(node.getName().toString());
                uses.add(new long[] {at.getStartPosition(unit, node), at.getEndPosition(unit, node)});
                return null;
            }
            public Void visitNewClass(NewClassTree node, Void v) {
                if (node.getClassBody() != null) other.addAll(words(node.getClassBody().toString()));
                return super.visitNewClass(node, v);
            }
            public Void visitCase(CaseTree node, Void v) {
                for (ExpressionTree label : node.getExpressions()) other.addAll(words(label.toString()));
                return super.visitCase(node, v);
            }
        }.scan(unit, null);
        TreeMap<Long, String> edits = new TreeMap<>(Comparator.reverseOrder());
        Map<Long, Long> ends = new HashMap<>();
        List<String> order = new ArrayList<>(new TreeSet<>(declared.keySet()));
        for (int n = 0; n < names.size(); n++) {
            String name = names.get(n);
            if (other.contains(name) || declared.getOrDefault(name, 0) != 1) continue;
            edits.put(uses.get(n)[0], "local" + order.indexOf(name));
            ends.put(uses.get(n)[0], uses.get(n)[1]);
        }
        StringBuilder out = new StringBuilder(text);
        edits.forEach((from, to) -> out.replace(from.intValue(), ends.get(from).intValue(), to));
        return out.toString();
    }

    static Set<String> words(String text) {
        return new HashSet<>(Arrays.asList(text.split("\\W+")));
    }
}
