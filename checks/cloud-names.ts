import type { Cloud } from '../src/model/evidence.ts';

/** What a person calls each cloud. */
export const cloudNames: Readonly<Record<Cloud, string>> = { azure: 'Azure', aws: 'AWS', google: 'Google Cloud' };
