// Which names of files speak of secrets. Better one question too many: a key that was sent is a key to change.

import { plainFileName } from "./plainFileName.ts";

const harmless = /\.(example|sample|template|tmpl|dist|defaults?|pub|md)$/i;
const secretNames: readonly RegExp[] = [
  /^\.env(rc)?([._-].+)?$/i,
  /\.env$/i,
  /^\.dev\.vars(\..+)?$/i,
  /^\.flaskenv$/i,
  /\.(pem|key|p12|pfx|p8|jks|keystore|kdbx?|asc|gpg|ppk|ovpn|agekey|mobileprovision)$/i,
  /\.(tfstate|tfvars)(\.(backup|json))*$/i,
  /^id_(rsa|dsa|ecdsa|ed25519)(_sk)?$/i,
  /^[._](netrc|npmrc|yarnrc|pypirc|htpasswd|htdigest|pgpass|my\.cnf|git-credentials|dockercfg|s3cfg|boto|vault-token|terraformrc)$/i,
  /^(\.dockerconfigjson|kubeconfig|\.?vault[_-]pass(word)?|wp-config\.php|master\.key|publishsettings)$/i,
  /\.(kubeconfig|publishsettings|rdp)$/i,
  /^(.*[-_.])?(credentials?|secrets?)([-_.].*)?(\.(json|ya?ml|toml|ini|txt|xml|properties|conf|cfg|env|enc))$/i,
  /^(.*[-_.])?(credentials?|secrets?)$/i,
  /^(.*[-_.])?service[-_]?account.*\.json$/i,
  /^(.*[-_.])?(passwords?|passwd|tokens?|api[-_]?keys?)\.(txt|json|ya?ml|csv|ini)$/i,
];
const secretFolders = /(^|\/)\.(ssh|aws|gnupg|kube|azure|gcloud|docker)\//i;

/**
 * Whether a path (with `/`) names a file that usually holds secrets, or one that some disk takes for such a file: `.env.` and
 * `.env::$DATA` are `.env` on Windows.
 */
export function hasSecretName(path: string): boolean {
  return isSecret(path) || isSecret(path.split("/").map(plainFileName).join("/"));
}

function isSecret(path: string): boolean {
  const name = path.slice(path.lastIndexOf("/") + 1);
  if (harmless.test(name)) return false;
  return secretNames.some((rule) => rule.test(name)) || secretFolders.test(path);
}
