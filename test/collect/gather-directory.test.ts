import { describe, expect, it } from 'vitest';
import { gatherDirectory } from '../../src/collect/gather-directory.ts';
import type { DirectoryRequest } from '../../src/collect/gather-directory.ts';
import type { Directory } from '../../src/model/directory.ts';
import type { ProgressEvent } from '../../src/model/progress.ts';

const notAsked = { state: 'unseen', reason: 'not-asked', detail: null };

const server = (host: string): DirectoryRequest['servers'][number] => ({ host, port: 636, tls: true, address: null });

const request = (but: Partial<DirectoryRequest> = {}): DirectoryRequest => ({
  servers: [], login: null, trust: { ca: null, insecure: false }, updateRight: null, timeoutMs: 100, vantage: 'operator', signal: new AbortController().signal,
  now: () => Date.parse('2026-11-20T09:00:00Z'), ...but,
});

async function later<T>(value: T, turns: number): Promise<T> {
  for (let n = 0; n < turns; n++) await Promise.resolve();
  return value;
}

/** Answers in the order wanted: what resolves last was asked first. */
function directory(asked: string[]): Directory {
  return {
    readActivationObjects: (to, login) => {
      asked.push(`${to.host} as ${login?.user ?? 'nobody'}`);
      return later({ server: to.host, port: to.port, outcome: 'absent' as const, domain: 'contoso.test', objects: [], detail: null }, to.host === 'dc1' ? 20 : 1);
    },
    probeUpdate: (zone, to) => {
      asked.push(`${zone} at ${to.host}`);
      return later({ zone, server: to.host, verdict: 'refused' as const, rcode: 'REFUSED', detail: null }, 1);
    },
  };
}

describe('gathering from the directory', () => {
  it('asks nothing where nothing was named: no controller, and no update ever by default', async () => {
    const asked: string[] = [];
    const found = await gatherDirectory(directory(asked), request(), () => {});
    expect({ asked, states: [found.directory, found.dnsUpdate] }).toEqual({ asked: [], states: [notAsked, notAsked] });
  });

  it('lists readings in the order asked, with the vantage of the one who asks', async () => {
    const found = await gatherDirectory(directory([]), request({ servers: [server('dc1'), server('dc2')], vantage: 'client' }), () => {});
    expect(found.directory).toMatchObject({ state: 'seen', value: [{ server: 'dc1', vantage: 'client' }, { server: 'dc2', vantage: 'client' }], source: { by: 'ldap', vantage: 'client', at: '2026-11-20T09:00:00.000Z', tookMs: 0 } });
    expect(found.dnsUpdate).toMatchObject({ state: 'unseen', reason: 'not-asked' });
  });

  it('keeps the certificates that controllers showed as a kind of their own, and says nothing of one that showed none', async () => {
    const shown = { host: 'dc2', port: 636, protocol: 'ldap' as const, subjectName: 'dc2', selfSigned: false, notBefore: null, notAfter: '2026-12-01T00:00:00.000Z' };
    const plain = directory([]);
    const found = await gatherDirectory({
      ...plain, readActivationObjects: async (to, ...rest) => ({ ...await plain.readActivationObjects(to, ...rest), certificate: to.host === 'dc2' ? shown : null }),
    }, request({ servers: [server('dc1'), server('dc2')] }), () => {});
    expect(found.certificates).toMatchObject({ state: 'seen', value: [{ ...shown, vantage: 'operator' }], source: { by: 'tls' } });
    expect(found.directory).not.toHaveProperty(['value', 1, 'certificate']);
  });

  it('tries every zone at every server, within bounds', async () => {
    const asked: string[] = [];
    const servers = [{ host: 'a', port: 53 }, { host: 'b', port: 53 }];
    await gatherDirectory(directory(asked), request({ updateRight: { zones: ['x', 'y'], servers } }), () => {});
    expect(asked).toEqual(['x at a', 'x at b', 'y at a', 'y at b']);
    await gatherDirectory(directory(asked), request({ updateRight: { zones: Array.from({ length: 200 }, (_, n) => `z${n}`), servers } }), () => {});
    expect(asked).toHaveLength(4 + 64);
  });

  it('tells its progress, and no password in it', async () => {
    const events: ProgressEvent[] = [];
    await gatherDirectory(directory([]), request({ servers: [server('dc1')], login: { user: 'u', password: 'Secret.1' } }), (event) => events.push(event));
    expect(events.map((e) => e.type)).toEqual(['started', 'evidence', 'finished']);
    expect(JSON.stringify(events)).not.toContain('Secret.1');
  });

  it('that was stopped asks no more, and says so', async () => {
    const found = await gatherDirectory(directory([]), request({ servers: [server('dc1')], signal: AbortSignal.abort() }), () => {});
    expect(found.directory).toEqual({ state: 'unseen', reason: 'not-asked', detail: 'stopped before it was asked' });
  });
});
