import { TLSSocket } from 'node:tls';

import type { Client, Entry } from 'ldapts';
import {
  activationObjectAttributes, activationObjectClass, domainOfName, octetAttributes, readActivationObject,
} from '../../codec/directory/activation-object.ts';
import type { ControllerAnswer, DirectoryLogin, DirectoryServer, TlsTrust } from '../../model/directory.ts';
import type { DirectoryReading } from '../../model/evidence.ts';
import type { Limits, Unplaced } from '../../model/network.ts';
import { settleOnce, within } from '../deadline.ts';
import type { Deadline } from '../deadline.ts';
import { LdapStream, NoLdapError } from './ldap-stream.ts';
import { resultCode, resultCodeOf, troubleOfLdap } from './ldap-trouble.ts';
import { peerCertificate } from '../peer-certificate.ts';
import { openConnection } from './open-connection.ts';

type Reading = Unplaced<DirectoryReading>;
type Found = Pick<Reading, 'outcome' | 'detail'> & Partial<Reading>;

/** Where activation objects live, under the forest's configuration ([MS-ADTS] §6.1.1.2.4). */
const services = 'CN=Services';
const container = `CN=Activation Objects,CN=Microsoft SPP,${services}`;

/** Far more than any forest has: one for each generation of host keys. */
const mostObjects = 64;

/** What never gets as far as the wire, or null: clear text and empty passwords, which a server takes for nobody's (RFC 4513 §5.1.2). */
function refusedByUs({ host, tls }: DirectoryServer, login: DirectoryLogin | null): Found | null {
  if (login === null) return null;
  if (!tls) return { outcome: 'strong-auth-required', detail: `no password is sent over ldap://, which is clear text: ask ldaps://${host}` };
  if (login.password === '') return { outcome: 'wrong-password', detail: 'the password is empty' };
  // ldapts takes these words for mechanisms of its own.
  if (login.user === '' || /^(?:PLAIN|EXTERNAL)$/.test(login.user)) return { outcome: 'wrong-password', detail: 'the user has no name that can be sent: give user@domain' };
  return null;
}

/** A client of ldapts on a connection that stands; should it want another one, it gets none. */
async function clientOn(stream: LdapStream, tls: boolean): Promise<Client> {
  const { Client } = await import('ldapts');
  let given = false;
  const give = (): never => {
    // One that is over already would be waited for without end: it says no more that it stands or fell.
    if (given || stream.destroyed) throw stream.failure ?? new NoLdapError('The server closed the connection.');
    given = true;
    // ldapts needs of a socket what any stream has, and its state.
    return stream as never;
  };
  return new Client({ url: tls ? 'ldaps://directory' : 'ldap://directory', createConnection: give, createSecureConnection: give });
}

const entriesUnder = async (client: Client, base: string, scope: 'base' | 'one', attributes: string[], filter = '(objectClass=*)'): Promise<Entry[]> =>
  (await client.search(base, { scope, attributes, filter, explicitBufferAttributes: [...octetAttributes] })).searchEntries;

/** Whether an entry shows its own class: one that may not be read shows its name alone. */
const isReadable = (entry: Entry | undefined): boolean =>
  entry !== undefined && Object.entries(entry).some(([name, value]) => name.toLowerCase() === 'objectclass' && value.length > 0);

/** Whether the parent of what is missing can be looked into: only then is missing absent. */
async function parentIsOpen(client: Client, base: string): Promise<boolean> {
  try {
    const found = await client.search(base, { scope: 'one', attributes: ['1.1'], sizeLimit: 1 });
    return found.searchEntries.length > 0;
  } catch (error) {
    return resultCodeOf(error) === resultCode.sizeLimitExceeded;
  }
}

async function lookFor(client: Client, configuration: string): Promise<Found> {
  const base = `${container},${configuration}`;
  let own: Entry | undefined;
  try {
    [own] = await entriesUnder(client, base, 'base', ['objectClass']);
  } catch (error) {
    if (resultCodeOf(error) !== resultCode.noSuchObject) return troubleOfLdap(error);
    return (await parentIsOpen(client, `${services},${configuration}`))
      ? { outcome: 'absent', detail: 'activation through Active Directory was never set up in this forest' }
      : { outcome: 'denied', detail: 'the account may not look into the services of the forest’s configuration' };
  }
  if (!isReadable(own)) return { outcome: 'denied', detail: 'the account may not read the container of the activation objects' };
  const entries = await entriesUnder(client, base, 'one', [...activationObjectAttributes], `(objectClass=${activationObjectClass})`);
  if (entries.length === 0) return { outcome: 'empty', detail: 'the container shows no activation object; an account that may not list it sees the same' };
  return {
    outcome: 'found', objects: entries.slice(0, mostObjects).map(readActivationObject),
    detail: entries.length > mostObjects ? `${entries.length} objects; only the first ${mostObjects} are listed` : null,
  };
}

async function converse(client: Client, login: DirectoryLogin | null): Promise<Found> {
  try {
    if (login !== null) await client.bind(login.user, login.password);
    const [root] = await entriesUnder(client, '', 'base', ['configurationNamingContext']);
    const configuration = root?.['configurationNamingContext'];
    if (typeof configuration !== 'string' || configuration === '') return { outcome: 'failed', detail: 'it is a directory, but not Active Directory: it names no configuration' };
    const domain = domainOfName(configuration);
    if (domain === null) return { outcome: 'malformed', detail: 'it names a configuration that cannot be one' };
    try {
      return { domain, ...await lookFor(client, configuration) };
    } catch (error) {
      return { domain, ...troubleOfLdap(error) };
    }
  } catch (error) {
    return troubleOfLdap(error);
  }
}

/**
 * Asks a domain controller for the activation objects of its forest, with a simple bind inside TLS or as nobody. Changes
 * nothing, follows no referral, ends within the limit whatever the server sends, and never throws.
 */
export async function readActivationObjects(server: DirectoryServer, login: DirectoryLogin | null, trust: TlsTrust, limits: Limits): Promise<ControllerAnswer> {
  const found = refusedByUs(server, login) ?? await within(limits, (deadline) => ask(server, login, trust, deadline));
  const unchecked = server.tls && trust.insecure ? 'its certificate was not checked' : null;
  const detail = [found.detail, unchecked].filter((part) => part !== null).join('; ');
  return { server: server.host, port: server.port, domain: null, objects: [], ...found, detail: detail === '' ? null : detail };
}

async function ask(server: DirectoryServer, login: DirectoryLogin | null, trust: TlsTrust, deadline: Deadline): Promise<Found & Pick<ControllerAnswer, 'certificate'>> {
  const opened = await openConnection(server, trust, deadline);
  if (!opened.ok) return { outcome: opened.outcome, detail: opened.detail };
  const certificate = opened.socket instanceof TLSSocket ? peerCertificate(opened.socket, { host: server.host, port: server.port, protocol: 'ldap' }) : null;
  const stream = new LdapStream(opened.socket);
  const client = await clientOn(stream, server.tls);
  // Whatever ldapts waits for, the limit ends it: an end of the stream that came at the wrong time is one it never hears of.
  const found = await settleOnce<Found>(deadline, () => ({ outcome: 'timeout', detail: 'no answer in time' }), (settle) => {
    void converse(client, login).then(settle);
    return () => stream.destroy();
  });
  // ldapts has words of its own for a stream that we ended; ours say why.
  return stream.failure !== null && found.outcome === 'malformed' ? { ...found, ...troubleOfLdap(stream.failure), certificate } : { ...found, certificate };
}
