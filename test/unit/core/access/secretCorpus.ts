// Real formats of secrets with made-up values, and innocent texts that look like them. Values are drawn at run time, so
// that nothing in this file looks like a key to others.
// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are texts of other languages.
import { readFileSync } from "node:fs";

/** A text, and what it is a case of. */
export interface Sample {
  readonly kind: string;
  readonly text: string;
}

/** Numbers in [0, 1), the same for the same seed. */
function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

const lower = "abcdefghijklmnopqrstuvwxyz";
const digits = "0123456789";
const hexadecimal = `${digits}abcdef`;
const upper = lower.toUpperCase();
const alphanumeric = digits + lower + upper;
const urlSafe = `${alphanumeric}-_`;
const base64 = `${alphanumeric}+/`;

/** Draws strings. */
class Draw {
  readonly random: () => number;

  constructor(seed: number) {
    this.random = randomOf(seed);
  }

  of(alphabet: string, length: number): string {
    return Array.from({ length }, () => alphabet[Math.floor(this.random() * alphabet.length)]).join("");
  }

  one<T>(values: readonly T[]): T {
    return values[Math.floor(this.random() * values.length)] as T;
  }

  uuid(): string {
    return [8, 4, 4, 4, 12].map((length) => this.of(hexadecimal, length)).join("-");
  }

  /** Lines of Base64, as in a PEM file. */
  block(lines: number): string {
    return Array.from({ length: lines }, () => this.of(base64, 64)).join("\n");
  }

  /** What a person might choose. */
  password(): string {
    const word = this.one(["Harbour", "granite", "Lantern", "violet", "Kestrel", "meadow", "Thunder", "cobalt"]);
    return `${word}${this.one(["!", "#", "-", "_", ""])}${this.of(digits, 2)}${this.of(lower, 2)}${this.one(["?", "!", "9", "Z"])}`;
  }
}

type Make = (draw: Draw) => string;

const pem = (label: string): Make => {
  return (draw) => ["-----BEGIN ", `${label}-----\n`, draw.block(14), "\n-----END ", `${label}-----\n`].join("");
};
const prefixed = (prefix: string, alphabet: string, length: number, around: (key: string) => string): Make => {
  return (draw) => around(prefix + draw.of(alphabet, length));
};
const env = (name: string) => (key: string) => `PORT=3000\n${name}=${key}\nDEBUG=false\n`;
const inCode = (name: string) => (key: string) => `const client = new Client();\nclient.${name} = "${key}";\n`;
const yaml = (name: string) => (key: string) => `service:\n  ${name}: ${key}\n  region: eu\n`;
const json = (name: string) => (key: string) => `{\n  "${name}": "${key}",\n  "timeout": 30\n}\n`;

const secretKinds: Readonly<Record<string, readonly Make[]>> = {
  "private key, RSA": [pem("RSA PRIVATE KEY"), (draw) => `key = """${pem("RSA PRIVATE KEY")(draw)}"""`],
  "private key, PKCS 8": [pem("PRIVATE KEY"), (draw) => JSON.stringify({ key: pem("PRIVATE KEY")(draw) })],
  "private key, EC": [pem("EC PRIVATE KEY")],
  "private key, OpenSSH": [pem("OPENSSH PRIVATE KEY")],
  "private key, encrypted": [pem("ENCRYPTED PRIVATE KEY")],
  "private key, PGP": [pem("PGP PRIVATE KEY BLOCK")],
  "private key, the tail of a file": [(draw) => `${draw.block(4)}\n-----END ${"RSA PRIVATE"} KEY-----\n`],
  "private key, PuTTY": [(draw) => `PuTTY-User-Key-${"File"}-3: ssh-ed25519\nEncryption: none\n${draw.block(2)}`],
  "private key, age": [prefixed("AGE-SECRET-" + "KEY-1", upper + digits, 58, (key) => `# created: today\n${key}\n`)],
  "Google service account": [
    (draw) =>
      JSON.stringify(
        {
          type: "service_account",
          private_key_id: draw.of(hexadecimal, 40),
          private_key: pem("PRIVATE KEY")(draw),
          client_email: "a@b.iam.gserviceaccount.com",
        },
        null,
        2,
      ),
  ],
  "AWS access key": ["AKIA", "ASIA"].map((prefix) =>
    prefixed(prefix, upper + digits, 16, (key) => `aws_access_key_id = ${key}\n`),
  ),
  "AWS secret key": [
    prefixed("", base64, 40, env("AWS_SECRET_ACCESS_KEY")),
    prefixed("", base64, 40, (key) => `[default]\naws_secret_access_key = ${key}\n`),
    prefixed("", base64, 40, json("secretAccessKey")),
  ],
  "AWS session token": [prefixed("", base64, 200, env("AWS_SESSION_TOKEN"))],
  "GitHub token": ["ghp_", "gho_", "ghu_", "ghs_", "ghr_"].map((prefix) =>
    prefixed(prefix, alphanumeric, 36, env("GITHUB_TOKEN")),
  ),
  "GitHub fine-grained token": [
    (draw) => inCode("auth")(["github", "_pat_", draw.of(alphanumeric, 22), "_", draw.of(alphanumeric, 59)].join("")),
  ],
  "GitLab token": [
    prefixed("glpat" + "-", urlSafe, 20, env("GITLAB_TOKEN")),
    prefixed("gldt" + "-", urlSafe, 20, inCode("t")),
  ],
  "Slack token": [
    (draw) => inCode("token")(["xoxb", draw.of(digits, 12), draw.of(digits, 12), draw.of(alphanumeric, 24)].join("-")),
    (draw) => yaml("bot")(["xoxp", draw.of(digits, 12), draw.of(digits, 12), draw.of(hexadecimal, 32)].join("-")),
    (draw) =>
      yaml("app")(
        ["xapp", "1", `A${draw.of(upper + digits, 10)}`, draw.of(digits, 13), draw.of(hexadecimal, 64)].join("-"),
      ),
  ],
  "Slack webhook": [
    (draw) =>
      [
        "https://hooks.slack",
        ".com/services/T",
        draw.of(upper + digits, 8),
        "/B",
        draw.of(upper + digits, 10),
        "/",
        draw.of(alphanumeric, 24),
      ].join(""),
  ],
  "Discord webhook": [
    (draw) => ["url: https://discord", ".com/api/webhooks/", draw.of(digits, 18), "/", draw.of(urlSafe, 68)].join(""),
  ],
  "Discord bot token": [
    (draw) =>
      inCode("login")(
        `${draw.one(["M", "N"])}${draw.of(alphanumeric, 23)}.${draw.of(urlSafe, 6)}.${draw.of(urlSafe, 38)}`,
      ),
  ],
  "Telegram bot token": [(draw) => yaml("bot")(`${draw.of(digits, 10)}:AA${draw.of(urlSafe, 33)}`)],
  "Google API key": [
    prefixed("AI" + "za", urlSafe, 35, inCode("key")),
    prefixed("AI" + "za", urlSafe, 35, yaml("maps")),
  ],
  "Google OAuth secret": [prefixed("GOC" + "SPX-", urlSafe, 28, json("client_secret"))],
  "Google OAuth token": [prefixed("ya" + "29.", urlSafe, 120, json("access"))],
  "Stripe key": ["sk_live_", "rk_live_"].map((prefix) => prefixed(prefix, alphanumeric, 24, inCode("stripe"))),
  "Stripe webhook secret": [prefixed("wh" + "sec_", alphanumeric, 32, inCode("hook"))],
  "npm token": [
    prefixed("npm" + "_", alphanumeric, 36, (key) => `//registry.npmjs.org/:_authToken=${key}\n`),
    (draw) => `//npm.corp.net/:_authToken=${draw.uuid()}\n`,
  ],
  "PyPI token": [
    prefixed("pypi" + "-AgEIcHlwaS5vcmc", urlSafe, 120, (key) => `[pypi]\nusername = __token__\npassword = ${key}\n`),
  ],
  "RubyGems token": [prefixed("ruby" + "gems_", hexadecimal, 48, yaml("gem"))],
  "SendGrid key": [(draw) => env("MAIL")(`SG.${draw.of(urlSafe, 22)}.${draw.of(urlSafe, 43)}`)],
  "Mailgun key": [prefixed("key" + "-", hexadecimal, 32, inCode("mailgun"))],
  "Twilio key": [
    prefixed("SK", hexadecimal, 32, inCode("sid")),
    prefixed("", hexadecimal, 32, env("TWILIO_AUTH_TOKEN")),
  ],
  "OpenAI key": [
    prefixed("sk" + "-", alphanumeric, 48, env("OPENAI_API_KEY")),
    prefixed("sk" + "-proj-", urlSafe, 120, inCode("ai")),
  ],
  "Anthropic key": [prefixed("sk" + "-ant-api03-", urlSafe, 95, (key) => inCode("ai")(key))],
  "MiMo key": [
    prefixed("sk" + "-", lower + digits, 48, inCode("mimo")),
    prefixed("tp" + "-", lower + digits, 48, yaml("mimo")),
  ],
  "Hugging Face token": [
    prefixed("hf" + "_", lower + upper, 34, inCode("login")),
    prefixed("hf" + "_", lower + upper, 34, yaml("hub")),
  ],
  "Groq, Replicate, xAI, Perplexity, NVIDIA": [
    prefixed("gsk" + "_", alphanumeric, 52, inCode("k")),
    prefixed("r8" + "_", alphanumeric, 37, inCode("k")),
    prefixed("xai" + "-", alphanumeric, 80, inCode("k")),
    prefixed("pplx" + "-", alphanumeric, 48, inCode("k")),
    prefixed("nvapi" + "-", urlSafe, 64, inCode("k")),
  ],
  "DigitalOcean token": [prefixed("dop" + "_v1_", hexadecimal, 64, yaml("do"))],
  "Databricks token": [prefixed("da" + "pi", hexadecimal, 32, yaml("host"))],
  "Shopify token": [prefixed("shp" + "at_", hexadecimal, 32, inCode("shop"))],
  "Square token": [prefixed("sq0" + "csp-", urlSafe, 43, inCode("square"))],
  "Linear, Notion, Figma": [
    prefixed("lin_" + "api_", alphanumeric, 40, inCode("k")),
    (draw) => inCode("k")(["ntn", "_", draw.of(digits, 11), draw.of(alphanumeric, 35)].join("")),
    prefixed("fi" + "gd_", urlSafe, 43, inCode("k")),
  ],
  "Grafana, Sentry, New Relic": [
    (draw) => inCode("k")(["glsa", "_", draw.of(alphanumeric, 32), "_", draw.of(hexadecimal, 8)].join("")),
    prefixed("sntr" + "ys_", base64, 90, inCode("k")),
    prefixed("NR" + "AK-", upper + digits, 27, inCode("k")),
  ],
  "HashiCorp Vault token": [
    prefixed("hvs" + ".", urlSafe, 95, inCode("k")),
    prefixed("hvb" + ".", urlSafe, 150, inCode("k")),
  ],
  "Docker Hub token": [prefixed("dckr" + "_pat_", urlSafe, 27, inCode("k"))],
  "Docker configuration": [
    (draw) =>
      JSON.stringify(
        { auths: { "ghcr.io": { auth: btoa(`deploy:${draw.password()}${draw.of(alphanumeric, 14)}`) } } },
        null,
        2,
      ),
  ],
  "Tailscale key": [
    (draw) => inCode("k")(["tskey", "auth", draw.of(alphanumeric, 16), draw.of(alphanumeric, 32)].join("-")),
  ],
  "Atlassian token": [prefixed("ATA" + "TT3xFfGF0", urlSafe, 170, inCode("k"))],
  "Postman key": [(draw) => inCode("k")(["PMAK", draw.of(hexadecimal, 24), draw.of(hexadecimal, 34)].join("-"))],
  "Supabase, PlanetScale": [
    prefixed("sbp" + "_", hexadecimal, 40, inCode("k")),
    prefixed("pscale_" + "tkn_", urlSafe, 43, inCode("k")),
  ],
  "Alibaba and Tencent keys": [
    prefixed("LT" + "AI5t", alphanumeric, 20, inCode("k")),
    prefixed("AK" + "ID", alphanumeric, 32, inCode("k")),
  ],
  "Azure storage": [
    (draw) =>
      `DefaultEndpointsProtocol=https;AccountName=shop;AccountKey=${draw.of(base64, 86)}==;EndpointSuffix=core.windows.net`,
  ],
  "Azure service bus": [
    (draw) =>
      `Endpoint=sb://a.servicebus.windows.net/;SharedAccessKeyName=Root;SharedAccessKey=${draw.of(base64, 43)}=`,
  ],
  "Azure client secret": [
    (draw) => env("AZURE_CLIENT_SECRET")(`${draw.of(alphanumeric, 3)}8Q~${draw.of(urlSafe, 34)}`),
  ],
  "SQL Server connection": [
    (draw) => json("Default")(`Server=db.corp.net;Database=shop;User Id=app;Password=${draw.password()};Encrypt=true`),
  ],
  "database address": ["postgres", "postgresql", "mysql", "mongodb+srv", "redis", "amqp", "mariadb", "mssql"].map(
    (scheme): Make =>
      (draw) =>
        `DATABASE=${scheme}://app:${draw.password().replace(/[?#!]/, "x")}@db.corp.net:5432/shop\n`,
  ),
  "database address without a name": [(draw) => `cache: redis://:${draw.of(alphanumeric, 20)}@cache.corp.net:6379/0\n`],
  "address with a password": ["https", "http", "ftp", "smtp"].map(
    (scheme): Make =>
      (draw) =>
        `url = "${scheme}://deploy:${draw.of(alphanumeric, 12)}@git.corp.net/shop.git"\n`,
  ),
  "JSON web token": [
    (draw) =>
      inCode("jwt")(["eyJhbGciOiJSUzI1NiJ9", `eyJ${draw.of(alphanumeric, 60)}`, draw.of(urlSafe, 80)].join(".")),
  ],
  "bearer header": [
    (draw) => `curl -H "Authorization: Bearer ${draw.of(alphanumeric, 40)}" https://api.corp.net\n`,
    (draw) => `headers: { Authorization: 'Bearer ${draw.of(hexadecimal, 32)}' }`,
    (draw) => `authorization: token ${draw.of(hexadecimal, 40)}\n`,
  ],
  "basic header": [(draw) => `Authorization: Basic ${btoa(`deploy:${draw.password()}`)}\n`],
  "password in the environment": ["DB_PASSWORD", "PASSWORD", "MYSQL_ROOT_PASSWORD", "SMTP_PASS", "REDIS_PASSWORD"].map(
    (name): Make =>
      (draw) =>
        env(name)(draw.password()),
  ),
  "password in YAML": ["password", "dbPassword", "passphrase"].map(
    (name): Make =>
      (draw) =>
        yaml(name)(draw.password()),
  ),
  "password in properties": [
    (draw) => `spring.datasource.username=app\nspring.datasource.password=${draw.password()}\n`,
  ],
  "password in code": [
    (draw) => `db.connect({ user: "app", password: "${draw.password()}" });\n`,
    (draw) => `PASSWORD = '${draw.password()}'\n`,
    (draw) => `$config['db_password'] = '${draw.password()}';\n`,
    (draw) => `<add key="password" value="x" />\nstring password = "${draw.password()}";\n`,
  ],
  "key in the environment": [
    "API_KEY",
    "STRIPE_SECRET",
    "APP_SECRET",
    "ALGOLIA_ADMIN_API_KEY",
    "SESSION_SECRET",
    "JWT_SECRET",
  ].map(
    (name): Make =>
      (draw) =>
        env(name)(draw.of(alphanumeric, 32)),
  ),
  "key with export": [
    (draw) => `export CLOUD_API_KEY=${draw.of(hexadecimal, 37)}\n`,
    (draw) => `ENV API_TOKEN=${draw.of(alphanumeric, 28)}\n`,
  ],
  "key in YAML": ["api_key", "apiKey", "secret", "auth_token", "client_secret"].map(
    (name): Make =>
      (draw) =>
        yaml(name)(draw.of(alphanumeric, 32)),
  ),
  "key in JSON": ["apiKey", "client_secret", "accessToken", "refresh_token", "secret_key"].map(
    (name): Make =>
      (draw) =>
        json(name)(draw.of(alphanumeric, 40)),
  ),
  "key in TOML and INI": [
    (draw) => `[service]\napi_key = "${draw.of(alphanumeric, 32)}"\n`,
    (draw) => `[service]\ntoken=${draw.of(hexadecimal, 40)}\n`,
  ],
  "key in code": [
    (draw) => `const API_KEY = "${draw.of(hexadecimal, 32)}";\n`,
    (draw) => `api_key='${draw.of(alphanumeric, 32)}'\n`,
    (draw) => `client_secret: String = "${draw.of(urlSafe, 40)}"\n`,
    (draw) => `conf.set(secret => "${draw.of(alphanumeric, 32)}")\n`,
  ],
  "UUID as a key": [(draw) => env("HEROKU_API_KEY")(draw.uuid()), (draw) => json("client_secret")(draw.uuid())],
  "framework key": [
    (draw) => env("SECRET_KEY_BASE")(draw.of(hexadecimal, 128)),
    (draw) => env("APP_KEY")(`base64:${draw.of(base64, 43)}=`),
    (draw) => `SECRET_KEY = 'django-insecure-${draw.of(`${lower}${digits}!@#%^*(-_=+)`, 50)}'\n`,
    (draw) => env("NEXTAUTH_SECRET")(`${draw.of(base64, 43)}=`),
  ],
  "Kubernetes secret": [
    (draw) =>
      `apiVersion: v1\nkind: Secret\nmetadata:\n  name: shop\ntype: Opaque\ndata:\n  value: ${btoa(draw.password())}\n`,
  ],
  kubeconfig: [
    (draw) => `users:\n- name: admin\n  user:\n    client-key-data: ${draw.of(base64, 600)}\n`,
    (draw) => `users:\n- name: admin\n  user:\n    token: ${draw.of(alphanumeric, 48)}\n`,
  ],
  netrc: [(draw) => `machine git.corp.net login deploy password ${draw.password()}\n`],
  "command line": [
    (draw) => `mysql -h db --password=${draw.password()} shop\n`,
    (draw) => `deploy --token ${draw.of(alphanumeric, 36)} --force\n`,
    (draw) => `curl -u deploy:${draw.password()} https://api.corp.net/v1\n`,
  ],
  "Redis configuration": [(draw) => `port 6379\nrequirepass ${draw.password()}\n`],
  "in a diff": [
    (draw) => `@@ -1,2 +1,2 @@\n-API_KEY=old\n+API_KEY=${draw.of(alphanumeric, 32)}\n`,
    (draw) => `@@ -1 +1 @@\n+  password: ${draw.password()}\n`,
  ],
  "with Windows line ends": [(draw) => `HOST=a\r\nAPI_TOKEN=${draw.of(alphanumeric, 32)}\r\nPORT=1\r\n`],
};

/** Each form twice, with other values. */
export function secretSamples(seed: number): readonly Sample[] {
  const draw = new Draw(seed);
  return Object.entries(secretKinds).flatMap(([kind, makes]) =>
    makes.flatMap((make) => [0, 1].map(() => ({ kind, text: make(draw) }))),
  );
}

const times = (count: number, make: (draw: Draw, index: number) => string) => (draw: Draw) =>
  Array.from({ length: count }, (_, index) => make(draw, index));
const lines =
  (...all: string[]) =>
  () =>
    all;

const innocentKinds: Readonly<Record<string, (draw: Draw) => readonly string[]>> = {
  hashes: times(24, (draw, index) => {
    const length = [32, 40, 64, 128][index % 4] ?? 40;
    const form = [
      (hash: string) => `sha256: ${hash}`,
      (hash: string) => `"checksum": "${hash}",`,
      (hash: string) => `${hash}  dist/app.tar.gz`,
      (hash: string) => `commit ${hash}\nAuthor: A <a@b.c>`,
      (hash: string) => `FROM node@sha256:${hash}`,
      (hash: string) => `etag = "${hash}"`,
    ][Math.floor(index / 4) % 6];
    return form?.(draw.of(hexadecimal, length)) ?? "";
  }),
  UUIDs: times(16, (draw, index) => {
    const id = draw.uuid();
    return [`id: ${id}`, `"guid": "${id}"`, `<Project Id="{${id}}">`, `const requestId = '${id}';`][index % 4] ?? id;
  }),
  "npm lock file": times(20, (draw, index) =>
    JSON.stringify(
      {
        [`node_modules/${["token-types", "js-tokens", "secret-stack", "password-prompt", "csrf-tokens"][index % 5]}`]: {
          version: `${index}.1.2`,
          resolved: `https://registry.npmjs.org/a/-/a-${index}.1.2.tgz`,
          integrity: `sha512-${draw.of(base64, 86)}==`,
        },
      },
      null,
      2,
    ),
  ),
  "yarn, pnpm, Cargo, Go and Python lock files": times(20, (draw, index) => {
    const hash = draw.of(hexadecimal, 64);
    return (
      [
        `js-tokens@^4.0.0:\n  version "4.0.0"\n  resolved "https://registry.yarnpkg.com/js-tokens/-/js-tokens-4.0.0.tgz#${draw.of(hexadecimal, 40)}"\n  integrity sha1-${draw.of(base64, 27)}=`,
        `  /js-tokens@4.0.0:\n    resolution: {integrity: sha512-${draw.of(base64, 86)}==}`,
        `[[package]]\nname = "secrecy"\nversion = "0.8.0"\nchecksum = "${hash}"`,
        `golang.org/x/crypto v0.17.0 h1:${draw.of(base64, 43)}=\ngolang.org/x/crypto v0.17.0/go.mod h1:${draw.of(base64, 43)}=`,
        `tokenizers==0.15.0 \\\n    --hash=sha256:${hash} \\\n    --hash=sha256:${draw.of(hexadecimal, 64)}`,
      ][index % 5] ?? hash
    );
  }),
  "base64 pictures and fonts": times(12, (draw, index) =>
    index % 2 === 0
      ? `<img src="data:image/png;base64,iVBORw0KGgo${draw.of(base64, 600)}=">`
      : `@font-face { src: url(data:font/woff2;base64,d09GMgAB${draw.of(base64, 900)}); }`,
  ),
  "public keys and certificates": times(12, (draw, index) => {
    const block = draw.block(12);
    return (
      [
        `-----BEGIN PUBLIC KEY-----\n${block}\n-----END PUBLIC KEY-----`,
        `-----BEGIN CERTIFICATE-----\n${block}\n-----END CERTIFICATE-----`,
        `ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAA${draw.of(base64, 48)} a@b`,
        `public_key: ${draw.of(base64, 120)}`,
      ][index % 4] ?? block
    );
  }),
  "minified code": times(12, (draw) => {
    const name = () => draw.of(lower + upper, 1 + Math.floor(draw.random() * 2));
    return Array.from(
      { length: 60 },
      () =>
        `function ${name()}(${name()},${name()}){var ${name()}=${name()}.token||${name()}[${draw.of(digits, 3)}];return ${name()}.password?${name()}(${name()}):!${draw.of(digits, 1)}}`,
    ).join(";");
  }),
  "source maps and content hashes": times(10, (draw, index) =>
    index % 2 === 0
      ? `{"version":3,"mappings":"${draw.of(`${alphanumeric},;`, 500)}"}`
      : `<script src="/assets/index-${draw.of(urlSafe, 8)}.js" integrity="sha384-${draw.of(base64, 64)}"></script>`,
  ),
  "keys of tables": times(6, (draw, index) => {
    const key = index % 2 === 0 ? draw.of(hexadecimal, 32) : draw.uuid();
    return [`"key": "${key}"`, `key: ${key}`, `<li key="${key}">`][index % 3] ?? key;
  }),
  "numbers and identifiers": times(12, (draw, index) => {
    return (
      [
        `order 4${draw.of(digits, 15)}`,
        `arn:aws:iam::${draw.of(digits, 12)}:role/deploy`,
        `account_id: ${draw.of(digits, 12)}`,
        `trace=${draw.of(hexadecimal, 32)}-${draw.of(hexadecimal, 16)}-01`,
      ][index % 4] ?? ""
    );
  }),
  "code about secrets": lines(
    "const apiKey = process.env.API_KEY;",
    "const password = await prompt('Password: ');",
    "password: string;",
    "token: CancellationToken,",
    "let secret: Option<Secret> = None;",
    "self.password = password",
    "this.accessToken = response.data.access_token;",
    "const token = tokens[index + 1];",
    "if (token === undefined) throw new Error('no token');",
    "api_key = os.environ['API_KEY']",
    'api_key = os.getenv("OPENAI_API_KEY")',
    "password=request.POST['password']",
    "secret = secretsmanager.get_secret_value(SecretId=name)",
    "String password = scanner.nextLine();",
    'password := r.FormValue("password")',
    'token := strings.TrimPrefix(header, "Bearer ")',
    "headers: { Authorization: `Bearer ${token}` }",
    "req.headers.authorization = 'Bearer ' + accessToken;",
    "export const passwordSchema = z.string().min(8);",
    "const hashedPassword = bcrypt.hashSync(password, 10);",
    "const nextPageToken = data.nextPageToken;",
    "tokenizer = AutoTokenizer.from_pretrained('bert-base-uncased')",
    "privateKey: fs.readFileSync('key.pem'),",
    'if (text.includes("-----BEGIN ' + 'PRIVATE KEY-----")) return;',
    "const secretSign = secretSignOf(paths, text);",
    "const keyPair = await crypto.subtle.generateKey({ name: 'ECDSA' }, true, ['sign']);",
    "token = yield self.tokenizer.next_token2()",
    'input type="password" name="password" autocomplete="current-password"',
    '<label for="password">Password</label>',
    '#[serde(rename = "client_secret")]',
    "password = kwargs.pop('password', None)",
    "auth: { user: config.user, pass: config.pass },",
    "key: 'settings.notifications.email2'",
    'secretKey = KeyGenerator.getInstance("AES").generateKey();',
    "const csrfToken = document.querySelector('meta[name=csrf-token]').content;",
    "accessKey: env.ACCESS_KEY ?? missing(),",
    'public static final String PASSWORD_FIELD = "password_field";',
    "auth_token = get_auth_token_v2_from_cache123(user)",
    "TOKEN_TYPES = { IDENTIFIER: 'identifier', NUMBER: 'number' }",
    "password: passwordInput.current.value,",
    "if passwd == '' { return ErrEmptyPassword }",
    "key={item.id}",
    '<li key="menu-item-2024-archive">',
    "router.get('/users/:id/tokens', listTokens)",
    "case 'password': return t('form.password.label');",
    "assertEquals(Token.STRING_LITERAL_2, lexer.next())",
    "sk-fading-circle sk-circle10 sk-cube-grid",
    "ask-the-expert-2024-edition-of-the-year",
    "CONSTRAINT pk_OrderDetailsByCustomerReference PRIMARY KEY (id)",
    "e.exports=s.getOwnPropertyDescriptors,s.defineEnumerableProperty",
    "NotificationServiceFactory.create.withDefaultConfigurationOf",
    ".sk-chasing-dot:nth-child(3) { animation-delay: -0.9s }",
  ),
  placeholders: lines(
    "API_KEY=your-api-key-here",
    "API_KEY=<your key>",
    "API_KEY=",
    "API_KEY=xxxxxxxxxxxxxxxxxxxxxxxx",
    "SECRET_KEY=changeme",
    "DB_PASSWORD=change_me_please",
    "DB_PASSWORD=${DB_PASSWORD}",
    "DB_PASSWORD=$DB_PASSWORD",
    "password: {{ .Values.password }}",
    "password: ${{ secrets.DB_PASSWORD }}",
    "token: ${{ secrets.GITHUB_TOKEN }}",
    "GITHUB_TOKEN: ${{ github.token }}",
    'password: "********"',
    'api_key: "REPLACE_WITH_YOUR_KEY_1234567890"',
    "aws_access_key_id = AKIA" + "IOSFODNN7EXAMPLE",
    "aws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCY" + "EXAMPLEKEY",
    "OPENAI_API_KEY=sk-...",
    'apiKey: "sk-xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"',
    "postgres://user:password@localhost:5432/db",
    "postgres://postgres:postgres@localhost/test",
    "mysql://root:root@127.0.0.1/app",
    "mongodb://<username>:<password>@cluster0.example.net",
    "redis://user:${REDIS_PASSWORD}@cache:6379",
    "https://user:pass@example.com/",
    "https://username:password@proxy.example.com:8080",
    "postgresql://{user}:{password}@{host}/{db}",
    "amqp://guest:guest@localhost:5672/",
    "Authorization: Bearer <token>",
    "Authorization: Bearer YOUR_ACCESS_TOKEN_HERE",
    "Authorization: Bearer $TOKEN",
    "Authorization: Bearer {{access_token}}",
    "curl -u user:pass https://example.com",
    "secret: !vault |",
    "password: !Ref DatabasePassword",
    "SecretString: '{{resolve:secretsmanager:db:SecretString:password}}'",
    "valueFrom:\n  secretKeyRef:\n    name: db\n    key: password",
    '--password="$PASSWORD"',
    "docker login -p $REGISTRY_TOKEN",
    "jwt: eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9" +
      ".eyJzdWIiOiIxMjM0NTY3ODkwIiwibmFtZSI6IkpvaG4gRG9lIn0" +
      ".dozjgNryP4J3jVmNHl0w5N_XgL0n3I9PlFUP0THsR8U",
    "PASSWORD=password",
    "PASSWORD=secret",
    "TOKEN=null",
    "API_KEY=process.env.API_KEY",
    "TOKEN_EXPIRY=3600",
    "PASSWORD_MIN_LENGTH=12",
    "JWT_EXPIRES_IN=30d",
    "SECRET_NAME=prod/db/main",
    "AUTH_TOKEN_URL=https://auth.corp.net/oauth2/v1/token",
    "KEY_VAULT=https://shop-vault2.vault.azure.net",
    "CREDENTIALS_FILE=/run/secrets/google-2024.json",
  ),
  "documents and addresses": lines(
    "Set `DB_PASSWORD` to the password of the database.",
    "The token: it identifies the caller. Keep the token secret.",
    "A password has at least 12 characters, 1 digit and 1 upper-case letter.",
    "Basic understanding of TypeScript is required.",
    "basic authentication-and-authorization",
    "The file begins with `-----BEGIN " + "PRIVATE KEY-----`.",
    "Bearer tokens are sent in the header.",
    "Token usage: 1234 input, 567 output",
    "prompt_tokens: 1523, completion_tokens: 88",
    "max_tokens=4096",
    "git@github.com:org/repository.git",
    "https://github.com/org/repo/commit/0a1b2c3d4e5f60718293a4b5c6d7e8f901234567",
    "https://cdn.jsdelivr.net/npm/pkg@1.2.3/dist/index.min.js",
    "http://localhost:3000/@scope/pkg",
    "npm:@scope/name@1.2.3",
    "ssh://git@host.corp.net:2222/repo.git",
    "https://medium.com/@writer/title-1a2b3c4d5e6f",
    "see https://host:8443/path and mail me@host.net",
    "vscode://file/c:/a.ts:12:3@x",
    'The key: press Ctrl+Shift+P, then type "token".',
    "| password | string | the password of the user |",
    "secret: 秘密",
    "密码: 至少 12 个字符",
    "password: Passwort vergessen?",
    '"password": "Passwort",',
    '"token": "Jeton",',
    '"forgotPassword": "Forgot your password?",',
    "token=semicolon line=12 column=4",
    "Keep-Alive: timeout=5, max=1000",
    "X-Request-Id: 7f3c2a1b9d8e4f60",
    "Set-Cookie: theme=dark; Path=/; Max-Age=31536000",
    "Content-Security-Policy: script-src 'nonce-r4nd0m123abc456'",
  ),
  "settings and manifests": lines(
    '{"scripts":{"token":"node scripts/token.js"},"dependencies":{"jsonwebtoken":"^9.0.2"}}',
    '{"name":"password-strength","version":"1.2.3"}',
    "secretName: shop-tls-2024",
    "imagePullSecrets:\n  - name: registry-credentials-v2",
    "apiVersion: bitnami.com/v1alpha1\nkind: SealedSecret",
    "kind: SecretProviderClass",
    "token_endpoint: https://login.corp.net/oauth2/v2.0/token",
    "auth:\n  type: oauth2\n  flow: authorizationCode",
    "authentication: required",
    "access_key_rotation_days: 90",
    "password_policy: strong-12-chars",
    "private_key_path: ~/.ssh/id_ed25519",
    "key: value",
    "key: ctrl+shift+alt+f12",
    '"key": "ctrl+k ctrl+shift+7"',
    'cache-key: deps-v2-{{ checksum "package-lock.json" }}',
    "key: ${{ runner.os }}-node-${{ hashFiles('**/package-lock.json') }}",
    "partition_key: tenant-0042-region-eu",
    "primaryKey: order_line_item_2",
    "Token.Keyword: '#2e3440'",
    "tokenColors: [{ scope: 'string', settings: { foreground: '#a3be8c' } }]",
    "publicKeyToken=b77a5c561934e089",
    '<PackageReference Include="Microsoft.IdentityModel.Tokens" Version="7.5.1" />',
    "passwordEncoder: bcrypt",
    "hash: $2y$10$abcdefghijklmnopqrstuv",
    "pass: true",
    "pass: 128, fail: 3, skipped: 12",
    "pwd=/home/user/project2",
    "PWD=/var/lib/app2024/build",
    "OLDPWD=/root/x1y2z3",
  ),
  "test fixtures": lines(
    'login("user@example.com", "test-password-1")',
    'const password = "password123";',
    'token: "test-token"',
    'api_key="fake_api_key_for_tests_1"',
    'const token = "dummy-token-000";',
    'expect(body.token).toBe("abc123");',
    'mockSecret = "mock-secret-value-123"',
    'password: "correct horse battery staple"',
    'secret: "keyboard cat"',
    'token: "header.payload.signature"',
    'accessToken: "access-token-for-user-1"',
    'apiKey: "key-1"',
    'const apiKey = "api-key-v2";',
    'password = "invalid"',
    'password = "short1"',
  ),
  "real files": () =>
    [
      "package.json",
      "package-lock.json",
      "tsconfig.json",
      "biome.json",
      "README.md",
      "esbuild.mjs",
      "node_modules/katex/dist/katex.min.css",
      "node_modules/marked/lib/marked.esm.js",
      "node_modules/dompurify/dist/purify.min.js",
      "node_modules/katex/dist/katex.min.js",
      "node_modules/highlight.js/styles/github.css",
      "node_modules/valibot/dist/index.mjs",
      "node_modules/openai/client.js",
      "node_modules/@anthropic-ai/sdk/client.js",
      "src/vscode/secrets/keyCommands.ts",
      "src/core/model/endpoint.ts",
      "src/core/access/secretText.ts",
      "l10n/bundle.l10n.zh-cn.json",
    ].map((path) => readFileSync(path, "utf8")),
};

/** What nobody should be asked about. */
export function innocentSamples(seed: number): readonly Sample[] {
  const draw = new Draw(seed);
  return Object.entries(innocentKinds).flatMap(([kind, make]) => make(draw).map((text) => ({ kind, text })));
}
