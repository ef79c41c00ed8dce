/**
 * Causes by how often they are met: the order of the project’s table of root causes, a judgement from Microsoft’s
 * articles and field reports, not a survey. A cause that the table does not list comes after all of these.
 */
export const causeRanks: readonly string[] = [
  'dns-srv-stale', 'net-1688-filtered', 'dns-srv-missing', 'client-not-gvlk', 'client-dup-cmid', 'host-count-short',
  'client-override-dead', 'host-update-missing', 'host-key-group-old', 'dns-suffix-missing', 'clock-skew-client',
  'host-fw-rule-off', 'vpn-not-connected', 'latent-renewal-failure', 'host-not-activated', 'srv-split-count',
  'srv-rogue-host', 'dns-wrong-resolver', 'vpn-split-dns', 'host-not-listening', 'host-sppsvc-stopped',
  'client-expired-offline', 'azure-forced-tunnel', 'azure-old-kms-ip', 'aws-route-missing', 'host-count-decayed',
  'office-host-missing', 'client-sppsvc-disabled', 'dns-acl-second-host', 'client-gvlk-wrong-edition',
  'client-csvlk-installed', 'srv-partial-dead', 'dns-publish-disabled', 'dns-multi-zone', 'host-not-kms',
  'azure-ilb-no-egress', 'client-tokens-corrupt', 'client-not-elevated', 'client-adba-active',
  'dns-srv-target-unresolvable', 'office-retail', 'office-m365-not-kms', 'inspect-remote-blocked',
  'inspect-localised', 'client-wmi-broken', 'adba-object-missing', 'client-activation-type-restricted',
  'client-cache-sticky', 'client-override-reasserted', 'client-override-scope', 'dns-srv-wrong-port',
  'host-port-changed', 'dns-srv-malformed', 'dns-scavenged', 'dns-update-refused', 'dns-server-unreachable',
  'dns-no-servers', 'dns-replication-lag', 'dns-client-cache', 'net-rpc-inspect', 'client-egress-fw',
  'net-return-path', 'net-timeout', 'net-ipv6-path', 'net-proxy-only', 'clock-skew-host', 'clock-rtc-timezone',
  'host-key-limit', 'host-key-typo', 'host-activation-egress', 'host-client-os', 'host-count-server-only',
  'office-count-separate', 'host-count-reset', 'host-log-full', 'host-idle', 'host-renamed',
  'host-office-key-unactivated', 'office-mak', 'office-dup-cmid', 'office-side-product', 'office-ui-stale',
  'client-no-key', 'client-edition-not-volume', 'client-eval-edition', 'client-avma', 'client-rearm-exhausted',
  'client-rearm-pending', 'client-sppsvc-stuck', 'client-hw-tolerance', 'client-nongenuine', 'tamper-public-kms',
  'tamper-local-kms', 'tamper-2038', 'cloud-override-left', 'azure-imds-blocked', 'azure-imds-cert', 'gcp-no-route',
  'inspect-wsh-blocked', 'vamt-pkconfig', 'mak-exhausted', 'client-lookup-domain-wrong',
  'client-port-override-stale', 'host-key-blocked', 'host-azure-edition', 'host-renewal-interval-high',
  'host-license-lapsed', 'host-init-failure', 'office-host-os-old', 'client-sppsvc-missing',
  'client-license-files-missing', 'client-dcom-self', 'client-netsvc-acl', 'client-enum-acl', 'client-loopback-host',
  'azure-wrong-cloud', 'azure-multisession-rekeyed', 'container-host-deactivated', 'office-osppsvc',
  'client-oem-marker', 'client-kb971033', 'container-noise', 'avs-noise', 'in-grace-normal',
];
