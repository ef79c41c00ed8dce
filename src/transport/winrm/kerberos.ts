import type { Post } from './sign-in.ts';
import { offersOf } from './sign-in.ts';
import { failure } from './words.ts';
import type { Failure } from './words.ts';
import type { HttpTrouble } from './http-post.ts';

type KerberosClient = { step(challenge: string): Promise<string> };
type KerberosPackage = { initializeClient(service: string, options: Record<string, unknown>): Promise<KerberosClient> };

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

const packageOf = (loaded: unknown): KerberosPackage | null => {
  const candidates = [loaded, isObject(loaded) ? loaded['default'] : null];
  return candidates.find((one): one is KerberosPackage => isObject(one) && typeof one['initializeClient'] === 'function') ?? null;
};

// A name that no bundler sees: the package is the user's, never ours.
const packageName: string = 'kerberos';

/** Loads the user's own `kerberos` package. */
export const loadKerberosPackage = (): Promise<unknown> => import(packageName);

/**
 * Signs in with the ticket of whoever runs this, by the package `kerberos` where the user has installed it. Over TLS alone:
 * its sealing of bodies for WinRM cannot be made with what that package offers.
 */
export async function signInWithKerberos({ url, tls, host }: { url: string; tls: boolean; host: string }, load: () => Promise<unknown>, post: Post): Promise<{ ok: true } | Failure | HttpTrouble> {
  if (!tls) return failure('unsupported', `Kerberos is used over TLS only, since sealing by Kerberos is not built in: use winrms:// for ${host}, or NTLM.`);
  const kerberos = await load().then(packageOf, () => null);
  if (kerberos === null) return failure('unsupported', 'Kerberos needs the optional package "kerberos", which is not installed here: run "npm install kerberos" beside kmsdoctor, or use NTLM.');
  let token: string;
  try {
    const client = await kerberos.initializeClient(`HTTP@${host}`, {});
    token = await client.step('');
  } catch (error) {
    return failure('denied', `no Kerberos ticket for HTTP/${host} could be had: ${error instanceof Error ? error.message.slice(0, 200) : 'unknown error'}; run kinit, and use the machine's name and not its address.`);
  }
  const answer = await post(`Negotiate ${token}`);
  if (!answer.ok) return answer;
  if (answer.status !== 401) return { ok: true };
  return failure('denied', `${url} refuses the Kerberos ticket (HTTP 401; it offers ${offersOf(answer).join(', ') || 'nothing'}).`);
}
