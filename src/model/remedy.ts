/** What a person can do about a cause. kmsdoctor shows remedies, and carries out those that it can with consent (`runsByItself`). */
export type Remedy = {
  id: string;
  title: string;
  risk: 'read-only' | 'changes-client' | 'changes-host' | 'changes-dns' | 'changes-network' | 'changes-directory';
  where: 'client' | 'host' | 'dns' | 'network' | 'directory';
  steps: readonly RemedyStep[];
  /** Why kmsdoctor leaves a remedy of the client to a person: one sentence. Every one that it does not carry out has it. */
  byHand?: string;
  /** Why there is no way back that one should go, where what was seen before would make one: one sentence. */
  noWayBack?: string;
};

/**
 * One step: what to do in words, and the exact command where there is one. `run` may hold fields in braces that the
 * diagnosis fills from evidence (`{zone}`, `{host}`, `{port}`, `{gvlk}`, `{activationId}`, `{client}`); a field
 * that no evidence fills stays as an upper-case word, never as an invented value.
 */
export type RemedyStep = {
  say: string;
  run?: string;
  /** What kmsdoctor does in place of the command, one after the other; empty where nothing needs doing. Absent: it is left to the person. */
  does?: readonly RemedyAction[];
};

/** Services that a remedy may start, restart or enable. */
export type RemedyService = 'sppsvc' | 'osppsvc' | 'w32time';

/** How each of them starts by itself, in the words of sc.exe. Source: Windows' own defaults. */
export const startModes: Readonly<Record<RemedyService, string>> = { sppsvc: 'delayed-auto', osppsvc: 'demand', w32time: 'auto' };

/**
 * All that kmsdoctor can do to a machine. Values are texts with fields as in `run`; each is checked for what it may be
 * before anything is asked of the machine, and no other text ever gets there.
 */
export type RemedyAction =
  /** Nothing by itself: the looks before and after show it. */
  | { do: 'look' }
  /** A published setup key of Microsoft's. */
  | { do: 'install-key'; key: string; application: 'windows' | 'office' }
  | { do: 'activate'; application: 'windows' | 'office' }
  | { do: 'set-kms-host'; host: string; port: string }
  | { do: 'clear-kms-host' }
  | { do: 'clear-product-host'; activationId: string }
  | { do: 'set-lookup-domain'; zone: string }
  | { do: 'clear-lookup-domain' }
  | { do: 'disable-host-caching' }
  | { do: 'enable-host-caching' }
  | { do: 'allow-every-activation-type' }
  | { do: 'enable-service'; service: RemedyService }
  | { do: 'start-service'; service: RemedyService }
  | { do: 'restart-service'; service: RemedyService }
  | { do: 'flush-dns' }
  | { do: 'reinstall-licence-files' }
  | { do: 'take-time-from-domain' }
  | { do: 'set-clock-now' }
  | { do: 'show-time-source' }
  | { do: 'show-host-setting' }
  | { do: 'show-policies' };

/** What stands for a field that no evidence fills: `activationId` → `ACTIVATION-ID`, a word that nobody mistakes for a value. */
export const fieldWord = (name: string): string => name.replace(/[A-Z]/g, (c) => `-${c}`).toUpperCase();

/** True where no value of a remedy's actions still is the upper-case word of a field. */
export const isFilled = ({ steps }: Remedy): boolean => steps.every((s) => (s.does ?? []).every((action) => Object.values(action).every((value) => !/^[A-Z-]+$/.test(value) && !/[{}]/.test(value))));

/** Whether kmsdoctor can carry a remedy out, given the evidence: on the client alone, and by actions of its own alone. */
export const runsByItself = ({ where, risk, byHand, steps }: Remedy): boolean =>
  where === 'client' && (risk === 'read-only' || risk === 'changes-client') && byHand === undefined && steps.some((s) => (s.does ?? []).some((a) => a.do !== 'look'));
