import { md5 } from './digests.ts';

/** One direction's keys, 16 octets each. */
export type DirectionKeys = { sign: Uint8Array; seal: Uint8Array };

const ascii = (text: string): Uint8Array => Uint8Array.from(text, (character) => character.charCodeAt(0));

const magic = (direction: string, purpose: string): Uint8Array => ascii(`session key to ${direction} ${purpose} key magic constant\0`);

/** SIGNKEY and SEALKEY with extended session security and 128 bit ([MS-NLMP] 3.4.5.2, 3.4.5.3), for both directions. */
export function directionKeys(exportedSessionKey: Uint8Array): { clientToServer: DirectionKeys; serverToClient: DirectionKeys } {
  const keys = (direction: string): DirectionKeys => ({
    sign: md5(exportedSessionKey, magic(direction, 'signing')),
    seal: md5(exportedSessionKey, magic(direction, 'sealing')),
  });
  return { clientToServer: keys('client-to-server'), serverToClient: keys('server-to-client') };
}
