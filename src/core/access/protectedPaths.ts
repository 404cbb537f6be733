// Files whose contents decide more than themselves: what is run, what is fetched, what an agent is told, which secrets
// hold. Changing one is asked about, whoever proposes it. Names are compared as the laxest disk would: a question too
// many costs a press, one too few may cost the machine.

import { plainFileName } from "./plainFileName.ts";

/** What a change of the file can do. */
export type Protection =
  /** Runs code: on opening, building, testing, committing, or in a service that builds. */
  | "runs-code"
  /** Decides which foreign code comes in. */
  | "packages"
  /** Settings of editors and repositories, which start programs and switch protection off. */
  | "settings"
  /** Keys and passwords. */
  | "secrets"
  /** What agents are told and allowed. */
  | "instructions";

/** Folders, wherever they stand: everything in them, and they themselves. */
const folders: Readonly<Record<string, Protection>> = {
  ".git": "settings",
  ".hg": "settings",
  ".svn": "settings",
  ".jj": "settings",
  ".bzr": "settings",
  ".fossil-settings": "settings",
  ".vscode": "settings",
  ".idea": "settings",
  ".devcontainer": "runs-code",
  ".github": "runs-code",
  ".gitlab": "runs-code",
  ".circleci": "runs-code",
  ".husky": "runs-code",
  ".githooks": "runs-code",
  ".yarn": "runs-code",
  ".buildkite": "runs-code",
  ".gitea": "runs-code",
  ".forgejo": "runs-code",
  ".zed": "settings",
  ".vs": "settings",
  ".ssh": "secrets",
  ".roo": "instructions",
  ".kiro": "instructions",
  ".continue": "instructions",
  ".opencode": "instructions",
  ".cargo": "runs-code",
  // What is installed there runs in editors and builds, and no diff of Git shows it.
  node_modules: "runs-code",
  ".venv": "runs-code",
  venv: "runs-code",
  vendor: "runs-code",
  ".direnv": "runs-code",
  ".junie": "instructions",
  ".trae": "instructions",
  ".amazonq": "instructions",
  ".mvn": "runs-code",
  ".agents": "instructions",
  ".claude": "instructions",
  ".cursor": "instructions",
  ".codex": "instructions",
  ".gemini": "instructions",
  ".windsurf": "instructions",
};

/** Names, lower case. A manifest of packages (`go.mod`, `Cargo.toml`) is here because a build fetches and runs what it names. */
const files: Readonly<Record<Protection, readonly string[]>> = {
  "runs-code": [
    "makefile gnumakefile justfile rakefile gulpfile gruntfile jakefile vagrantfile jenkinsfile procfile tiltfile",
    "dockerfile containerfile cmakelists.txt cmakepresets.json meson.build build.rs build.xml build.sbt build.zig",
    "pom.xml setup.py setup.cfg conftest.py tox.ini noxfile.py fabfile.py pyproject.toml",
    "gradlew gradlew.bat mvnw mvnw.cmd gradle.properties gradle-wrapper.properties",
    "package.json nx.json turbo.json lerna.json wrangler.toml bunfig.toml deno.json deno.jsonc",
    ".gitlab-ci.yml .travis.yml azure-pipelines.yml bitbucket-pipelines.yml appveyor.yml .drone.yml",
    ".pre-commit-config.yaml .pre-commit-config.yml .pnpmfile.cjs .devcontainer.json flake.nix shell.nix default.nix",
    ".pnp.cjs .pnp.loader.mjs pylintrc .rubocop.yml .flake8 mypy.ini pytest.ini .rspec phpunit.xml .php-cs-fixer.php",
    "phpstan.neon guardfile fastfile dangerfile capfile brewfile",
    ".justfile cmakeuserpresets.json sconstruct wscript configure sitecustomize.py conanfile.py",
    "angular.json project.json tauri.conf.json .tool-versions mise.toml .mise.toml rust-toolchain rust-toolchain.toml",
    ".gitpod.yml .woodpecker.yml buildspec.yml cloudbuild.yaml azure-pipelines.yaml plugins.sbt",
    // What a shell runs when it starts.
    ".bashrc .bash_profile .bash_login .bash_logout .profile .zshrc .zshenv .zprofile .zlogin",
    // Git's hooks, wherever they are kept.
    "pre-commit prepare-commit-msg commit-msg post-commit pre-push pre-rebase post-checkout post-merge post-rewrite",
    "applypatch-msg pre-applypatch post-applypatch pre-receive update post-receive post-update fsmonitor-watchman",
  ],
  packages: [
    ".npmrc .yarnrc .yarnrc.yml .pypirc pip.conf nuget.config pnpm-workspace.yaml",
    "package-lock.json npm-shrinkwrap.json pnpm-lock.yaml bun.lockb packages.lock.json gradle.lockfile go.sum go.work.sum",
    "cargo.toml go.mod go.work gemfile composer.json pipfile mix.exs pubspec.yaml podfile package.swift package.resolved",
    "directory.packages.props environment.yml",
  ],
  // What Git ignores is what is asked about before it is read.
  settings: [
    ".mcp.json mcp.json .gitmodules .gitattributes .gitconfig .gitignore .ignore .rgignore .fdignore",
    // With it any folder is a repository to Git, whose `config` names programs.
    "head",
    ".fslckout _fossil_",
  ],
  secrets: [".netrc .htpasswd"],
  instructions: [
    "agents.md agents.override.md claude.md claude.local.md gemini.md skill.md .cursorrules .windsurfrules",
    ".clinerules .aider.conf.yml opencode.json .rules .goosehints warp.md",
  ],
};
const byName = new Map(
  Object.entries(files).flatMap(([why, lists]) =>
    lists.flatMap((list) => list.split(" ").map((name) => [name, why as Protection] as const)),
  ),
);

/** Names by their shape. */
const shapes: readonly (readonly [RegExp, Protection])[] = [
  [/^\.env/, "secrets"],
  [/\.env$/, "secrets"],
  [/\.code-workspace$/, "settings"],
  [/\.instructions\.md$|^copilot-instructions\.md$/, "instructions"],
  [/\.config\.[cm]?[jt]sx?$/, "runs-code"],
  [/^(?:gulp|grunt|cake|jake)file\.[\w.]+$/, "runs-code"],
  [
    /^(?:babel|jest)\.config\.json$|^\.?lefthook(?:-local)?\.(?:ya?ml|toml|json)$|^taskfile\.(?:dist\.)?ya?ml$/,
    "runs-code",
  ],
  [/\.pth$|^makefile\.(?:am|in)$/, "runs-code"],
  // `.eslintrc.js`, `.babelrc.cjs`, `.mocharc.json`: they name what is loaded.
  [/^\.[\w-]+rc(?:\.(?:[cm]?[jt]s|json5?|ya?ml|toml))?$|^vitest\.workspace\.[cm]?[jt]s$/, "runs-code"],
  [/\.(?:gradle|gradle\.kts|cmake|mk|bazel|bzl|rake|gemspec|podspec)$/, "runs-code"],
  [/^(?:workspace|build|module)\.bazel$|^build$|^\.bazelrc$/, "runs-code"],
  [/\.(?:cs|fs|vb|vcx|njs|ws)proj(?:\.user)?$|\.(?:targets|props|sln|slnx)$/, "runs-code"],
  [/^dockerfile\.|\.dockerfile$|^(?:docker-)?compose(?:[._-][\w.-]+)?\.ya?ml$/, "runs-code"],
  [/\.lock$/, "packages"],
  [/^(?:dev-)?(?:requirements|constraints)(?:[._-][\w.-]+)?\.(?:txt|in)$/, "packages"],
];

/**
 * Why a file or folder is protected, by the names of its path below the workspace's folder; undefined when it is not.
 * What Windows takes for the same name counts as it (trailing dots and spaces, streams, `GIT~1`); other short names
 * (`PACKAG~1.JSO`) cannot be told from their looks.
 */
export function protectionOf(names: readonly string[]): Protection | undefined {
  const plain = names.map(plainFileName);
  for (const name of plain) {
    if (/^git~\d+$/.test(name)) return "settings";
    const folder = Object.hasOwn(folders, name) ? folders[name] : undefined;
    if (folder) return folder;
  }
  const name = plain.at(-1) ?? "";
  return byName.get(name) ?? shapes.find(([shape]) => shape.test(name))?.[1];
}
