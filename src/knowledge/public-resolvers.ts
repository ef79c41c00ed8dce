/**
 * DNS servers on the internet that anyone may use; none of them holds an organisation's internal zone. As of November
 * 2026. Sources: https://developers.google.com/speed/public-dns/docs/using, https://one.one.one.one/,
 * https://quad9.net/service/service-addresses-and-features/, https://www.opendns.com/setupguide/
 */
const addresses: ReadonlySet<string> = new Set([
  '8.8.8.8', '8.8.4.4', '2001:4860:4860::8888', '2001:4860:4860::8844',
  '1.1.1.1', '1.0.0.1', '2606:4700:4700::1111', '2606:4700:4700::1001',
  '9.9.9.9', '149.112.112.112', '2620:fe::fe', '2620:fe::9',
  '208.67.222.222', '208.67.220.220', '2620:119:35::35', '2620:119:53::53',
]);

/** True for a well-known public resolver, written as an address without a port. */
export const isPublicResolver = (resolver: string): boolean => addresses.has(resolver.toLowerCase());
