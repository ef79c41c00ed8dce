import { registerHooks } from 'node:module';
import { basename } from 'node:path';
import { pathToFileURL } from 'node:url';
import { workerData } from 'node:worker_threads';

import type { Check, Finding, FindingSpec, Need } from '../model/check.ts';
import type { Config } from '../model/config.ts';
import { plainOf } from './plain.ts';
import type { ThreadAnswer, ThreadData, ThreadRequest } from './thread-protocol.ts';

// The thread in which a config that is code is loaded and its checks judge. The program waits for each answer with a limit
// and ends the thread where none comes, so a config that loops holds up nobody.

const { file, port, flag, publicModule } = workerData as ThreadData;

// A kmsdoctor that is installed for the whole machine is in no node_modules around the config, which imports it all the same.
registerHooks({ resolve: (specifier, context, next) => (specifier === 'kmsdoctor' ? { url: publicModule, shortCircuit: true } : next(specifier, context)) });

/** More than a judge may give: one that never ends giving is stopped here. */
const mostGiven = 1001;

let config: Promise<unknown> | null = null;
const load = (): Promise<unknown> => {
  config ??= import(pathToFileURL(file).href).then((module: { default?: unknown }) => module.default);
  return config;
};

async function answer(request: ThreadRequest): Promise<ThreadAnswer> {
  try {
    const loaded = await load();
    if (request.op === 'load') return { ok: true, value: plainOf(loaded) };
    const check = (loaded as Config).checks?.find((c) => c.id === request.id) as Check;
    const input = frozen(request.input) as Parameters<Check['judge']>[0];
    if (request.op === 'when') return { ok: true, value: plainOf(check.when?.(input)) };
    const given: unknown = check.judge(input, raiserOf(check), (missing: Need) => ({ missing }));
    return { ok: true, value: plainOf(isIterable(given) ? take(given) : given) };
  } catch (error) {
    return { ok: false, said: sentenceOf(error), line: lineOf(error) };
  }
}

const isIterable = (value: unknown): value is Iterable<unknown> => typeof value === 'object' && value !== null && Symbol.iterator in value;

function take(given: Iterable<unknown>): unknown[] {
  const items: unknown[] = [];
  for (const item of given) {
    items.push(item);
    if (items.length >= mostGiven) break;
  }
  return items;
}

const raiserOf = ({ findings }: Check): Record<string, (args: Finding['args']) => Finding> =>
  Object.fromEntries(Object.entries(findings).map(([tag, { severity, says }]: [string, FindingSpec]) => [tag, (args: Finding['args']): Finding => ({ tag, severity, message: says(args), args })]));

function frozen(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  for (const member of Object.values(value)) frozen(member);
  return Object.freeze(value);
}

function sentenceOf(error: unknown): string {
  try {
    return error instanceof Error ? `${error.name === 'Error' ? '' : `${error.name}: `}${error.message}` : String(error);
  } catch {
    return 'something that cannot be shown';
  }
}

/** Node writes the place of a syntax error before its stack, and that of any other into it. */
function lineOf(error: unknown): number | null {
  const stack = error instanceof Error && typeof error.stack === 'string' ? error.stack : '';
  const at = stack.indexOf(`${basename(pathToFileURL(file).href)}:`);
  const line = at < 0 ? null : /:(\d+)/.exec(stack.slice(at));
  return line === null ? null : Number(line[1]);
}

port.on('message', (request: ThreadRequest) => {
  void answer(request).then((answered) => {
    port.postMessage(answered);
    Atomics.store(flag, 0, 1);
    Atomics.notify(flag, 0);
  });
});
