import type { IdMask } from './mask-ids.ts';
import type { AddressMask } from './mask-addresses.ts';
import type { NameMask } from './mask-names.ts';

export type Masks = { names: NameMask; ids: IdMask; address: AddressMask; keep: (name: string) => boolean };

/** Free text with its names, addresses, ids and keys masked. */
export type TextMask = {
  /** Finds users and domains that only free text names, before anything is masked. */
  learn(text: string): void;
  /** `parts`: also names that are parts of longer words, such as a file called after its machine. */
  mask(text: string, parts: boolean): string;
};

const key = String.raw`(?<key>[a-z0-9]{5}(?:-[a-z0-9]{5}){4})(?![\p{L}\p{N}-])`;
const pid = String.raw`(?<pid>\d{5}-\d{5}-\d{3}-\d{6}-\d{2}-\d{4,5}-[\d.]{1,20}-\d{7}|\d{5}-\d{5}-\d{5}-[a-z]{2}\d{3})(?![\p{L}\p{N}-])`;
const guid = String.raw`(?<guid>[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})(?![\p{L}\p{N}-])`;
const profile = String.raw`(?<=\\users\\)(?<profile>[^\\\s"'<>|]{1,64})`;
const share = String.raw`(?<=\\\\)(?<share>[\p{L}\p{N}_.-]{1,254})`;
const account = String.raw`(?<!\\)(?<domain>[\p{L}\p{N}_.-]{1,64})\\(?<account>[\p{L}\p{N}_.$-]{1,64})(?![\p{L}\p{N}_.$\\-])`;
const mail = String.raw`(?<mailbox>[\p{L}\p{N}_.%+-]{1,64})@(?<at>[\p{L}\p{N}_.-]{1,254})`;
const ipv6 = String.raw`(?<ipv6>(?:[0-9a-f]{0,4}:){2,7}[0-9a-f.]{0,15}(?:%\w{1,16})?)`;
const ipv4 = String.raw`(?<ipv4>\d{1,3}(?:\.\d{1,3}){3})(?!\.?\d)`;
const word = String.raw`(?<word>[\p{L}\p{N}_][\p{L}\p{N}_.-]*)`;
const token = new RegExp([key, pid, guid, profile, share, account, mail, ipv6, ipv4, word].join('|'), 'giu');

const words = new RegExp(word.replace('?<word>', '?:'), 'gu');

/** Left of a backslash without being a domain, and right of one without being anyone. */
const noDomain = /^(?:hklm|hkcu|hkcr|hku|hkey_\w+|root|builtin|authority|window manager|\.)$/i;
const nobody = /^(?:system|network|local|service|everyone|users|administrators|cimv2|software)$/i;

const isAccount = (domain: string, name: string): boolean => !noDomain.test(domain) && !nobody.test(name);

export function maskText({ names, ids, address, keep }: Masks): TextMask {
  const maskWord = (found: string, parts: boolean): string => {
    const bare = found.replace(/[.-]+$/, '');
    const tail = found.slice(bare.length);
    if (bare.length > longestWord) return found;
    const known = isPlainWord(bare) ? null : names.known(bare);
    if (known !== null) return known + tail;
    if (looksLikeHost(bare) && !keep(bare.toLowerCase())) return names.host(bare) + tail;
    return (parts ? maskParts(bare, names) : bare) + tail;
  };
  const maskToken = (found: string, g: Record<string, string | undefined>, parts: boolean): string => {
    if (g['key'] !== undefined) return `XXXXX-XXXXX-XXXXX-XXXXX-${ids.last5(g['key'].slice(-5))}`;
    if (g['pid'] !== undefined) return ids.extendedPid(found);
    if (g['guid'] !== undefined) return ids.knownCmid(found) ?? found;
    if (g['profile'] !== undefined) return names.user(found);
    if (g['share'] !== undefined) return names.host(found);
    if (g['account'] !== undefined && g['domain'] !== undefined) return isAccount(g['domain'], g['account']) ? `${names.host(g['domain'])}\\${names.user(g['account'])}` : found;
    if (g['mailbox'] !== undefined && g['at'] !== undefined) return `${names.user(g['mailbox'])}@${names.host(g['at'])}`;
    // Times and ports look like the beginning of an address, too.
    if (g['ipv6'] !== undefined || g['ipv4'] !== undefined) return address(found) ?? found.replace(words, (w) => maskWord(w, parts));
    return maskWord(found, parts);
  };
  return {
    learn(text) {
      for (const { groups: g = {} } of text.matchAll(token)) {
        if (g['account'] !== undefined && g['domain'] !== undefined && isAccount(g['domain'], g['account'])) {
          if (names.known(g['domain']) === null) names.learnZone(g['domain']);
          names.learnUser(g['account']);
        }
        if (g['mailbox'] !== undefined) names.learnUser(g['mailbox']);
        if (g['profile'] !== undefined) names.learnUser(g['profile']);
      }
    },
    mask: (text, parts) => text.replace(token, (found, ...rest) => maskToken(found, rest.at(-1) as Record<string, string | undefined>, parts)),
  };
}

const longestWord = 1024;
const mostParts = 16;

/** Replaces known names between the separators of a longer word: `ws-0142-dlv.txt`. */
function maskParts(found: string, names: NameMask): string {
  const pieces = found.split(/([._-])/);
  if (pieces.length < 3 || pieces.length > 2 * mostParts) return found;
  let masked = '';
  for (let from = 0; from < pieces.length;) {
    let to = pieces.length;
    let known: string | null = null;
    for (; to > from && known === null; to -= 2) {
      const candidate = pieces.slice(from, to).join('');
      if (!isPlainWord(candidate)) known = names.known(candidate);
      if (known !== null) break;
    }
    masked += (known ?? pieces[from] ?? '') + (pieces[known === null ? from + 1 : to] ?? '');
    from = known === null ? from + 2 : to + 1;
  }
  return masked;
}

/** A dotted word in one letter case that ends as host names do; `sppsvc.exe` and `System.Net` are none. */
const looksLikeHost = (found: string): boolean =>
  found.length <= 254
  && (found === found.toLowerCase() || found === found.toUpperCase())
  && /^(?:[\p{L}\p{N}_-]{1,63}\.){1,8}(?:\p{L}{2,8}|internal|localdomain)$/u.test(found)
  && !/\.(?:exe|dll|vbs|ps1|psm1|cmd|bat|sys|txt|json|xml|log|evtx|etl|dat|ini|csv|html?|md|cs|js|mui|msi|cat|tmp|xrm-ms|php|aspx?)$/i.test(found)
  && !/^\d/.test(found.split('.').at(-1) ?? '');

/** The field's own words: a machine may be called so, but then the word gives nobody away, and sentences need it. */
const plainWords = new Set((
  'windows microsoft office kms kmsclient kmshost client host hosts server servers service services volume channel edition operating system '
  + 'enterprise professional pro standard datacenter education essentials business home core ltsc ltsb retail mak oem eval evaluation gvlk csvlk '
  + 'volume_kmsclient volume_kms volume_mak visio project word excel access outlook proplus key management licensing license licence product activation '
  + 'software protection security spp sppsvc osppsvc slmgr ospp cim wmi dns srv tcp udp rpc icmp sntp ntp ssh http https ldap smtp ftp tls rdp '
  + 'application setup forwarded events event log active directory domain public private network local error code the a an and or of in on at to for '
  + 'by from is not no port name answer answered timeout refused reset closed silent test example corp com net org lan internal computer machine pc '
  + 'desktop laptop admin administrator user users group guest root text pasted line file winrm'
).split(' '));

const isPlainWord = (found: string): boolean => found.length < 2 || /^\d+$/.test(found) || plainWords.has(found.toLowerCase());
