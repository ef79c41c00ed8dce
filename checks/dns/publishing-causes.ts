import type { Cause } from '../../src/model/cause.ts';
import { noHostUsable, noRecordNeeded } from '../general-symptoms.ts';

const learn = 'https://learn.microsoft.com/';
const kmsDns = `${learn}windows-server/get-started/common-troubleshooting-procedures-kms-dns`;
const event12293 = `${learn}troubleshoot/windows-server/licensing-and-activation/event-12293-error-0x800723-set-kms-host`;

const notKms = ['CLIENT_NOT_KMS', 'CLIENT_KEY_NOT_GVLK', 'EVALUATION_EDITION', 'EVALUATION_RUNNING'] as const;

/** Why a KMS host’s record is not where clients look: the host’s side of discovery. */
export const publishingCauses: readonly Cause[] = [
  {
    id: 'dns-publish-disabled',
    title: 'Host has DNS publishing turned off and no manual record exists',
    says: 'The KMS host is told not to publish itself, and nobody made the record by hand.',
    area: 'host', prevalence: 'common', confidence: 'high',
    explains: ['HOST_DNS_PUBLISHING_OFF', 'SRV_MISSING', ...noHostUsable, '0x8007232B'],
    confirm: [['HOST_DNS_PUBLISHING_OFF']],
    ruleOut: ['SRV_FOUND', 'HOST_DNS_PUBLISHING_ON'],
    yieldsTo: ['SRV_MISSING_AT_CLIENT_RESOLVER', 'DNS_NO_SUFFIX', ...noRecordNeeded, ...notKms],
    decisiveEvidence: ['host.service', 'host.licensingProducts'],
    remedies: ['enable-dns-publishing', 'create-srv-record', 'create-srv-record-elsewhere'],
    verifyWith: ['host/publishes-in-dns', 'dns/srv-record-found'],
    sources: [`${learn}windows-server/get-started/kms-create-host`],
  },
  {
    id: 'dns-update-refused',
    title: 'DNS zone refuses or does not support dynamic update',
    says: 'The zone does not let the KMS host write its record.',
    area: 'dns', prevalence: 'occasional', confidence: 'medium',
    explains: ['HOST_PUBLISH_FAILED', 'HOST_CANNOT_REFRESH_RECORD', 'SRV_MISSING', ...noHostUsable, '0x8007232D', '0x8007232C', '0x80072338', '0x8007232B'],
    support: ['0x8007232D', '0x8007232C', 'HOST_PUBLISH_FAILED', 'HOST_CANNOT_REFRESH_RECORD'],
    ruleOut: ['HOST_PUBLISHED', 'HOST_RECORD_OF_ANOTHER', 'HOST_DNS_PUBLISHING_OFF', 'DNS_NO_SUFFIX', 'SRV_MISSING_AT_CLIENT_RESOLVER'],
    yieldsTo: ['SRV_FOUND', ...noRecordNeeded, ...notKms],
    decisiveEvidence: ['host.events'],
    remedies: ['allow-dns-updates', 'create-srv-record', 'create-srv-record-elsewhere'],
    verifyWith: ['host/publishes-in-dns'],
    sources: [event12293, `${learn}windows/deployment/volume-activation/activate-windows-clients-vamt`],
  },
  {
    id: 'dns-acl-second-host',
    title: 'Second KMS host may not update the existing _vlmcs record',
    says: 'The KMS record belongs to another host, so this one may not add itself.',
    area: 'dns', prevalence: 'common', confidence: 'high',
    // A host that DNS does not name counts nobody.
    explains: ['HOST_PUBLISH_FAILED', 'HOST_CANNOT_REFRESH_RECORD', 'HOST_COUNT_BELOW_THRESHOLD', 'HOST_NO_REQUESTS_YET', '0x80072338'],
    confirm: [['HOST_PUBLISH_FAILED', '0x80072338', 'SRV_FOUND']],
    support: ['0x80072338'],
    // Those codes are of a zone that lets nobody write.
    ruleOut: ['0x8007232C', '0x8007232D', 'HOST_PUBLISHED', 'SRV_MISSING'],
    decisiveEvidence: ['host.events', 'dnsSrv'],
    remedies: ['share-srv-record-rights'],
    verifyWith: ['host/publishes-in-dns'],
    sources: [event12293],
  },
  {
    id: 'dns-scavenged',
    title: 'Record was aged out because the host stopped refreshing it',
    says: 'DNS scavenging may have removed a record that the KMS host stopped refreshing.',
    area: 'dns', prevalence: 'occasional', confidence: 'medium',
    explains: ['SRV_MISSING', ...noHostUsable, '0x8007232B'],
    // A zone that takes no updates at all has no record that could age.
    ruleOut: ['0x8007232C', '0x8007232D', 'SRV_FOUND', 'HOST_PUBLISHED', 'HOST_DNS_PUBLISHING_OFF', 'HOST_DNS_BY_HAND', 'CLIENT_HOST_SET_BY_HAND', 'SRV_IN_ZONE_NOT_SEARCHED', 'SRV_MISSING_AT_CLIENT_RESOLVER', 'DNS_NO_SUFFIX'],
    yieldsTo: notKms,
    decisiveEvidence: ['host.events', 'host.service'],
    remedies: ['republish-host', 'keep-record-from-scavenging', 'create-srv-record', 'create-srv-record-elsewhere'],
    verifyWith: ['dns/srv-record-found'],
    sources: [kmsDns],
  },
  {
    id: 'dns-multi-zone',
    title: 'Host publishes only in its own zone; clients live in another',
    says: 'The KMS record stands in another zone than the one that is searched.',
    area: 'host', prevalence: 'common', confidence: 'high',
    explains: ['SRV_IN_ZONE_NOT_SEARCHED', 'SRV_MISSING', ...noHostUsable, '0x8007232B'],
    confirm: [['SRV_IN_ZONE_NOT_SEARCHED', 'HOST_PUBLISHED']],
    support: ['SRV_IN_ZONE_NOT_SEARCHED', 'SRV_IN_OTHER_ZONE'],
    ruleOut: ['SRV_IN_SEARCHED_ZONE', 'HOST_RECORD_GONE', 'HOST_PUBLISH_FAILED', 'CLIENT_HOST_SET_BY_HAND', 'SRV_MISSING_AT_CLIENT_RESOLVER', 'DNS_NO_SUFFIX', 'HOST_DNS_PUBLISHING_OFF'],
    yieldsTo: notKms,
    decisiveEvidence: ['dnsSrv', 'host.events', 'host.licensingProducts'],
    remedies: ['publish-in-more-zones', 'set-lookup-domain'],
    verifyWith: ['dns/srv-record-found'],
    sources: [kmsDns, `${learn}previous-versions/windows/it-pro/windows-server-2012-r2-and-2012/dn502532(v=ws.11)`],
  },
];
