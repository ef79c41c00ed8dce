import type { Cause, Sign } from './cause.ts';
import type { Check } from './check.ts';
import type { Remedy } from './remedy.ts';

/** A remedy of one's own: words and commands alone, since it is shown and never run. */
export type OwnRemedy = Omit<Remedy, 'steps' | 'byHand' | 'noWayBack'> & { steps: readonly { say: string; run?: string }[] };

/** Whom a person turns to. Shown under a report in which something is wrong; absent members are left out. */
export type Helpdesk = {
  telephone?: string | undefined;
  ticketQueue?: string | undefined;
  /** One sentence of one's own: opening hours, what to have at hand. */
  says?: string | undefined;
};

/** What `kmsdoctor.config.ts` (or .mjs, .js) gives as its default export. `kmsdoctor.config.json` holds the same without `checks`. */
export type Config = {
  /** Checks of one's own, through `defineCheck`. They run after the house's, each in a thread with a limit of time. */
  checks?: readonly Check[] | undefined;
  /** Causes of one's own, through `defineCause`. Signs, checks and remedies that they name must exist. */
  causes?: readonly Cause[] | undefined;
  /** What to do about them. Shown, never run. */
  remedies?: readonly OwnRemedy[] | undefined;
  /** KMS hosts that the organisation calls its own, as `--approved-host` says them. */
  approvedHosts?: readonly string[] | undefined;
  /** What findings count as, by tag. A note is no finding and cannot become one. */
  severities?: Readonly<Record<Sign, 'warn' | 'fail'>> | undefined;
  helpdesk?: Helpdesk | undefined;
};

/** Returns its argument; it is here for inference. */
export const defineConfig = (config: Config): Config => config;
