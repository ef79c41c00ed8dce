import type { Sign } from '../model/cause.ts';

/** A symptom as people tell it, and where it stands in the graph. */
export type Symptom = {
  id: string;
  /** The symptom in a sentence, as the page says that it understood it. */
  says: string;
  /** An example of what a person would type. */
  example: string;
  /** Every inner list must be met by one of its words (lower case; a phrase stands with spaces, and one of three words or more, which Windows itself says or nobody says by chance, counts twice). */
  words: readonly (readonly string[])[];
  /** Words that count for it where they are there, but need not be. */
  alsoFits?: readonly string[];
  /** Codes and tags whose causes are thought of; empty where `causes` alone says it. */
  signs: readonly Sign[];
  /** Ids of causes that this symptom points at in particular: they come first. */
  causes: readonly string[];
};

const not = ['not', 'no', 'never', 'cannot', 'cant', 'wont', 'doesnt', 'dont', 'fails', 'failed', 'failing', 'refuses', 'unable', 'problem', 'error'];
const activate = ['activate', 'activates', 'activated', 'activating', 'activation', 'aktiviert'];

/** The known symptoms; where two fit as well, the one that stands first is taken. */
export const symptoms: readonly Symptom[] = [
  {
    id: 'count-stays-low', says: 'the count of the KMS host stays below what its clients need', example: 'count stays at 1',
    words: [['count', 'counter', 'counts', 'threshold', 'countdown', 'enough computers', 'enough machines', 'enough pcs', 'enough clients', 'too few', 'need 25', 'only 10', 'only 8']], alsoFits: ['low', 'stays', 'stuck', 'remains', 'below', 'zero', '0', '1', '2', '3', '4', '5', '10', '25', 'enough', 'reached', 'reach', 'not', 'pcs', 'host', 'rise', 'grow', 'increase', 'reset', 'dropped', 'falls'],
    signs: ['0xC004F038', 'HOST_COUNT_BELOW_THRESHOLD'], causes: ['client-dup-cmid', 'host-count-short', 'srv-split-count', 'host-count-decayed', 'host-count-server-only', 'office-count-separate', 'host-count-reset'],
  },
  {
    id: 'cloned-machines', says: 'machines made from one image do not count or activate', example: 'cloned machines count once',
    words: [['clone', 'clones', 'cloned', 'cloning', 'image', 'imaged', 'sysprep', 'template', 'vdi', 'cmid', 'cmids', 'copied', 'duplicated', 'rolled out']], alsoFits: ['same', 'machine', 'machines', 'id', ...not, ...activate],
    signs: [], causes: ['client-dup-cmid', 'office-dup-cmid', 'client-rearm-pending', 'client-rearm-exhausted'],
  },
  {
    id: 'not-over-vpn', says: 'activation works in the office, but not over VPN or from home', example: 'works in the office but not over VPN',
    words: [['vpn', 'home', 'homeoffice', 'remote', 'remotely', 'offsite', 'roaming', 'travelling', 'traveling', 'directaccess', 'tunnel']], alsoFits: ['office', 'works', 'branch', 'outside', ...not, ...activate],
    signs: [], causes: ['vpn-not-connected', 'vpn-split-dns', 'dns-wrong-resolver', 'net-1688-filtered', 'client-expired-offline', 'dns-suffix-missing', 'net-timeout', 'net-return-path'],
  },
  {
    id: 'one-site-only', says: 'activation fails in one site, branch or network only', example: 'one branch does not activate',
    words: [['branch', 'site', 'subnet', 'vlan', 'network', 'firewall', 'dmz', 'building', 'location']], alsoFits: ['one', 'only', 'port', '1688', 'blocked', ...not, ...activate],
    signs: [], causes: ['net-1688-filtered', 'dns-wrong-resolver', 'dns-suffix-missing', 'dns-replication-lag', 'net-return-path', 'net-rpc-inspect', 'net-ipv6-path', 'dns-multi-zone'],
  },
  {
    id: 'port-blocked', says: 'the KMS host is not reached on TCP 1688', example: 'port 1688 blocked',
    words: [['1688', 'port', 'unreachable', 'timeout', 'blocked', 'timed out', 'reach', 'reached', 'rpc', 'connect', 'connection']], alsoFits: ['port', '1688', 'host', 'kms', 'server', 'firewall', 'unavailable', ...not],
    signs: ['PORT_TIMEOUT', 'PORT_REFUSED', '0x800706BA'], causes: ['net-1688-filtered', 'host-fw-rule-off', 'host-not-listening', 'host-sppsvc-stopped'],
  },
  {
    id: 'after-host-move', says: 'clients do not activate since the KMS host was moved, renamed or replaced', example: 'clients still ask the old KMS host',
    words: [['old', 'moved', 'move', 'migrated', 'migration', 'replaced', 'renamed', 'retired', 'decommissioned', 'new host', 'new server', 'new kms', 'swap', 'exchanged']], alsoFits: ['host', 'server', 'kms', 'clients', 'still', 'ask', 'since', 'dns', ...not, ...activate],
    signs: [], causes: ['dns-srv-stale', 'client-override-dead', 'client-cache-sticky', 'dns-acl-second-host', 'host-count-reset', 'host-fw-rule-off', 'host-not-activated', 'client-override-reasserted', 'client-override-scope', 'srv-partial-dead', 'dns-replication-lag'],
  },
  {
    id: 'new-windows-version', says: 'a newer version of Windows does not activate while older ones do', example: 'Windows 11 does not activate, Windows 10 does',
    words: [['newer', 'version', 'upgrade', 'upgraded', 'upgrading', '2025', '24h2', '25h2', 'ltsc', 'windows 10 does', 'windows 10 works', 'only windows 11', 'older ones do']], alsoFits: ['windows', 'server', '11', '2019', '2022', 'older', 'since', 'after', ...not, ...activate],
    signs: ['0xC004F042'], causes: ['host-key-group-old', 'host-update-missing', 'client-gvlk-wrong-edition', 'client-not-gvlk', 'host-client-os'],
  },
  {
    id: 'office-not-activated', says: 'Office does not activate, whether Windows does or not', example: 'Office is not activated but Windows is',
    words: [['office', 'word', 'excel', 'outlook', 'visio', 'project', 'ospp', 'm365', 'powerpoint']], alsoFits: ['licence', 'license', 'unlicensed', 'product', 'windows', 'red', 'banner', 'count', ...not, ...activate],
    signs: [], causes: ['office-host-missing', 'office-retail', 'office-m365-not-kms', 'office-count-separate', 'host-office-key-unactivated', 'office-mak', 'office-no-key', 'office-side-product', 'office-grace-leftover', 'office-dup-cmid', 'office-osppsvc', 'net-1688-filtered', 'dns-srv-missing'],
  },
  {
    id: 'no-record-in-dns', says: 'no KMS host is found in DNS', example: 'DNS name does not exist',
    words: [['dns', 'srv', 'vlmcs', 'record', 'records', 'lookup', 'resolve', 'resolver', 'nslookup', 'discovery', 'autodiscovery', 'find kms', 'find the kms', 'kms server found', 'kms host found', 'find activation server', 'find the activation server', 'name not found', 'dns name does not exist']], alsoFits: ['kms', 'missing', 'found', 'find', 'exist', 'name', 'host', 'empty', 'deleted', 'gone', 'disappears', ...not],
    signs: ['0x8007232B', 'SRV_MISSING'], causes: ['dns-srv-missing', 'dns-suffix-missing', 'dns-wrong-resolver'],
  },
  {
    id: 'host-does-not-publish', says: 'the KMS host does not write its record into DNS', example: 'KMS host does not register in DNS',
    words: [['register', 'registered', 'publish', 'publishes', 'published', 'publishing', '12293', 'scavenged', 'scavenging'], ['dns', 'host', 'record', 'srv', 'kms', 'itself']], alsoFits: ['kms', 'host', 'dns', ...not],
    signs: ['HOST_PUBLISH_FAILED'], causes: ['dns-acl-second-host', 'dns-update-refused', 'dns-publish-disabled', 'dns-scavenged', 'dns-multi-zone'],
  },
  {
    id: 'clock-wrong', says: 'the clock of the client or of the KMS host is wrong', example: 'the time is wrong',
    words: [['clock', 'time', 'date', 'timezone', 'hours', 'ntp']], alsoFits: ['wrong', 'off', 'skew', 'behind', 'ahead', 'different', 'zone'],
    signs: ['0xC004F06C'], causes: ['clock-skew-client', 'clock-skew-host', 'clock-rtc-timezone', 'clock-drifting'],
  },
  {
    id: 'asks-for-key', says: 'the machine has no key, or one that is not for KMS', example: 'Windows asks for a product key',
    words: [['key', 'keys', 'mak', 'gvlk', 'csvlk', 'retail', 'oem', 'serial']], alsoFits: ['product', 'asks', 'enter', 'wrong', 'invalid', 'blocked', 'windows', 'missing', 'installed', ...not],
    signs: ['0xC004F050'], causes: ['client-not-gvlk', 'client-no-key', 'client-gvlk-wrong-edition', 'client-csvlk-installed', 'mak-exhausted', 'client-key-blocked'],
  },
  {
    id: 'evaluation', says: 'the machine runs an evaluation, or an edition without a volume licence', example: 'evaluation copy expires',
    words: [['evaluation', 'eval', 'trial', 'home edition', 'windows home', '10 home', '11 home', 'edition']], alsoFits: ['windows', 'copy', 'expires', 'days', 'wrong', ...not, ...activate],
    signs: [], causes: ['client-eval-edition', 'client-edition-not-volume', 'client-gvlk-wrong-edition', 'client-not-gvlk'],
  },
  {
    id: 'activated-then-lapsed', says: 'the machine was activated and is not any more', example: 'Windows was activated and is not any more',
    words: [['expired', 'expires', 'expire', 'expiring', 'lapsed', 'lapse', 'anymore', 'any more', 'longer', 'suddenly', '180', 'renew', 'renewal', 'renews', 'again', 'lost', 'deactivated', 'yesterday', 'used to be', 'was activated', 'activated before', 'license will expire soon', 'licence will expire soon']], alsoFits: ['licence', 'license', 'was', 'days', 'soon', 'windows', ...not, ...activate],
    signs: [], causes: ['client-expired-offline', 'latent-renewal-failure', 'dns-srv-stale', 'net-1688-filtered', 'vpn-not-connected', 'client-override-dead', 'host-sppsvc-stopped', 'host-count-decayed', 'client-hw-tolerance'],
  },
  {
    id: 'azure-not-activated', says: 'a virtual machine in a public cloud does not activate', example: 'Azure VM does not activate',
    words: [['azure', 'aws', 'amazon', 'ec2', 'google cloud', 'gcp', 'cloud']], alsoFits: ['vm', 'machine', 'virtual', 'tunnel', 'route', ...not, ...activate],
    signs: ['AZURE_KMS_UNREACHABLE', 'AWS_KMS_UNREACHABLE', 'GOOGLE_KMS_UNREACHABLE'], causes: [],
  },
  {
    id: 'host-service-down', says: 'the KMS host does not run or does not answer', example: 'KMS host is down',
    words: [['host', 'server', 'sppsvc', 'service'], ['down', 'stopped', 'crashed', 'start', 'starts', 'running', 'answer', 'answers', 'answering', 'respond', 'responding', 'dead', 'switched off', 'turned off', 'shut', 'offline', 'listen', 'listening', 'disabled']], alsoFits: ['kms', ...not],
    signs: [], causes: ['host-sppsvc-stopped', 'host-not-listening', 'host-fw-rule-off', 'host-not-activated', 'host-not-kms', 'host-init-failure', 'client-sppsvc-disabled'],
  },
  {
    id: 'not-genuine', says: 'Windows says that it is not genuine', example: 'this copy of Windows is not genuine',
    words: [['genuine', 'counterfeit', 'counterfeiting', 'victim', 'pirated', 'illegal', 'victim of software counterfeiting']], alsoFits: ['windows', 'copy', 'black', ...not],
    signs: ['0xC004F200'], causes: ['client-nongenuine', 'client-kb971033', 'tamper-local-kms', 'tamper-public-kms', 'tamper-2038'],
  },
  {
    id: 'unknown-host', says: 'the machine is sent to a KMS host that nobody knows, or was tampered with', example: 'unknown KMS server in the settings',
    words: [['unknown', 'rogue', 'strange', 'foreign', 'internet', 'public', 'tampered', 'hacked', 'malware', 'suspicious', '2038', 'an activator', 'kms activator', 'activator tool', 'crack']], alsoFits: ['kms', 'host', 'server', 'windows', 'settings'],
    signs: [], causes: ['srv-rogue-host', 'tamper-public-kms', 'tamper-local-kms', 'tamper-hooked-program', 'tamper-2038', 'client-loopback-host'],
  },
  {
    id: 'hardware-changed', says: 'the machine is not activated since its hardware changed', example: 'not activated after a new mainboard',
    words: [['hardware', 'mainboard', 'motherboard', 'bios', 'disk', 'ssd', 'board', 'swapped', 'repair']], alsoFits: ['changed', 'new', 'after', 'firmware', ...not, ...activate],
    signs: ['0xC004F00F'], causes: ['client-hw-tolerance'],
  },
  {
    id: 'access-denied', says: 'slmgr.vbs or kmsdoctor is denied access', example: 'access denied when running slmgr',
    words: [['denied', 'access', 'administrator', 'admin', 'elevated', 'permission', 'rights', 'wmi', 'slmgr']], alsoFits: ['slmgr', 'running', 'run', 'command', ...not],
    signs: ['0x80070005', '0xC004F025'], causes: ['client-not-elevated', 'client-wmi-broken', 'client-enum-acl', 'client-netsvc-acl', 'inspect-remote-blocked'],
  },
  {
    id: 'ad-activation-fails', says: 'activation through Active Directory fails', example: 'AD activation does not work',
    words: [['ad', 'adba', 'directory']], alsoFits: ['active', 'domain', 'activation', 'object', 'objects', ...not, ...activate],
    signs: ['ADBA_FAILED'], causes: ['adba-object-missing', 'client-activation-type-restricted', 'client-adba-active'],
  },
  {
    id: 'not-activating', says: 'a machine does not activate, and nothing more is known yet', example: 'new laptop does not activate',
    words: [[...activate, 'unlicensed', 'licence', 'license', 'licensed', 'watermark', 'notification', 'go to settings to activate', 'organizations activation server', 'organisations activation server', 'reach our activation servers', 'reach activation server', 'activate right now']],
    // What the machine is called tells nothing: it would outweigh the word that does.
    alsoFits: ['windows', 'kms', ...not],
    signs: ['0xC004F074'], causes: ['client-not-gvlk', 'dns-srv-missing', 'dns-suffix-missing', 'client-no-key', 'client-gvlk-wrong-edition', 'client-edition-not-volume'],
  },
];
