// Which programs never run because of how their line begins: one that takes code, a file name to write or another program
// in an argument does whatever the rest of the line says.

/** Why a program is never allowed by leading words. */
export type NeverKind =
  /** Runs code that stands in an argument, in a file that is named, or in what is piped in. */
  | "interpreter"
  /** Runs another command: its own words say nothing. */
  | "wrapper"
  /** Changes the shell, and with it what the words behind it mean. */
  | "shell"
  /** Runs what a build file says, of which the arguments choose and replace parts. */
  | "build"
  /** Changes files beside the checkpoints and without the question about protected ones. */
  | "changes-files"
  /** Sends to and fetches from anywhere. */
  | "network"
  /** Fetches foreign code, which may run when it is installed. */
  | "packages"
  /** Reaches the machine beyond the workspace: containers, services, other windows, running programs. */
  | "machine"
  /** Waits for keys, and runs commands that are typed or configured. */
  | "interactive"
  /** Prints what stands in files that its words do not name: nobody looked for secrets in them. */
  | "contents";

const neverByKind: Readonly<Record<NeverKind, string>> = {
  interpreter: `node nodejs deno python pypy perl ruby jruby php lua luajit tclsh wish osascript swift julia r rscript
    groovy scala kotlin kotlinc jshell java javaw jrunscript dotnet mono guile racket sbcl clisp ghc ghci runghc
    runhaskell elixir iex erl escript ocaml irb ipython jupyter ts-node tsx esbuild-runner bash sh zsh dash ksh mksh
    fish csh tcsh ash rbash pwsh powershell cmd nu xonsh elvish awk gawk mawk nawk ed ex m4 bc dc expect gdb lldb
    jq gojq jaq yq fx dasel sqlite sqlite3 psql mysql mariadb mongo mongosh redis-cli gnuplot octave matlab sass mermaid dot latex pdflatex
    xelatex lualatex tex cscript wscript mshta rundll32 regsvr32 msbuild csc gcc g++ cc c++ clang clang++ ld as tcc`,
  wrapper: `sudo doas su env xargs command builtin exec eval source time nice nohup timeout watch setsid stdbuf script
    strace ltrace ptrace parallel flock chroot unshare nsenter ionice taskset chrt runuser pkexec systemd-run
    start-stop-daemon entr nodemon concurrently cross-env dotenv dotenvx direnv mise asdf nvm fnm volta rbenv pyenv npx
    pnpx bunx uvx pipx pdm hatch rye poetry pipenv bundle caffeinate arch setarch unbuffer rlwrap trap noglob nocorrect
    repeat foreach coproc busybox toybox gtimeout genv gxargs gnice gnohup catchsegv valgrind perf rr bwrap firejail
    proxychains torsocks faketime sg newgrp run-parts xvfb-run dbus-run-session ssh-agent sem task-spooler`,
  shell: `cd pushd popd export declare typeset local readonly set unset shopt setopt unsetopt emulate alias unalias read
    mapfile readarray printf print test let hash rehash enable disable fc history bind complete compgen compopt getopts
    shift exit return break continue logout suspend wait jobs fg bg disown umask ulimit limit times caller zmodload
    autoload functions function zle sched vared zparseopts zstyle zformat float integer if then elif else fi for while
    until do done case esac select in end always`,
  build: `make gmake bmake nmake just task rake invoke inv fab gradle mvn ant sbt lein mix rebar3 ninja cmake meson bazel
    bazelisk buck buck2 pants scons waf tox nox nx turbo lerna gulp grunt jake cake webpack rollup vite parcel xcodebuild
    pod fastlane zig dune stack cabal doit msbuild ctest`,
  "changes-files": `rm rmdir unlink shred mv cp install ln dd tee truncate chmod chown chgrp chattr setfacl xattr rsync
    split csplit patch mkfs mount umount mkfifo mknod tar bsdtar gtar zip unzip gzip gunzip bzip2 bunzip2 xz unxz zstd
    unzstd 7z 7za rar unrar cpio ar pax sponge rename prename trash del erase move copy xcopy robocopy xxd sdiff uudecode
    iconv dos2unix unix2dos fallocate gsed ditto pbcopy objcopy strip indent touch`,
  network: `curl wget ssh sftp scp ftp telnet nc ncat netcat socat http https xh httpie aria2c axel lynx w3m links elinks
    rclone gh glab hub az aws gcloud gsutil s3cmd dig nslookup host ping traceroute whois mail sendmail mutt nmap tcpdump
    vercel netlify heroku fly flyctl wrangler firebase supabase ngrok cloudflared openssl`,
  packages: `pip easy_install uv conda mamba micromamba gem bundler composer brew port apt apt-get aptitude dpkg dnf yum rpm
    pacman yay apk zypper snap flatpak nix nix-env nix-shell nix-build corepack rustup sdk choco winget scoop luarocks
    cpan cpanm opam cabal-install go-get bower jspm vcpkg conan`,
  machine: `docker docker-compose podman podman-compose nerdctl buildah kubectl helm minikube vagrant ansible
    ansible-playbook terraform tofu pulumi packer systemctl service launchctl crontab at batch kill killall pkill skill
    shutdown reboot halt poweroff init open xdg-open start explorer code code-insiders codium cursor windsurf idea
    webstorm subl defaults reg schtasks wmic diskutil hdiutil passwd useradd usermod visudo chsh gpg ssh-add ssh-keygen
    security keychain dbus-send gdbus busctl notify-send xdotool screen tmux zellij wsl`,
  interactive: `vi vim nvim view vimdiff emacs nano pico micro helix hx less more most man info pager bat batcat top htop
    btop fzf tig lazygit ranger mc nnn dialog whiptail gum claude codex gemini aider opencode`,
  contents: `ag ack ack-grep ugrep ug rga ripgrep-all pt sift sg ast-grep semgrep comby git-grep pdfgrep zgrep zegrep zfgrep
    bzgrep xzgrep zstdgrep zcat gzcat bzcat xzcat zstdcat zdiff zcmp bzdiff bzcmp xzdiff diff diff3 colordiff icdiff difft
    delta repomix code2prompt files-to-prompt gitingest`,
};

const never = new Map<string, NeverKind>(
  Object.entries(neverByKind).flatMap(([kind, names]) =>
    names.split(/\s+/).map((name) => [name, kind as NeverKind] as const),
  ),
);

/** Why `name` (lower case, without a path) never runs by leading words; `python3.12` counts as `python`. */
export function neverKindOf(name: string): NeverKind | undefined {
  const bare = name.replace(/\.(?:exe|cmd|bat|com|ps1)$/, "");
  return never.get(bare) ?? never.get(bare.replace(/[-.\d]+$/, ""));
}

/** All names of the table, by kind. */
export const neverNames: ReadonlyMap<string, NeverKind> = never;
