/** Readers of what DNS tools print: nslookup (dig and host too) and Resolve-DnsName. */
export { nslookupFormat } from './nslookup.ts';
export { resolveDnsNameFormat } from './resolve-dnsname.ts';
