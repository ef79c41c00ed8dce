import type { DirectoryServer } from '../../model/directory.ts';

export type DirectoryUrl = { ok: true; server: DirectoryServer } | { ok: false; message: string };

const ports = { 'ldap:': 389, 'ldaps:': 636 } as const;

/** Reads `ldaps://dc1.contoso.test[:port]`: a scheme, a host and a port, and nothing that could hold a secret or a query. */
export function readDirectoryUrl(text: string): DirectoryUrl {
  const wanted = 'wants ldaps://HOST[:PORT], such as ldaps://dc1.contoso.test';
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    return { ok: false, message: wanted };
  }
  const { protocol } = url;
  if (protocol !== 'ldap:' && protocol !== 'ldaps:') return { ok: false, message: wanted };
  if (url.password !== '') return { ok: false, message: `${wanted}, without a password in it` };
  const extra = url.username !== '' || url.search !== '' || url.hash !== '' || (url.pathname !== '' && url.pathname !== '/');
  const host = url.hostname.replace(/^\[|\]$/g, '').toLowerCase();
  if (extra || !/^[\p{L}\p{N}_.:-]{1,253}$/u.test(host) || host.startsWith('-')) return { ok: false, message: wanted };
  const port = url.port === '' ? ports[protocol] : Number(url.port);
  if (port === 0) return { ok: false, message: wanted };
  return { ok: true, server: { host, port, tls: protocol === 'ldaps:', address: null } };
}
