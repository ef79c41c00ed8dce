import { describe } from 'vitest';
import { emptyInstanceMetadata } from '../../src/model/evidence.ts';
import { caseOf, evidence, kmsClient, onlyEvidence, product, relatedHost, requestEvent, rpcProbe, srv, tcpProbe, type Changes } from '../evidence-builder.ts';
import { logged } from '../checks/host-log.ts';
import { tell, unactivated, unreached } from './story.ts';

const operator = { vantage: 'operator' } as const;
const noBind: Changes = { rpcBind: 'not-asked' };
const silent = tcpProbe({ outcome: 'timeout', cause: 'ETIMEDOUT' });
const refused = tcpProbe({ outcome: 'refused', cause: 'ECONNREFUSED' });
const noPing: Changes = { icmp: 'not-asked' };
const rpc = (outcome: 'rejected' | 'nak' | 'not-rpc' | 'closed' | 'silent') => [rpcProbe({ outcome, reason: null, looksLike: outcome === 'not-rpc' ? 'an SSH server' : null })];
const using = (host: string): Changes => ({ licensingProducts: [product({ licenseStatus: 'notification', reasonCode: '0xC004F056', graceMinutesRemaining: 0, kmsClient: kmsClient({ configuredHost: host, configuredPort: 1688 }) })], dnsSrv: 'not-asked', addresses: 'not-asked', ...noBind, ...noPing });
const dead = (host: string): Changes => ({ ...unactivated(), ...using(host), tcp: [tcpProbe({ host, outcome: 'timeout' })] });
const kms2 = { host: 'kms2.contoso.test', address: '10.0.0.12' };

describe('faults of the network', () => {
  tell([
    { story: 'a port that is dropped for the client alone', on: evidence({ ...unreached('0x800705B4'), tcp: [silent, tcpProbe(operator)], ...noBind }), verdict: 'failing', confirmed: ['net-1688-filtered'] },
    { story: 'a port that is dropped, seen from the desk alone', on: onlyEvidence({ dnsSrv: [srv(operator)], tcp: [{ ...silent, ...operator }] }), verdict: 'failing', first: ['net-1688-filtered', 'likely'] },
    { story: 'a path that is forbidden by a router while the host pings', on: evidence({ ...unactivated(), tcp: [tcpProbe({ outcome: 'unreachable', cause: 'EHOSTUNREACH' })], ...noBind }), verdict: 'failing', confirmed: ['net-1688-filtered'] },
    { story: 'a firewall that says no in so many words', on: evidence({ ...unactivated(), tcp: [tcpProbe({ outcome: 'refused', cause: 'ECONNREFUSED (an ICMP message: a firewall rejects it)' })], ...noBind, ...noPing }), verdict: 'failing', confirmed: ['net-1688-filtered'] },
    { story: 'the host’s own firewall as Windows ships it', on: caseOf(evidence({ ...unactivated(), tcp: [silent], ...noBind }), { related: [relatedHost({ firewallRules: [{ name: 'SPPSVC-In-TCP', enabled: false, profiles: ['Domain'], activeProfile: 'Domain' }] })] }), verdict: 'failing', confirmed: ['host-fw-rule-off'] },
    { story: 'a machine on which nothing listens, and nobody looked why', on: evidence({ ...unactivated(), tcp: [refused], ...noBind }), verdict: 'failing', first: ['host-not-listening', 'likely'] },
    { story: 'a host whose licensing service is stopped', on: caseOf(evidence({ ...unactivated(), tcp: [refused], ...noBind }), { related: [relatedHost({ services: [{ name: 'sppsvc', state: 'stopped', startMode: 'disabled' }] })] }), verdict: 'failing', confirmed: ['host-sppsvc-stopped'] },
    { story: 'a device that closes the connection at the first word of RPC', on: evidence({ ...unactivated(), rpcBind: [...rpc('closed'), rpcProbe(operator)] }), verdict: 'failing', first: ['net-rpc-inspect', 'likely'] },
    { story: 'the same, with nobody else to compare', on: evidence({ ...unactivated(), rpcBind: rpc('silent') }), verdict: 'failing', first: ['net-rpc-inspect', 'likely'] },
    { story: 'a connection that is reset', on: evidence({ ...unactivated(), tcp: [tcpProbe({ outcome: 'reset', cause: 'ECONNRESET' })], ...noBind }), verdict: 'failing', first: ['net-rpc-inspect', 'likely'] },
    { story: 'a record that names a machine with SSH on that port', on: evidence({ ...unactivated(), rpcBind: rpc('not-rpc') }), verdict: 'failing', confirmed: ['dns-srv-stale'] },
    { story: 'a record that names a machine with RPC, but without KMS', on: evidence({ ...unactivated(), rpcBind: rpc('rejected') }), verdict: 'failing', confirmed: ['dns-srv-stale'] },
    { story: 'a host named by hand that speaks RPC, but no KMS', on: onlyEvidence({ tcp: [tcpProbe(operator)], rpcBind: [{ ...rpc('rejected')[0]!, ...operator }] }), verdict: 'failing', first: ['host-not-kms', 'likely'] },
    { story: 'a host that turns the bind down', on: evidence({ ...unactivated(), rpcBind: rpc('nak') }), verdict: 'failing', first: ['host-not-kms', 'likely'] },
    { story: 'an answer that is lost on the way back', on: caseOf(evidence({ ...unactivated(), events: [requestEvent({ time: '2026-11-20T08:30:00.000Z' })] }), { related: [relatedHost({ events: [logged({ time: '2026-11-20T08:30:00.000Z' })] })] }), verdict: 'failing', confirmed: ['net-return-path'], forbid: ['client-egress-fw'] },
    { story: 'one of two hosts is dead', on: evidence({ tcp: [tcpProbe(), tcpProbe({ ...kms2, outcome: 'timeout' })] }), verdict: 'degraded', confirmed: ['srv-partial-dead'] },
    { story: 'one of two hosts is no KMS host', on: evidence({ tcp: [tcpProbe(), tcpProbe(kms2)], rpcBind: [rpcProbe(), rpcProbe({ ...kms2, outcome: 'not-rpc', looksLike: 'a web server' })] }), verdict: 'degraded', confirmed: ['srv-partial-dead'] },
    { story: 'an IPv6 address that swallows everything', on: evidence({ tcp: [tcpProbe(), tcpProbe({ address: 'fd00::11', outcome: 'timeout' })] }), verdict: 'degraded', first: ['net-ipv6-path', 'likely'] },
    { story: 'a network that was not there', on: onlyEvidence({ activationAttempts: [{ at: null, product: null, activationId: null, succeeded: false, code: '0x800704CF' }] }), verdict: 'failing', first: ['vpn-not-connected', 'likely'] },
    { story: 'an attempt that ran into its time limit', on: onlyEvidence({ activationAttempts: [{ at: null, product: null, activationId: null, succeeded: false, code: '0x800705B4' }] }), verdict: 'failing', first: ['net-1688-filtered', 'likely'] },
    { story: 'an Azure machine whose traffic leaves through the company', on: evidence({ ...dead('azkms.core.windows.net'), instanceMetadata: { ...emptyInstanceMetadata(), cloud: 'azure' } }), verdict: 'failing', first: ['azure-forced-tunnel', 'likely'] },
    { story: 'an EC2 machine without its route', on: evidence({ ...dead('169.254.169.250'), instanceMetadata: { ...emptyInstanceMetadata(), cloud: 'aws' } }), verdict: 'failing', first: ['aws-route-missing', 'likely'] },
    { story: 'a Google machine without a route', on: evidence({ ...dead('kms.windows.googlecloud.com'), instanceMetadata: { ...emptyInstanceMetadata(), cloud: 'google' } }), verdict: 'failing', first: ['gcp-no-route', 'likely'] },
    { story: 'a code alone names no cloud', on: onlyEvidence({ activationAttempts: [{ at: null, product: null, activationId: null, succeeded: false, code: '0xC004F074' }] }), verdict: 'failing', first: ['dns-srv-stale', 'possible'], forbid: ['azure-forced-tunnel', 'aws-route-missing', 'gcp-no-route', 'office-host-missing', 'net-ipv6-path'] },
    { story: 'a host set by hand that refuses, while DNS offers another', on: evidence({ ...unactivated(), ...using('old.contoso.test'), dnsSrv: [srv()], tcp: [tcpProbe(), tcpProbe({ host: 'old.contoso.test', address: '10.0.0.99', outcome: 'refused' })] }), verdict: 'failing', confirmed: ['client-override-dead'] },
  ]);
});
