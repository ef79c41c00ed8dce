import { X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:tls';
import { afterEach, describe, expect, test } from 'vitest';
import { readActivationObjects } from '../../src/transport/directory/read-activation-objects.ts';
import { authority, certificates } from './winrm/certificates.ts';

const open: { close: () => void }[] = [];
afterEach(() => {
  for (const one of open.splice(0)) one.close();
});

/** A controller that makes TLS and then hangs up, on loopback. */
async function hangsUp(pair: { cert: Buffer; key: Buffer }): Promise<number> {
  const server = createServer(pair, (socket) => socket.end()).listen(0, '127.0.0.1');
  server.on('tlsClientError', () => undefined);
  open.push(server);
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

const limits = { timeoutMs: 3000, signal: new AbortController().signal };

describe('the certificate of a domain controller', () => {
  test('is seen with its dates although the controller says nothing more', async () => {
    const port = await hangsUp(certificates.machine);
    const own = new X509Certificate(certificates.machine.cert);
    const { outcome, certificate } = await readActivationObjects({ host: '127.0.0.1', port, tls: true, address: null }, null, { ca: authority.toString(), insecure: false }, limits);
    expect({ isFound: outcome === 'found', certificate }).toMatchObject({
      isFound: false, certificate: { host: '127.0.0.1', port, protocol: 'ldap', selfSigned: false, notBefore: new Date(own.validFrom).toISOString(), notAfter: new Date(own.validTo).toISOString() },
    });
  });

  test('that has expired is seen where a person said to believe anybody', async () => {
    const port = await hangsUp(certificates.expired);
    const { certificate } = await readActivationObjects({ host: '127.0.0.1', port, tls: true, address: null }, null, { ca: null, insecure: true }, limits);
    expect(Date.parse(certificate?.notAfter ?? '')).toBeLessThan(Date.now());
  });
});
