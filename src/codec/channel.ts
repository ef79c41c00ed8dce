import type { Channel } from '../model/evidence.ts';

/**
 * Channel words, first match wins. Sources: ProductKeyChannel and Description of SoftwareLicensingProduct (Microsoft
 * Learn) and slmgr.vbs, which looks for VOLUME_KMSCLIENT, TIMEBASED_ and VIRTUAL_MACHINE_ACTIVATION in the description.
 * KMS host keys come as VOLUME_KMS, VOLUME_KMS_C, VOLUME_KMS_2012-R2_WIN10, VOLUME_KMS_WS19 and so on.
 */
const channelWords: readonly (readonly [RegExp, Channel])[] = [
  [/VOLUME[-_ ]?KMS[-_ ]?CLIENT|\bGVLK\b/i, 'kms-client'],
  [/\bCSVLK\b|VOLUME[-_ ]KMS(?![A-Z])/i, 'kms-host'],
  [/VIRTUAL[-_ ]MACHINE[-_ ]ACTIVATION|\bVT:IA\b|\bAVMA\b/i, 'avma'],
  [/TIMEBASED[-_ ]SUB|:TB:Sub\b|\bSUBSCRIPTION\b/i, 'subscription'],
  [/TIMEBASED[-_ ]|:TB:|\bEVAL\b/i, 'eval'],
  [/(?:^|[^A-Z])MAK(?![A-Z])/i, 'mak'],
  [/\bOEM(?![A-Z])/i, 'oem'],
  [/\bRETAIL(?![A-Z])/i, 'retail'],
];

/** Masks that people and exporters put in a value's place; they say nothing. */
const mask = /^(?:[*Xx#.\-\s]*|<[^>]*>|\[[^\]]*\]|n\/a|null|none)$/i;

/**
 * How a product is licensed, from the words of its product key channel (`Volume:GVLK`) and of its description
 * (`Windows(R) Operating System, VOLUME_KMSCLIENT channel`), either of which may be null or masked.
 *
 * The key's channel is believed first; but a plain `Retail`, or a word not known, gives way to a description that says
 * more (`RETAIL(MAK)` is a MAK, `TIMEBASED_EVAL` an evaluation). `channelText` is the key channel's words where there
 * are any, else the word before ` channel` in the description, else null. Nothing known: `unknown`.
 */
export function channelOf(keyChannel: string | null, description: string | null): { channel: Channel; channelText: string | null } {
  const ofKey = keyChannel === null || mask.test(keyChannel.trim()) ? null : keyChannel.trim();
  const ofDescription = wordOfDescription(description);
  const byKey = channelOfWord(ofKey);
  const byDescription = channelOfWord(ofDescription);
  const keyTellsLess = byKey === 'unknown' || byKey === 'retail';
  const channel = keyTellsLess && byDescription !== 'unknown' ? byDescription : byKey;
  return { channel, channelText: ofKey ?? ofDescription };
}

function channelOfWord(word: string | null): Channel {
  if (word === null) return 'unknown';
  return channelWords.find(([pattern]) => pattern.test(word))?.[1] ?? 'unknown';
}

function wordOfDescription(description: string | null): string | null {
  if (description === null) return null;
  // A text cut within the word `channel` still has the whole word before it.
  const before = /^(.*\S)\s+(?:channel\b|c(?:h(?:a(?:n(?:ne?)?)?)?)?$)/i.exec(description.slice(0, 500))?.[1];
  // Without the word `channel` the text is cut or retyped; `VOLUME_KMS` could then be the start of VOLUME_KMSCLIENT.
  const text = before ?? description.slice(0, 500).replace(/VOLUME[-_ ]KMS\s*$/i, '');
  const afterComma = text.slice(text.lastIndexOf(',') + 1).trim();
  if (before !== undefined) return afterComma === '' ? null : afterComma;
  const last = afterComma.split(/\s+/).at(-1) ?? '';
  return channelOfWord(last) === 'unknown' ? null : last;
}
