import type { Directory } from '../../model/directory.ts';
import { probeUpdate } from './probe-update.ts';
import { readActivationObjects } from './read-activation-objects.ts';

/** Active Directory and its DNS over real sockets. ldapts is loaded when a directory is asked, not before. */
export const systemDirectory: Directory = { readActivationObjects, probeUpdate };
