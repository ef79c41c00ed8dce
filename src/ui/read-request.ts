import type { SessionRequest } from './session-effects.ts';

type Typed = { path: string; domain: string; dns: string; words: string };

/** What was typed as a request, or one sentence about what is wanted. */
export type ReadRequest = { ok: true; request: SessionRequest } | { ok: false; wanted: string };

const wanted = (sentence: string): ReadRequest => ({ ok: false, wanted: sentence });

/** Terminals and file managers put quotes around a path that is dropped or copied. */
function withoutQuotes(path: string): string {
  const first = path[0];
  return path.length >= 2 && (first === '"' || first === "'") && path.endsWith(first) ? path.slice(1, -1) : path;
}

/** As the command line takes it: a last label that is a number is a mistyped address. */
const isDnsName = (name: string): boolean =>
  name.length <= 254 && !/(?:^|\.)\d+\.?$/.test(name) && name.replace(/\.$/, '').split('.').every((label) => /^[\p{L}\p{N}_-]{1,63}$/u.test(label));

/** Reads the fields of a screen; spaces around what was typed mean nothing. */
export function readRequest(screen: 'file' | 'domain' | 'code', typed: Typed): ReadRequest {
  switch (screen) {
    case 'file': {
      const path = withoutQuotes(typed.path.trim());
      return path === '' ? wanted('Type the path of a file first.') : { ok: true, request: { kind: 'file', path } };
    }
    case 'domain': {
      const domain = typed.domain.trim();
      const dns = typed.dns.trim();
      if (domain === '') return wanted('Type the name of a domain first, such as contoso.test.');
      if (!isDnsName(domain)) return wanted(`${domain} is no domain name; one looks like contoso.test.`);
      if (/\s/.test(dns)) return wanted('Type one DNS server, as HOST or HOST:PORT, or leave it empty.');
      return { ok: true, request: dns === '' ? { kind: 'domain', domain } : { kind: 'domain', domain, dns } };
    }
    case 'code': {
      const words = typed.words.split(/\s+/).filter((w) => w !== '');
      return words.length === 0 ? wanted('Type a code or words first, such as 0xC004F074 or: laptop does not activate.') : { ok: true, request: { kind: 'code', words } };
    }
    default:
      return screen satisfies never;
  }
}
