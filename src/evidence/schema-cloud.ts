import * as v from 'valibot';
import { number, orNull, text } from './schema-words.ts';

/** `instanceMetadata`: the cloud that runs the machine; a kind of ours beside those that the contract fixes. */
export const instanceMetadata = v.object({
  cloud: orNull(v.picklist(['azure', 'aws', 'google'])),
  outcome: v.picklist(['answered', 'http-error', 'timeout', 'refused', 'unreachable', 'unclear', 'not-asked']),
  httpStatus: orNull(number),
  environment: orNull(text),
  chain: orNull(v.picklist(['complete', 'incomplete', 'not-trusted', 'expired', 'other'])),
  issuer: orNull(text),
  detail: orNull(text),
});
