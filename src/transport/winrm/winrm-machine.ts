import type { Limits } from '../../model/network.ts';
import type { Reading } from '../../model/windows.ts';
import { readIdentity } from '../../codec/wsman/identity.ts';
import type { Identity } from '../../codec/wsman/identity.ts';
import { writeIdentify } from '../../codec/wsman/request.ts';
import { settleOnce, within } from '../deadline.ts';

import { activateProduct } from './activate-product.ts';
import { ask } from './ask.ts';
import { WinrmConnection } from './connection.ts';
import { findListener } from './open-listener.ts';
import { queryWmi } from './query-wmi.ts';
import { EventReader } from './read-events.ts';
import { readRegistry } from './read-registry.ts';
import { runScript } from './run-script.ts';
import type { WinrmFacts, WinrmMachine, WinrmTarget } from './target.ts';
import { failure } from './words.ts';
import type { Failure } from './words.ts';

const defaultMostRows = 1_000_000;

type Opening = { ok: true; value: Identity } | Failure;

/** Opens once for all questions; who comes meanwhile waits for the same opening, no longer than its own limit. */
class Opener {
  readonly #begin: (limits: Limits) => Promise<Opening>;
  #opening: Promise<Opening> | null = null;

  constructor(begin: (limits: Limits) => Promise<Opening>) {
    this.#begin = begin;
  }

  async open(limits: Limits): Promise<Opening> {
    this.#opening ??= this.#begin(limits);
    const opening = this.#opening;
    const onEnd = (): Failure => (limits.signal.aborted ? failure('not-asked', 'stopped before it was asked') : failure('timeout', 'the connection was not open within the time'));
    const end = await within(limits, (deadline) => settleOnce<Opening>(deadline, onEnd, (settle) => {
      void opening.then(settle);
      return () => undefined;
    }));
    // A wait that was cut short says nothing about the machine, so the next question may try again; whatever else failed stays failed.
    if (!end.ok && end.reason === 'not-asked' && this.#opening === opening) this.#opening = null;
    return end;
  }
}

function warningsOf({ tls, insecure = false, host }: WinrmTarget, connection: WinrmConnection): string[] {
  if (!tls) return [];
  const unverified = insecure && connection.verified !== true;
  return unverified ? [`The certificate of ${host} was not verified (--insecure): whoever stands on the way could have answered in its place.`] : [];
}

/**
 * A Windows machine over WS-Management. Nothing is sent before the first question (or `open`); then the listener is looked
 * for, and we sign in once. What failed there is the answer to every question, and no refused account is tried again.
 */
export function connectWinrm(target: WinrmTarget): WinrmMachine {
  // Nothing below may hold on to the target: the password is in it.
  const { allowShell, mostRows = defaultMostRows } = target;
  const listener = { host: target.host, tls: target.tls, auth: target.auth, allowShell, ...(target.port === undefined ? {} : { port: target.port }) };
  const isInsecure = target.insecure ?? false;
  const connection = new WinrmConnection(target);
  let identity: Identity | null = null;

  const askIdentity = (limits: Limits): ReturnType<typeof ask<Identity>> => ask(connection, writeIdentify, readIdentity, { what: 'Identify', namespace: null }, limits);

  const opener = new Opener(async (limits) => {
    const found = await findListener(listener, connection, limits);
    if (!found.ok) return found;
    const told = await askIdentity(limits);
    if (told.ok) {
      identity = told.value;
      return told;
    }
    return told.fault === undefined ? failure(told.reason, told.detail) : { ok: true, value: { protocol: null, vendor: null, product: null, system: null } };
  });

  const facts = (): WinrmFacts => ({
    url: connection.url, authenticatedBy: connection.authentication.by, sealed: connection.authentication.sealed,
    tls: !listener.tls ? 'none' : connection.verified === true ? 'verified' : 'unverified',
    system: identity?.system ?? null, roundTrips: connection.roundTrips, warnings: warningsOf({ ...listener, insecure: isInsecure }, connection),
  });

  const opened = async <T>(limits: Limits, work: () => Promise<Reading<T>>): Promise<Reading<T>> => {
    const opening = await opener.open(limits);
    return opening.ok ? work() : failure(opening.reason, opening.detail);
  };
  const queryOpened: WinrmMachine['queryWmi'] = (query, limits) => opened(limits, () => queryWmi(connection, query, mostRows, limits));
  const events = new EventReader(queryOpened);

  return {
    open: (limits) => opened(limits, () => Promise.resolve({ ok: true, value: facts() })),
    identify: (limits) => opened(limits, async () => {
      const told = await askIdentity(limits);
      return told.ok ? told : failure(told.reason, told.detail);
    }),
    queryWmi: queryOpened,
    readEvents: (query, limits) => events.read(query, limits),
    readRegistry: (queries, limits) => opened(limits, () => readRegistry(connection, queries, limits)),
    runScript: (script, limits) => (allowShell
      ? opened(limits, () => runScript(connection, script, limits))
      : Promise.resolve(failure('not-asked', 'no shell may be opened on this machine'))),
    activateProduct: (activationId, limits) => opened(limits, () => activateProduct(connection, activationId, limits)),
    certificate: () => connection.certificate,
    network: null,
    facts,
    close: () => connection.close(),
  };
}
