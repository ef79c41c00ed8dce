import type { Network } from '../model/network.ts';
import { lookupAddresses, lookupNameServers, lookupSrv } from './dns-lookups.ts';
import { pingAddress } from './icmp-echo.ts';
import { bindKms } from './rpc-bind.ts';
import { readClock } from './sntp-client.ts';
import { systemResolvers, systemSuffixes } from './system-dns.ts';
import { connectPort } from './tcp-connect.ts';

/** The real network, seen from the machine on which the program runs. Holds no state and nothing to close. */
export const createNetwork = (): Network => ({
  systemResolvers,
  systemSuffixes,
  lookupSrv,
  lookupAddresses,
  lookupNameServers,
  connect: connectPort,
  bindRpc: bindKms,
  ping: pingAddress,
  readClock,
});
