import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** One exchange that the lab recorded between two implementations that are not ours. All octets are hex. */
export type LabExchange = {
  name: string; spnego: boolean; user: string; domain: string; password: string; keyExch: boolean;
  tokens: { dir: 'c2s' | 's2c'; hex: string }[];
  negotiate: string; challenge: string; authenticate: string;
  serverChallenge: string; clientChallenge: string; timestamp: string;
  targetInfo: { id: number; hex: string }[]; clientTargetInfo: { id: number; hex: string }[];
  ntowfv2: string; ntProof: string; sessionBaseKey: string; exportedSessionKey: string;
  keys: { clientSigningKey: string; serverSigningKey: string; clientSealingKey: string; serverSealingKey: string };
  mic: string | null;
  mechListMIC: { dir: 'c2s' | 's2c'; hex: string }[];
  channelBindings: { certificateDer: string; applicationData: string; md5: string } | null;
  messages: { dir: 'c2s' | 's2c'; seq: number; plaintext: string; signature: string; ciphertext: string }[];
};

const file = fileURLToPath(new URL('../../../../shared/lab/fixtures/ntlm-sealed-exchanges.json', import.meta.url));

/** The lab's exchanges; null where the lab is not beside the checkout. */
export const labExchanges: readonly LabExchange[] | null = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as { exchanges: LabExchange[] }).exchanges : null;
