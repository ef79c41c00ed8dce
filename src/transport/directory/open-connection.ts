import { connect as connectTcp, isIP } from 'node:net';
import type { Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import type { DirectoryServer, TlsTrust } from '../../model/directory.ts';
import type { DirectoryOutcome } from '../../model/evidence.ts';
import { settleOnce } from '../deadline.ts';
import type { Deadline } from '../deadline.ts';
import { addressOfResolver } from '../resolver-address.ts';
import { errorCode, troubleOf } from '../socket-errors.ts';

/** A socket that stands (and whose certificate was believed), or why there is none. */
export type Opened = { ok: true; socket: Socket } | { ok: false; outcome: DirectoryOutcome; detail: string };

const failed = (outcome: DirectoryOutcome, detail: string): Opened => ({ ok: false, outcome, detail });

/** Words for what Node and OpenSSL find wrong with a certificate. */
const certificateTroubles: Readonly<Record<string, string>> = {
  CERT_HAS_EXPIRED: 'its certificate has expired: renew it',
  CERT_NOT_YET_VALID: 'its certificate is not valid yet: look at the clocks',
  CERT_REVOKED: 'its certificate is revoked',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'its certificate is self-signed: name the authority that you trust with --ca FILE',
  SELF_SIGNED_CERT_IN_CHAIN: 'its certificate comes from an authority that is not trusted here: name it with --ca FILE',
  UNABLE_TO_GET_ISSUER_CERT: 'its certificate comes from an authority that is not trusted here: name it with --ca FILE',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'its certificate comes from an authority that is not trusted here: name it with --ca FILE',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'its certificate comes from an authority that is not trusted here: name it with --ca FILE',
  ERR_TLS_CERT_ALTNAME_INVALID: 'its certificate is for another name: ask it by a name that stands in it',
};

function troubleWith(error: Error, tls: boolean): Opened {
  const code = errorCode(error);
  const words = certificateTroubles[code];
  if (words !== undefined) return failed('certificate-not-trusted', words);
  if (tls && /^(?:CERT_|ERR_TLS_CERT|UNABLE_TO_|INVALID_(?:CA|PURPOSE)|HOSTNAME_)/.test(code)) return failed('certificate-not-trusted', `its certificate is not believed (${code})`);
  if (tls && /^(?:ERR_SSL|EPROTO)/.test(code)) return failed('malformed', `it does not speak TLS there as we do (${code})`);
  const trouble = troubleOf(code);
  if (trouble === 'reset') return failed(tls ? 'malformed' : 'refused', tls ? 'it hung up before TLS stood: a controller without a certificate does that' : 'it hung up');
  return failed(trouble, code);
}

/** Connects, and for LDAPS believes nothing but a certificate of a trusted authority and of that very name. */
export async function openConnection(server: DirectoryServer, { ca, insecure }: TlsTrust, deadline: Deadline): Promise<Opened> {
  const address = server.address ?? (await addressOfResolver(server.host, deadline));
  if (address === null) return deadline.signal.aborted ? failed('timeout', 'no answer in time') : failed('unreachable', 'no address is known for this name');
  return settleOnce<Opened>(deadline, () => failed('timeout', 'no answer in time'), (settle) => {
    let socket: Socket;
    try {
      socket = server.tls
        ? connectTls({
          host: address, port: server.port, rejectUnauthorized: !insecure,
          ...(isIP(server.host) === 0 && { servername: server.host }), ...(ca !== null && { ca }),
        })
        : connectTcp({ host: address, port: server.port });
    } catch (error) {
      // A CA file that holds no certificate.
      settle(failed('certificate-not-trusted', `the trusted certificates cannot be read (${errorCode(error)})`));
      return () => undefined;
    }
    let stands = false;
    socket.on('error', (error) => settle(troubleWith(error, server.tls)));
    socket.once('close', () => settle(failed(server.tls ? 'malformed' : 'refused', 'it hung up before the connection stood')));
    socket.once(server.tls ? 'secureConnect' : 'connect', () => {
      stands = true;
      settle({ ok: true, socket });
    });
    return () => {
      if (!stands) socket.destroy();
    };
  });
}
