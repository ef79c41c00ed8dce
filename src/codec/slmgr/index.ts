import type { TextFormat } from '../text-format.ts';
import { readSlmgr } from './read-slmgr.ts';
import { startsSlmgr } from './starts.ts';

export { readStrayErrors } from './stray.ts';

/** Output of slmgr.vbs (/dlv, /dli, /xpr, /ato), from Vista and Server 2003 to Windows 11 and Server 2025, in any language. */
export const slmgrFormat: TextFormat = { id: 'slmgr', startsAt: startsSlmgr, read: readSlmgr };
