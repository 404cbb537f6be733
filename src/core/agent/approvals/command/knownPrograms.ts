// Programs that are known: which of their words say what they do, and which others may stand behind.

/** Options and arguments that run, write or reach elsewhere. */
export interface BadArguments {
  /** Letters of short options, wherever they stand in a cluster of them. */
  readonly short?: string;
  /** Long options, which may be shortened. */
  readonly long?: readonly string[];
  /** Arguments by their shape. */
  readonly shapes?: RegExp;
  /** The only arguments there may be, where all others could be bad. */
  readonly only?: RegExp;
  /** What one of the arguments has to look like: without it, it prints what stands in files that nobody named. */
  readonly needs?: RegExp;
}

/** What is asked of the words of a program that may be allowed. */
export interface KnownProgram extends BadArguments {
  /** Words behind the name that say what it does, one of which has to stand there; none: the name alone does. */
  readonly verbs?: readonly string[];
  /** Options that may stand before the verb. */
  readonly before?: readonly string[];
  /** Verbs that say what they do with one word more: `npm run test`. */
  readonly named?: readonly string[];
  /** Verbs that print what stands in files that nobody named, or that it was in another time: they always ask. */
  readonly prints?: readonly string[];
  /** What is bad with one verb alone. */
  readonly byVerb?: Readonly<Record<string, BadArguments>>;
  /** What stands behind `--` is for somebody else: `only` does not hold there. */
  readonly passesOn?: boolean;
  /** What each word has to look like, behind `--` too: a second shell may read it. */
  readonly every?: RegExp;
  /** Words with an `@` in front that are no file of further arguments, with these verbs or with any. */
  readonly at?: { readonly shape: RegExp; readonly verbs?: readonly string[] };
  /** What all arguments, joined by NUL, have to look like. */
  readonly whole?: RegExp;
  /** It reads files and changes none. */
  readonly reads?: boolean;
}

/** A program that nobody knows: options could do anything, and so could a shell that gets the words. */
export const stranger: KnownProgram = { every: /^(?!-)[\p{L}\p{N}\p{M}_@./:=,+-]*$/u };

const words = (text: string) => text.split(/\s+/);
const reads: KnownProgram = { reads: true };

/** Tests and checks of what is in the workspace: they run its code, which a person who allows them knows. */
const checks: KnownProgram = {
  short: "ow",
  long: words(
    `fix fix-dangerously fix-suggestions write apply unsafe unsafe-fixes in-place auto-correct autocorrect autocorrect-all output output-file outputFile
    outFile outDir declarationDir tsBuildInfoFile generateTrace generateCpuProfile init clean`,
  ),
};

/** Scripts get their words through a shell, which not every version keeps from reading them. */
const handedOn = /^[\w@./:=,+-]*$/;

const npm: KnownProgram = {
  verbs: words("test t tst run run-script ls list outdated why explain"),
  named: words("run run-script"),
  // Any other may name a shell, a folder or a file of settings.
  only: /^(?!-)|^(?:-s|--silent|-w|--workspace|-ws|--workspaces|--if-present|--json|-r|--recursive|--filter|--(?:workspace|filter|depth)=[\w@/.*-]+)$/,
  passesOn: true,
  every: handedOn,
  at: { shape: /^@[\w.-]+\/[\w.-]+$/, verbs: words("ls list outdated why explain") },
};

/** Without options, of which many name programs, and without addresses. */
const versions = (verbs: string, prints = ""): KnownProgram => ({
  reads: true,
  verbs: words(verbs),
  prints: words(prints),
  only: /^(?!-)[^:]*$/,
});

/** Of two versions: which files differ and by how many lines, and never the lines. */
const quiet =
  "--(?:stat(?:=[\\d,]+)?|shortstat|numstat|dirstat|name-only|name-status|summary|compact-summary|quiet|raw|no-patch)|-s";
/** What else may be said of two versions. `-p`, `-S`, `-G` and all that is new in a later Git are not among it. */
const compared =
  "--|--(?:cached|staged|merge-base|exit-code|no-color|color(?:=\\w+)?|diff-filter=\\w+|(?:no|find)-renames(?:=\\d+%?)?|ignore-all-space|ignore-space-change|ignore-blank-lines|abbrev(?:=\\d+)?|no-abbrev|relative|no-ext-diff|no-textconv|minimal|patience|histogram|root|no-commit-id)|-[MCRwbzrt]+\\d*%?";
/** How the list of what was committed is made. */
const listed =
  "-n?\\d+|-[nisegEFPN]+|--(?:oneline|graph|all|reflog|walk-reflogs|no-walk|decorate(?:=\\w+)?|no-decorate|merges|no-merges|first-parent|reverse|follow|count|parents|children|boundary|left-right|left-only|right-only|cherry|cherry-pick|cherry-mark|topo-order|date-order|author-date-order|abbrev-commit|no-abbrev-commit|simplify-by-decoration|full-history|objects|numbered|email|regexp-ignore-case|extended-regexp|fixed-strings|all-match|invert-grep|timestamp|relative-date|source|log-size)|--(?:max-count|skip|since|until|after|before|author|committer|grep|date|pretty|format|branches|tags|remotes|glob|exclude|group)(?:=.*)?";
const shape = (...parts: readonly string[]) => new RegExp(`^(?:${parts.join("|")})$`, "s");
const noOption = "(?!-).*";

/** Contents beside the path that is named, past the question that reading it would be. */
const patches: BadArguments = {
  short: "puUWLcm",
  long: words(
    "patch patch-with-raw patch-with-stat unified function-context cc dd diff-merges remerge-diff binary check",
  ),
};
const sums: KnownProgram = { reads: true, short: "c", long: ["check"] };
const greps: KnownProgram = { reads: true, short: "rRd", long: words("recursive dereference-recursive directories") };

const all = <T>(names: string, each: T) => Object.fromEntries(words(names).map((name) => [name, each]));

/** Programs that are known; of one that is not, two words say what it does. */
const known: Readonly<Record<string, KnownProgram>> = {
  ...all(
    `ls pwd cat head tail stat basename dirname realpath readlink echo true false uname whoami id which type sleep seq
    cmp cut tr nl tac rev fold column comm join paste od hexdump strings df nproc arch tty locale`,
    reads,
  ),
  // They read what a list names.
  ...all("md5sum sha1sum sha224sum sha256sum sha384sum sha512sum shasum cksum b2sum", sums),
  ...all("grep egrep fgrep", greps),
  // What they complain about they quote, as builds and tests do: they run what is in the workspace, and that could read all.
  ...all(
    `tsc vue-tsc svelte-check oxlint vitest jest mocha ava pytest mypy pyright flake8 pylint
    phpunit phpstan rspec golangci-lint staticcheck shellcheck hadolint markdownlint actionlint yamllint`,
    checks,
  ),
  // Formats are loaded by their path, and some tell whole files.
  eslint: { ...checks, short: "owf", long: [...(checks.long ?? []), "format"] },
  stylelint: { ...checks, short: "owf", long: [...(checks.long ?? []), "formatter", "custom-formatter"] },
  // Else it prints what it is to format, of a folder all that is in it.
  prettier: { ...checks, needs: /^(?:--check|--list-different|-c|-l)$/ },
  ruff: { ...checks, verbs: ["check"] },
  biome: { ...checks, verbs: ["check", "lint", "ci"] },
  rubocop: { ...checks, short: "owaAx" },
  date: { reads: true, short: "s", long: ["set"] },
  wc: { reads: true, long: ["files0-from"] },
  du: { reads: true, short: "LD", long: words("files0-from dereference") },
  file: { reads: true, short: "CfmzZ", long: words("compile files-from magic-file uncompress uncompress-noreport") },
  tree: { reads: true, short: "oRl", long: ["info"] },
  mkdir: {},
  sort: { reads: true, short: "oT", long: words("output compress-program temporary-directory files0-from") },
  // A second name is the file it writes.
  uniq: { reads: true, only: /^-/ },
  find: { reads: true, shapes: /^-(?:exec|ok|delete|fprint|fls|files0|follow|[HL])/ },
  fd: {
    reads: true,
    short: "xXLHIu",
    long: words("exec exec-batch follow hidden no-ignore unrestricted"),
    shapes: /^--no-ignore/,
  },
  rg: {
    reads: true,
    // A glob that is asked for beats what is ignored or hidden.
    short: "zuLg.",
    long: words(
      "pre pre-glob hostname-bin search-zip hyperlink-format unrestricted follow hidden glob iglob ignore-file",
    ),
    shapes: /^--(?:no-ignore|glob)/,
    // Even whether something was found tells of files that nobody named.
    needs: /^--files$/,
    only: /^(?!-)|^--$|^--files$|^--(?:sort|sortr|type|type-not|max-depth)=\w+$|^-[tTd]\w*$|^-0$/,
  },
  // Lines by their numbers; every other script may write, or run commands.
  sed: { reads: true, whole: /^-n\0(?:\d+(?:,(?:\d+|\$))?|\$)p(?:\0[^-\0][^\0]*)*$/ },
  git: {
    reads: true,
    // Those that are built in: no alias can take their names. Those that change more than the index ask.
    verbs: words(
      `status diff log show shortlog describe rev-parse rev-list ls-files ls-tree name-rev merge-base
      whatchanged count-objects diff-tree diff-index diff-files show-ref for-each-ref check-ignore check-attr branch add
      commit`,
    ),
    prints: words("blame annotate grep cat-file archive format-patch range-diff stash reflog fast-export bundle"),
    before: ["--no-pager"],
    short: "O",
    long: words(
      `ext-diff textconv output open-files-in-pager exec exec-path upload-pack receive-pack config config-env git-dir
      work-tree no-index`,
    ),
    // Revisions; it knows no files of arguments.
    at: { shape: /^@/ },
    byVerb: {
      ...all("log whatchanged diff-tree diff-index diff-files rev-list shortlog", {
        ...patches,
        only: shape(noOption, quiet, compared, listed),
      }),
      diff: { needs: shape(quiet), only: shape(noOption, quiet, compared) },
      // Of a commit alone: of anything else (a file's hash, `HEAD:file`) it prints what stands there.
      show: { needs: shape(quiet), only: shape(String.raw`HEAD(?:~\d*)?`, quiet, "--oneline|--no-color") },
      status: { short: "v", long: ["verbose"] },
      branch: {
        short: "dDmMcCfu",
        long: words("delete move copy force edit-description set-upstream-to unset-upstream"),
      },
      add: { short: "pief", long: words("patch interactive edit force") },
      commit: {
        short: "nepFtCcv",
        long: words("verbose no-verify amend edit patch interactive file template reuse-message"),
      },
    },
  },
  npm,
  pnpm: { ...npm, verbs: words("test t run ls list outdated why") },
  yarn: { ...npm, verbs: words("test run list outdated why") },
  bun: { verbs: words("test run"), named: ["run"], only: /^(?!-)/, every: handedOn },
  hg: versions("status log id identify summary branches tags files", "diff annotate blame cat grep export"),
  svn: versions("status log info list", "diff blame annotate praise cat"),
  jj: versions("status st log", "diff show interdiff"),
  ...all("bzr brz", versions("status log info", "diff annotate cat grep")),
  fossil: versions("status changes timeline", "diff blame annotate cat grep"),
  cargo: {
    verbs: words("test check build clippy tree metadata doc bench"),
    short: "ZC",
    long: words("config manifest-path target-dir out-dir artifact-dir fix open"),
  },
  go: {
    verbs: words("test build vet list version"),
    prints: ["doc"],
    // The versions of a module (`-m`, `-u`, `@`) are looked up wherever its name says.
    shapes:
      /@|^--?(?:test\.)?(?:m|u|mod|fix|http|exec|toolexec|vettool|overlay|modfile|o|C|ldflags|gcflags|asmflags|gccgoflags|compiler|pkgdir|outputdir|\w*profile|trace)(?:=|$)/,
  },
};

/** What is known of `name` (lower case, without a path). */
export function knownProgram(name: string): KnownProgram | undefined {
  return Object.hasOwn(known, name) ? known[name] : undefined;
}
