// Leftovers of a merge or of Markdown.
import { body, examples, file } from "./examples.ts";

examples("markers", {
  raised: [
    file("a.css", "<<<<<<< ours\na {}\n=======\nb {}\n>>>>>>> theirs"),
    file("a.py", "```python\nx = 1\n```"),
  ],
  quiet: [
    file("docs/a.md", "```js\nf();\n```"),
    body("return `\n=======\n` + a;"),
    file("a.rst", "=======\nTitle\n======="),
    file("a.py", 'x = """\n=======\n```\n"""'),
  ],
});
