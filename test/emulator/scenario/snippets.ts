// A line or three of code in the languages people name.

const snippets: { [language: string]: string } = {
  python: 'def greet(name: str) -> str:\n    return f"Hello, {name}!"\n\n\nprint(greet("MiMo"))',
  typescript:
    // biome-ignore lint/suspicious/noTemplateCurlyInString: this is code to show, not a template.
    'export function greet(name: string): string {\n  return `Hello, ${name}!`;\n}\n\nconsole.log(greet("MiMo"));',
  // biome-ignore lint/suspicious/noTemplateCurlyInString: this is code to show, not a template.
  javascript: 'function greet(name) {\n  return `Hello, ${name}!`;\n}\n\nconsole.log(greet("MiMo"));',
  rust: 'fn greet(name: &str) -> String {\n    format!("Hello, {name}!")\n}\n\nfn main() {\n    println!("{}", greet("MiMo"));\n}',
  go: 'package main\n\nimport "fmt"\n\nfunc main() {\n\tfmt.Println("Hello, MiMo!")\n}',
  java: 'class Greeter {\n    public static void main(String[] args) {\n        System.out.println("Hello, MiMo!");\n    }\n}',
  cpp: '#include <iostream>\n\nint main() {\n    std::cout << "Hello, MiMo!\\n";\n}',
  c: '#include <stdio.h>\n\nint main(void) {\n    puts("Hello, MiMo!");\n}',
  bash: 'name="MiMo"\necho "Hello, $name!"',
  sql: "SELECT name, COUNT(*) AS greetings\nFROM guests\nGROUP BY name\nORDER BY greetings DESC;",
  html: '<!doctype html>\n<html lang="en">\n  <body>\n    <h1>Hello, MiMo!</h1>\n  </body>\n</html>',
  css: "h1 {\n  font-size: 1.5rem;\n  margin-block: 1em;\n}",
};

const names: [RegExp, string][] = [
  [/\bpython\b/i, "python"],
  [/\btypescript\b|\bTS\b/i, "typescript"],
  [/\bjavascript\b|\bJS\b|\bnode(\.js)?\b/i, "javascript"],
  [/\brust\b/i, "rust"],
  [/\bgolang\b|\bgo\b(?= (code|program|function|example))|\bin go\b/i, "go"],
  [/\bjava\b/i, "java"],
  [/c\+\+|\bcpp\b/i, "cpp"],
  [/\bin c\b|\bc (code|program|function)\b/i, "c"],
  [/\bbash\b|\bshell\b/i, "bash"],
  [/\bsql\b/i, "sql"],
  [/\bhtml\b/i, "html"],
  [/\bcss\b/i, "css"],
];

/** A fenced block in the language a question names; TypeScript if it asks for code and names none; else undefined. */
export function snippetFor(question: string): string | undefined {
  const named = names.find(([pattern]) => pattern.test(question))?.[1];
  const asks = /\b(code|function|program|script|snippet|example|class|implement|write)\b|代码|函数|程序|示例/i.test(
    question,
  );
  if (!asks) return undefined;
  if (!named && !/\b(code|function|program|script|snippet|class)\b|代码|函数|程序/i.test(question)) return undefined;
  const language = named ?? "typescript";
  return `\`\`\`${language}\n${snippets[language]}\n\`\`\`\n`;
}
