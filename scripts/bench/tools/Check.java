// Prints the path of each Java file that javac cannot parse.
import com.sun.source.util.JavacTask;
import java.util.*;
import javax.tools.*;

class Check {
    public static void main(String[] paths) throws Exception {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        for (String path : paths) {
            boolean[] wrong = {false};
            var files = compiler.getStandardFileManager(null, null, null);
            var task = (JavacTask) compiler.getTask(null, files,
                d -> wrong[0] |= d.getKind() == Diagnostic.Kind.ERROR, List.of(), null,
                files.getJavaFileObjects(path));
            task.parse();
            if (wrong[0]) System.out.println(path);
        }
    }
}
