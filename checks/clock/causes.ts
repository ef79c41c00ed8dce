import type { Cause } from '../../src/model/cause.ts';
import { noHostUsable } from '../general-symptoms.ts';

const error06c = 'https://learn.microsoft.com/troubleshoot/windows-server/licensing-and-activation/error-0xc004f06c-activate-windows';

/** Signs that the host's clock is right: others agree with it. */
const hostIsRight = ['HOST_CLOCK_OK', 'CLOCK_OF_HOST_RIGHT_FROM_HERE', 'HOST_ACCEPTS_OTHERS'] as const;

/** Where no request gets to a host, no clock is the reason. */
const noWay = [
  'SRV_MISSING', 'SRV_MISSING_AT_CLIENT_RESOLVER', 'SRV_PUBLIC_RESOLVERS_ONLY', 'SRV_SERVICE_DECLINED', 'SRV_TARGET_UNRESOLVABLE', 'DNS_NO_RESOLVER', 'DNS_NO_SUFFIX', 'DNS_SUFFIX_MISSING',
  'DNS_RESOLVER_SILENT', 'DNS_RESOLVER_UNREACHABLE', 'DNS_RESOLVER_FAILING', 'PORT_TIMEOUT', 'PORT_REFUSED', 'PORT_REJECTED', 'PORT_RESET', 'PORT_UNREACHABLE', 'RPC_NOT_RPC', 'RPC_NAK', 'RPC_REJECTED', 'RPC_CLOSED', 'RPC_SILENT',
  'CLIENT_KEY_NOT_GVLK', 'CLIENT_NOT_KMS', 'EVALUATION_EDITION', 'EVALUATION_RUNNING',
] as const;

/** What a client's clock that is off brings about. */
const clientIsOff = ['CLOCK_OFF_BY_HOURS', 'REQUEST_TIME_OFF', 'HOST_REJECTED_REQUEST', 'HOST_REJECTS_SOME', ...noHostUsable, '0xC004F06C'] as const;

/** Signs that a clock is off, whichever it is. */
const ownSigns = ['CLOCK_OFF_BY_HOURS', 'REQUEST_TIME_OFF', '0xC004F06C'] as const;

export const clockCauses: readonly Cause[] = [
  {
    id: 'clock-skew-client',
    title: 'Client clock more than 4 hours from the host (UTC)',
    says: 'The client’s clock is more than four hours from the KMS host’s.',
    area: 'clock', prevalence: 'common', confidence: 'high',
    explains: ['CLOCK_HERE_DIFFERS', ...clientIsOff],
    // Two clocks that differ say nothing about which is wrong; somebody else has to agree with the host.
    confirm: [...hostIsRight.map((sign) => ['CLOCK_OFF_BY_HOURS', sign]), ...hostIsRight.map((sign) => ['REQUEST_TIME_OFF', sign])],
    support: [...ownSigns],
    ruleOut: ['CLOCK_OK', 'CLOCK_OF_HOST_STANDS_ALONE', 'HOST_CLOCK_OFF', 'MANY_CLIENTS_TIME_OFF'],
    yieldsTo: noWay,
    decidedBy: ['clock/within-four-hours'],
    decisiveEvidence: ['clock', 'events', 'host.events'],
    remedies: ['set-client-clock'],
    verifyWith: ['clock/within-four-hours'],
    sources: [error06c],
  },
  {
    id: 'clock-skew-host',
    title: 'The KMS host’s own clock is wrong',
    says: 'The KMS host’s own clock is wrong, so it refuses clients whose clocks are right.',
    area: 'clock', prevalence: 'occasional', confidence: 'high',
    explains: ['HOST_CLOCK_OFF', 'REQUEST_TIME_OFF', 'HOST_REJECTED_REQUEST', 'CLOCK_OFF_BY_HOURS', 'CLOCK_OF_HOST_STANDS_ALONE', 'CLOCK_HERE_DIFFERS', 'MANY_CLIENTS_TIME_OFF', 'HOST_REJECTS_SOME', ...noHostUsable, '0xC004F06C'],
    confirm: [['HOST_CLOCK_OFF'], ['MANY_CLIENTS_TIME_OFF']],
    support: ['CLOCK_OF_HOST_STANDS_ALONE', 'CLOCK_HERE_DIFFERS'],
    ruleOut: ['HOST_CLOCK_OK', 'CLOCK_OF_HOST_RIGHT_FROM_HERE'],
    yieldsTo: [...noWay, 'ANSWERED_NOT_ACTIVATED', 'ANSWERED_NOT_SERVED'],
    decisiveEvidence: ['host.clock', 'host.events'],
    remedies: ['set-host-clock'],
    verifyWith: ['clock/host-clock-right'],
    sources: [error06c],
  },
  {
    id: 'clock-rtc-timezone',
    title: 'Cloud VM reads a UTC hardware clock as local time',
    says: 'The client’s clock is off by a whole time zone, as when a UTC hardware clock is read as local time.',
    area: 'clock', prevalence: 'occasional', confidence: 'high',
    explains: [...clientIsOff],
    onlyWith: ['CLOCK_ZONE_SHAPED'],
    // With every list of clock-skew-client, so that where both stand more speaks for this one, which says why.
    confirm: [['CLOCK_OFF_BY_HOURS', 'HARDWARE_CLOCK_READ_AS_LOCAL'], ...hostIsRight.map((sign) => ['CLOCK_OFF_BY_HOURS', 'HARDWARE_CLOCK_READ_AS_LOCAL', sign])],
    support: ['CLOCK_ZONE_SHAPED', ...ownSigns],
    ruleOut: ['HARDWARE_CLOCK_IS_UTC', 'CLOCK_OK', 'CLOCK_OF_HOST_STANDS_ALONE', 'HOST_CLOCK_OFF', 'MANY_CLIENTS_TIME_OFF'],
    yieldsTo: noWay,
    decidedBy: ['clock/within-four-hours'],
    decisiveEvidence: ['clock', 'windowsState', 'instanceMetadata'],
    remedies: ['set-universal-hardware-clock'],
    verifyWith: ['clock/within-four-hours'],
    sources: ['https://docs.aws.amazon.com/AWSEC2/latest/WindowsGuide/windows-set-time.html', error06c],
  },
  {
    id: 'clock-drifting',
    title: 'Client clock drifts, still within what KMS tolerates',
    says: 'The client’s clock is minutes off, which KMS tolerates and a domain does not.',
    area: 'clock', prevalence: 'occasional', confidence: 'high',
    explains: ['CLOCK_DRIFTING'],
    confirm: [['CLOCK_DRIFTING']],
    decisiveEvidence: ['clock'],
    remedies: ['set-client-clock'],
    verifyWith: ['clock/within-four-hours'],
    sources: [error06c],
  },
];
