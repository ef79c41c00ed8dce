import type { SlmgrField } from '../../knowledge/slmgr-labels.ts';
import { emptyProduct } from '../../model/evidence.ts';
import type { ActivationAttempt, Code } from '../../model/evidence.ts';
import { applicationOf } from '../application.ts';
import type { Fragment } from '../text-format.ts';
import { applyField, beginsNext, finishDraft, newDraft } from './draft.ts';
import type { ProductDraft } from './draft.ts';
import { gatherFragments } from './gather.ts';
import { beginsLabel, fieldOfKey, labelKey, sentenceOf, splitLine } from './label.ts';
import type { SlmgrLine } from './label.ts';
import { activatingOf, codeIn, commandOf, connectionErrorOf, errorOf, expiryOf, isBanner, outcomeOf } from './line-kinds.ts';
import type { ExpiryLine, SlmgrCommand } from './line-kinds.ts';
import { restOfValue } from './rest.ts';
import { applyByStructure } from './structure.ts';
import { isDescription, isProductName, isServiceVersion, valueOf } from './values.ts';

/** Fields that only `/dlv` prints. */
const verboseFields: readonly SlmgrField[] = ['activationId', 'applicationId', 'extendedPid', 'windowsRearms', 'activationType'];

/** What a machine answers that does not let itself be asked from another: access denied, or no RPC server. */
const refusals: ReadonlySet<Code> = new Set(['0x80070005', '0x800706BA']);

const isFailing = (code: Code): boolean => Number.parseInt(code.slice(2, 3), 16) >= 8;

/**
 * Reads what slmgr.vbs printed in `lines[from..to)`: products of /dlv, /dli and /xpr, attempts of /ato, in any language of
 * Windows, by label where it is documented and by structure elsewhere. Lines of anything else are passed over. Never throws;
 * every line is looked at once.
 */
export function readSlmgr(lines: readonly string[], from: number, to: number): Fragment[] {
  const reader = new SlmgrReader();
  const end = Math.min(to, lines.length);
  for (let at = Math.max(0, from); at < end; at += 1) reader.take(lines[at] ?? '', at);
  return reader.finish(end >= lines.length);
}

class SlmgrReader {
  readonly #gathered = gatherFragments();
  #command: SlmgrCommand | null = null;
  #draft: ProductDraft | null = null;
  #attempt: (ActivationAttempt & { line: number }) | null = null;
  /** The name that /xpr puts on a line of its own before its sentence. */
  #xprName: string | null = null;
  /** The line before, where no label of it was known: in other languages it is the name before a description. */
  #before: SlmgrLine | null = null;
  /** The first words of a label that a mailer cut. */
  #cutLabel: string | null = null;
  /** The field of the line before and its value, of which the rest may follow. */
  #open: { field: SlmgrField; value: string } | null = null;
  /** A line of /ato that was cut before the id. */
  #cutActivating: string | null = null;

  take(line: string, at: number): void {
    const text = line.trim();
    if (text === '') return;
    const open = this.#open;
    const cutLabel = this.#cutLabel;
    this.#open = null;
    this.#cutLabel = null;
    if (this.#takeCommand(text) || this.#takeActivation(text, at)) return;
    const split = splitLine(cutLabel === null ? text : joinLabel(cutLabel, text));
    const field = split === null ? sentenceOf(text) : fieldOfKey(labelKey(split.label));
    if (field !== null) return this.#takeField(field, split?.value ?? '', at);
    if (this.#takeExpiry(text, split, at)) return;
    const rest = open === null ? null : restOfValue(open.field, open.value, text);
    if (open !== null && rest !== null && this.#draft !== null) return applyField(this.#draft, open.field, rest);
    if (split !== null) return this.#takeUnknown(split, at);
    if (this.#draft !== null && beginsLabel(text)) this.#cutLabel = text;
    this.#before = null;
  }

  finish(endsText: boolean): Fragment[] {
    const open = this.#draft;
    this.#endProduct();
    this.#endAttempt();
    if (endsText && open !== null && open.product.description !== null && !open.met.has('licenseStatus')) {
      const product = open.product.name ?? open.product.description;
      const text = `The text ends before the licence status of ${product}; it was read as far as it goes.`;
      this.#gathered.addNote({ line: open.line + 1, text }, this.#byOf(open));
    }
    return this.#gathered.fragments;
  }

  #takeCommand(text: string): boolean {
    const command = commandOf(text);
    if (command === null && !isBanner(text)) return false;
    this.#endProduct();
    this.#endAttempt();
    this.#command = command ?? this.#command;
    this.#gathered.endOutput(this.#command?.computer ?? null);
    this.#xprName = null;
    return true;
  }

  /** Lines of /ato: what is being activated, that it worked, or why it did not. */
  #takeActivation(text: string, at: number): boolean {
    const cut = this.#cutActivating;
    this.#cutActivating = null;
    const whole = cut === null ? null : activatingOf(`${cut} ${text}`);
    const activating = whole?.activationId === null ? activatingOf(text) : whole ?? activatingOf(text);
    if (activating !== null) {
      if (activating === whole && this.#attempt !== null) Object.assign(this.#attempt, whole);
      else this.#beginAttempt(at, activating.product, activating.activationId);
      if (activating.activationId === null) this.#cutActivating = text;
      return true;
    }
    const outcome = outcomeOf(text);
    if (outcome !== null) {
      const attempt = this.#openAttempt(at);
      attempt.succeeded ??= outcome;
      return true;
    }
    const connection = connectionErrorOf(text);
    if (connection !== null) {
      this.#refuse(connection.code, connection.computer, at);
      return true;
    }
    const code = errorOf(text) ?? (this.#attempt !== null && this.#attempt.code === null && this.#attempt.succeeded !== true ? codeIn(text) : null);
    if (code === null) return false;
    this.#fail(code, at);
    return true;
  }

  #fail(code: Code, at: number): void {
    const verb = this.#command?.verb ?? null;
    if (verb !== null && verb !== 'ato' && this.#attempt === null) {
      const computer = this.#command?.computer ?? null;
      if (computer !== null && refusals.has(code)) return this.#refuse(code, computer, at);
      const text = `slmgr /${verb} failed with ${code}; that was no attempt to activate.`;
      this.#gathered.addNote({ line: at + 1, text }, `slmgr /${verb}`);
      return;
    }
    if (this.#attempt?.code === code) return;
    const attempt = this.#attempt !== null && this.#attempt.code === null ? this.#attempt : this.#beginAttempt(at, null, null);
    attempt.code = code;
    if (isFailing(code)) attempt.succeeded = false;
  }

  /** The machine that was asked over the network did not let itself be asked. */
  #refuse(code: Code, computer: string, at: number): void {
    this.#endProduct();
    this.#endAttempt();
    if (this.#command?.computer === undefined || this.#command.computer === null) this.#gathered.endOutput(computer);
    const verb = this.#command?.verb ?? null;
    this.#gathered.addAttempt({ at: null, product: null, activationId: null, succeeded: null, code, remote: 'refused' }, at, verb === null ? 'slmgr' : `slmgr /${verb}`);
  }

  #openAttempt(at: number): ActivationAttempt {
    return this.#attempt !== null && this.#attempt.succeeded === null ? this.#attempt : this.#beginAttempt(at, null, null);
  }

  #beginAttempt(line: number, product: string | null, activationId: string | null): ActivationAttempt {
    this.#endProduct();
    this.#endAttempt();
    const asked = this.#command?.verb === 'ato' ? this.#command.activationId : null;
    this.#attempt = { at: null, product, activationId: activationId ?? asked, succeeded: null, code: null, ...(typeof this.#command?.computer === 'string' && { remote: 'asked' as const }), line };
    return this.#attempt;
  }

  #takeField(field: SlmgrField, value: string, at: number): void {
    this.#endAttempt();
    this.#xprName = null;
    if (field === 'serviceVersion') {
      this.#takeVersion(value, at);
      return;
    }
    const before = this.#before;
    this.#before = null;
    if (this.#draft === null && field === 'ignored') return;
    const draft = this.#draftFor(field, at);
    if (field === 'description' && draft.product.name === null && before !== null && isProductName(before.value)) {
      applyField(draft, 'name', before.value);
    }
    applyField(draft, field, value);
    this.#open = { field, value };
  }

  #takeVersion(value: string, at: number): void {
    this.#endProduct();
    const version = valueOf(value);
    if (version === null) this.#gathered.endOutput(this.#command?.computer ?? null);
    else this.#gathered.addVersion(version, at);
  }

  #draftFor(field: SlmgrField, at: number): ProductDraft {
    if (this.#draft !== null && beginsNext(this.#draft, field)) this.#endProduct();
    this.#draft ??= newDraft(at);
    return this.#draft;
  }

  /** A line whose label is in no table: another language, or nothing of slmgr.vbs. */
  #takeUnknown(line: SlmgrLine, at: number): void {
    const before = this.#before;
    this.#before = line;
    if (this.#draft === null && isServiceVersion(line.value)) {
      this.#takeVersion(line.value, at);
      return;
    }
    if (isDescription(line.value) && (this.#draft === null || this.#draft.met.has('description'))) {
      this.#before = before;
      this.#takeField('description', line.value, at);
      return;
    }
    if (this.#draft !== null && applyByStructure(this.#draft, line)) this.#before = null;
  }

  #takeExpiry(text: string, split: SlmgrLine | null, at: number): boolean {
    const whole = expiryOf(text);
    // `Unlicensed` alone is a word of many tools; after a product's name it is the sentence of /xpr.
    const sentence = whole !== null && (whole.status !== 'unlicensed' || this.#xprName !== null) ? whole : null;
    const named = sentence === null && split !== null ? expiryOf(split.value) : null;
    if (sentence !== null || (named !== null && split !== null && isProductName(split.label))) {
      this.#addExpiry(sentence ?? (named as ExpiryLine), sentence === null ? split?.label ?? null : this.#xprName, at);
      this.#xprName = null;
      return true;
    }
    if (split !== null && split.value === '' && isProductName(split.label)) {
      this.#endProduct();
      this.#xprName = split.label;
      return true;
    }
    return false;
  }

  #addExpiry(sentence: ExpiryLine, name: string | null, at: number): void {
    this.#endProduct();
    this.#endAttempt();
    const asked = this.#command?.verb === 'xpr' ? this.#command.activationId : null;
    if (this.#command !== null) this.#command = { ...this.#command, activationId: null };
    const application = applicationOf(null, name, null);
    const product = {
      ...emptyProduct(), name: name === null ? null : valueOf(name), activationId: asked,
      application: application === 'other' && name === null && asked === null ? 'windows' as const : application,
      channel: sentence.channel ?? 'unknown' as const, licenseStatus: sentence.status, permanentlyActivated: sentence.permanent,
    };
    this.#gathered.addProduct(product, 'slmgr /xpr', at);
    if (sentence.date === null) return;
    const text = `slmgr /xpr: ${product.name ?? 'the product'}: ${sentence.sentence} ${sentence.date} (in the machine's own time zone and form).`;
    this.#gathered.addNote({ line: at + 1, text }, 'slmgr /xpr');
  }

  #byOf(draft: ProductDraft): string {
    const verb = this.#command?.verb;
    if (verb === 'dlv' || verb === 'dli') return `slmgr /${verb}`;
    return verboseFields.some((f) => draft.met.has(f)) ? 'slmgr /dlv' : 'slmgr /dli';
  }

  #endProduct(): void {
    const draft = this.#draft;
    this.#draft = null;
    const product = draft === null ? null : finishDraft(draft);
    if (draft !== null && product !== null) this.#gathered.addProduct(product, this.#byOf(draft), draft.line);
  }

  #endAttempt(): void {
    if (this.#attempt === null) return;
    const { line, ...attempt } = this.#attempt;
    this.#attempt = null;
    this.#gathered.addAttempt(attempt, line);
  }
}

/** The cut label's rest, where the two are a known label together; else the line as it is. */
function joinLabel(start: string, rest: string): string {
  const joined = `${start} ${rest}`;
  const split = splitLine(joined);
  return split !== null && fieldOfKey(labelKey(split.label)) !== null ? joined : rest;
}
