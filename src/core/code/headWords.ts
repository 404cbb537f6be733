// The words that heads are made of in every language, for the patterns that read them.
// Those of a single kind of head stand with their reader.

/** The source of a pattern for a name; it needs the flag `u`. */
export const id = "[\\p{L}_$][\\p{L}\\p{N}_$]*";

/** Words that begin or join statements: nothing is called so. */
export const control = new Set(
  "if else for foreach while do switch catch try finally return throw with match when lock using fixed checked unchecked synchronized case goto await yield defer select guard repeat new delete sizeof typeof assert break continue default in of instanceof super this import package alignas static_assert decltype not and or elif loop".split(
    " ",
  ),
);

const modifier =
  /^(?:export|default|declare|public|private|protected|internal|static|final|abstract|override|async|pub(?:\s*\([^)]*\))?|unsafe|extern(?=\s+"|\s+fn|\s+crate|\s+[\w:<>*&]+\s)(?:\s*"+)?|open|sealed|data|inline|virtual|partial|readonly|native|synchronized|transient|volatile|strictfp|suspend|operator(?=\s+fun)|infix|tailrec|lateinit|mutating|nonmutating|fileprivate|required|convenience|indirect|constexpr|consteval|explicit|friend|mutable|thread_local|accessor|const(?=\s+(?:fn|unsafe|async|extern|enum|val)\b)|late|external|factory|implicit|lazy|case(?=\s+(?:class|object)\b)|default(?=\s+(?:fn|async|unsafe)\b))\s+/;

/** A head from the word on that says what it defines: `export`, `public` and their like are left out. */
export function withoutModifiers(text: string): string {
  let rest = text;
  for (;;) {
    const next = rest.replace(modifier, "");
    if (next === rest) return rest;
    rest = next;
  }
}
