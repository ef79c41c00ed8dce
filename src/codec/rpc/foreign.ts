/**
 * What answers on a port instead of RPC, told by its first octets: the greeting that many services send by themselves,
 * or their complaint about a bind that they cannot read. Sources: the RFC or protocol document named at each row.
 */

const bannerLimit = 60;

type Row = { name: string; test: (bytes: Uint8Array, text: string) => boolean };

const startsWith = (...octets: number[]) => (bytes: Uint8Array): boolean => octets.every((octet, n) => bytes[n] === octet);
const textMatches = (pattern: RegExp) => (_bytes: Uint8Array, text: string): boolean => pattern.test(text);

/** In order: the first row that fits names the service. */
const rows: readonly Row[] = [
  { name: 'SSH server', test: textMatches(/^SSH-\d/) }, // RFC 4253 §4.2
  { name: 'web server', test: textMatches(/^HTTP\/\d|^<!doctype html|^<html/i) }, // RFC 9112
  { name: 'FTP server', test: textMatches(/^(?:220|421)[ -].{0,200}ftp/i) }, // RFC 959
  { name: 'mail server', test: textMatches(/^(?:220|421|554)[ -].{0,200}(?:e?smtp|mail|postfix|exim|exchange)/i) }, // RFC 5321
  { name: 'FTP or mail server', test: textMatches(/^(?:220|421|500|554)[ -]/) },
  { name: 'IMAP server', test: textMatches(/^\* (?:OK|BYE|PREAUTH)/) }, // RFC 9051
  { name: 'POP3 server', test: textMatches(/^\+OK/) }, // RFC 1939
  { name: 'Redis server', test: textMatches(/^-(?:ERR|NOAUTH|DENIED)/) },
  { name: 'VNC server', test: textMatches(/^RFB \d{3}\.\d{3}/) }, // RFC 6143 §7.1.1
  { name: 'RTSP server', test: textMatches(/^RTSP\/\d/) }, // RFC 7826
  { name: 'SIP server', test: textMatches(/^SIP\/\d/) }, // RFC 3261
  { name: 'AMQP broker', test: textMatches(/^AMQP/) },
  { name: 'TLS service', test: (bytes) => (bytes[0] === 0x15 || bytes[0] === 0x16) && bytes[1] === 3 && (bytes[2] ?? 9) <= 4 }, // RFC 8446 §5.1
  { name: 'SMB file server', test: (bytes) => bytes[0] === 0 && (bytes[4] === 0xff || bytes[4] === 0xfe) && bytes[5] === 0x53 && bytes[6] === 0x4d && bytes[7] === 0x42 }, // [MS-SMB2] 2.1
  { name: 'NetBIOS session service', test: (bytes) => bytes[0] === 0x83 && bytes[1] === 0 }, // RFC 1002 §4.3.4
  { name: 'LDAP directory', test: isLdap }, // RFC 4511 §4.1.1
  { name: 'Remote Desktop', test: startsWith(3, 0, 0) }, // RFC 1006 (TPKT), [MS-RDPBCGR]
  { name: 'MySQL server', test: isMySql }, // MySQL client/server protocol, handshake version 10 or error packet
  { name: 'PostgreSQL server', test: textMatches(/^E[^]{4}S(?:FATAL|ERROR|FEHLER)/) },
  { name: 'SQL Server', test: startsWith(4, 1) }, // [MS-TDS] 2.2.3.1
  { name: '.NET remoting or WCF service', test: textMatches(/^\.NET/) },
  { name: 'SOCKS proxy', test: (bytes) => bytes.length === 2 && bytes[0] === 5 && bytes[1] === 0xff }, // RFC 1928 §3
  { name: 'Telnet server', test: (bytes) => bytes[0] === 0xff && (bytes[1] ?? 0) >= 0xfb && (bytes[1] ?? 0) <= 0xfe }, // RFC 854
];

/** An LDAPMessage: a sequence whose first member is a short integer and whose second is an operation of its own class. */
function isLdap(bytes: Uint8Array): boolean {
  if (bytes[0] !== 0x30) return false;
  const lengthOctets = (bytes[1] ?? 0) > 0x80 ? (bytes[1] ?? 0) - 0x80 : 0;
  const at = 2 + lengthOctets;
  return lengthOctets <= 4 && bytes[at] === 2 && bytes[at + 1] === 1 && ((bytes[at + 3] ?? 0) & 0xc0) === 0x40;
}

/** A three-octet length, packet number 0 or 1, then a version-10 greeting or an error. */
function isMySql(bytes: Uint8Array, text: string): boolean {
  if (bytes[2] !== 0 || (bytes[3] ?? 9) > 1) return false;
  return (bytes[4] === 10 && /^\d+\.\d+/.test(text.slice(5))) || (bytes[4] === 0xff && bytes.length > 8);
}

const asLatin1 = (bytes: Uint8Array): string => String.fromCharCode(...bytes.subarray(0, 256));

/** The first line, in printable ASCII alone: a banner is the peer's text and must not reach a terminal as it came. */
function cleanBanner(text: string): string {
  const line = text.split(/[\r\n]/, 1)[0] ?? '';
  const printable = line.replace(/[^\u0020-\u007e]/g, '').trim();
  return printable.length > bannerLimit ? `${printable.slice(0, bannerLimit - 3)}...` : printable;
}

export type Recognised = {
  /** `SSH server (SSH-2.0-OpenSSH_9.2p1)`; null where nothing in the table fits and nothing in it can be read. */
  looksLike: string | null;
  /** False where a line of text has begun and its end may still come. */
  complete: boolean;
};

/** Says what a peer that is no RPC looks like. Looks at the first 256 octets alone. */
export function recogniseProtocol(bytes: Uint8Array): Recognised {
  const text = asLatin1(bytes);
  const isText = /^[\t\u0020-\u007e]{3}/.test(text);
  const row = rows.find(({ test }) => test(bytes, text));
  const banner = isText ? cleanBanner(text) : '';
  const complete = isText ? /[\r\n]/.test(text) || bytes.length >= 256 : bytes.length >= 5 || row !== undefined;
  if (row) return { looksLike: banner ? `${row.name} (${banner})` : row.name, complete };
  return { looksLike: banner ? `a service that says "${banner}"` : null, complete };
}

/** Ports that belong to another protocol (IANA service names): for peers that close without a word. */
const portOwners: ReadonlyMap<number, string> = new Map([
  [22, 'SSH'], [25, 'mail'], [53, 'DNS'], [80, 'web'], [88, 'Kerberos'], [389, 'LDAP'], [443, 'web (TLS)'], [445, 'SMB'], [464, 'Kerberos password'],
  [636, 'LDAP (TLS)'], [1433, 'SQL Server'], [3268, 'LDAP global catalogue'], [3269, 'LDAP global catalogue (TLS)'], [3306, 'MySQL'],
  [3389, 'Remote Desktop'], [5432, 'PostgreSQL'], [5985, 'WinRM'], [5986, 'WinRM (TLS)'], [8080, 'web'], [8443, 'web (TLS)'],
]);

/**
 * The service to which a port belongs, or null. An RPC listener answers a bind that it cannot serve, with a rejection or
 * a nak; one that hangs up without an octet on such a port is taken for the port's owner (Samba's LDAP does just that).
 */
export const portOwner = (port: number): string | null => portOwners.get(port) ?? null;
