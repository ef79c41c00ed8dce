/** What a person can do about a cause. kmsdoctor shows remedies; a person runs them. */
export type Remedy = {
  id: string;
  title: string;
  risk: 'read-only' | 'changes-client' | 'changes-host' | 'changes-dns' | 'changes-network' | 'changes-directory';
  where: 'client' | 'host' | 'dns' | 'network' | 'directory';
  steps: readonly RemedyStep[];
};

/**
 * One step: what to do in words, and the exact command where there is one. `run` may hold fields in braces that the
 * diagnosis fills from evidence (`{zone}`, `{host}`, `{port}`, `{gvlk}`, `{activationId}`, `{client}`); a field
 * that no evidence fills stays as an upper-case word, never as an invented value.
 */
export type RemedyStep = { say: string; run?: string };

/** What stands for a field that no evidence fills: `activationId` → `ACTIVATION-ID`, a word that nobody mistakes for a value. */
export const fieldWord = (name: string): string => name.replace(/[A-Z]/g, (c) => `-${c}`).toUpperCase();
