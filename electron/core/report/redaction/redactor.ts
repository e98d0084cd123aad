import { createHmac } from 'node:crypto';
import { createPseudonyms } from '../../../../shared/domain/redactionPseudonyms.ts';
import {
  findIdentities,
  type IdentitySpan,
  type PseudonymKind,
  pseudonymKinds,
} from '../../../../shared/domain/redactionSpans.ts';
import { escapedView, hexViews, swappedViews, type View } from './views.ts';

export interface Sample {
  readonly kind: PseudonymKind;
  readonly before: string;
  readonly after: string;
  readonly where: string;
}

export interface TextRedactor {
  /** Learns the identities of a text, so that they are found where nothing around them names them. */
  learn(text: string): void;
  /** Same length, same encoding, no identities. */
  redact(text: string, where: string): string;
  counts(): { readonly kind: PseudonymKind; readonly values: number; readonly places: number }[];
  samples(): readonly Sample[];
}

export interface Secret {
  readonly kind: PseudonymKind;
  readonly value: string;
}

const samplesOfKind = 5;
const deepest = 3;

/**
 * @param salt of the bundle; never written into it
 * @param secrets values that must not leave whatever they look like: keys of projects, IMEIs of known modules
 */
export function createTextRedactor(salt: Uint8Array, secrets: readonly Secret[]): TextRedactor {
  const pseudonyms = createPseudonyms((text) => createHmac('sha256', salt).update(text).digest());
  const places = new Map<PseudonymKind, number>();
  const samples: Sample[] = [];
  const learnt = new Map<string, PseudonymKind>();
  let known: readonly Secret[] | null = null;
  /** Numbers may be many; they are looked up by the runs of digits of a text. */
  const numberLengths = new Set<number>();

  const learnValue = ({ kind, value }: Secret): void => {
    // A shorter one is a word of many texts.
    if (value.length < 4 || learnt.has(value) || pseudonyms.isStandIn(value)) return;
    // Places are told by what surrounds them, and a track of them is long.
    if (kind === 'coordinate') return;
    learnt.set(value, kind);
    if (isNumber(value)) numberLengths.add(value.length);
    else known = null;
  };
  for (const secret of secrets) learnValue(secret);

  const spansIn = (text: string): IdentitySpan[] => {
    known ??= [...learnt]
      .filter(([value]) => !isNumber(value))
      .map(([value, kind]) => ({ value, kind }))
      .sort((left, right) => right.value.length - left.value.length);
    const spans = findIdentities(text).filter(({ from, to }) => !pseudonyms.isStandIn(text.slice(from, to)));
    const add = (from: number, to: number, kind: PseudonymKind): void => {
      if (!spans.some((other) => other.from < to && from < other.to)) spans.push({ from, to, kind });
    };
    for (const { kind, value } of known) {
      for (let at = text.indexOf(value); at >= 0; at = text.indexOf(value, at + value.length))
        add(at, at + value.length, kind);
    }
    for (const { 0: run, index } of text.matchAll(/\d{7,}/g)) {
      for (const length of numberLengths) {
        for (let at = 0; at + length <= run.length; at += 1) {
          const kind = learnt.get(run.slice(at, at + length));
          if (kind !== undefined) add(index + at, index + at + length, kind);
        }
      }
    }
    return spans.sort((left, right) => left.from - right.from);
  };

  const note = (kind: PseudonymKind, value: string, after: string, where: string): void => {
    places.set(kind, (places.get(kind) ?? 0) + 1);
    const ofKind = samples.filter((sample) => sample.kind === kind);
    const before =
      kind === 'key' || kind === 'token' ? `••••${value.length >= 8 ? value.slice(-4) : ''}` : value;
    if (ofKind.length < samplesOfKind && !ofKind.some((sample) => sample.after === after))
      samples.push({ kind, before, after, where });
  };

  const inView = (text: string, view: View, where: string): string => {
    let result = '';
    let done = 0;
    for (const { from, to, kind } of spansIn(view.text)) {
      const value = view.text.slice(from, to);
      const standIn = pseudonyms.of(kind, value);
      note(kind, value, standIn, where);
      for (let index = from; index < to; index += 1) {
        const piece = view.pieces[index];
        if (piece === undefined || piece.from < done) continue;
        result += text.slice(done, piece.from) + view.encode(standIn[index - from] ?? '', index);
        done = piece.to;
      }
    }
    return result + text.slice(done);
  };

  const plain = (text: string, where: string): string => {
    let result = '';
    let done = 0;
    for (const { from, to, kind } of spansIn(text)) {
      const value = text.slice(from, to);
      const standIn = pseudonyms.of(kind, value);
      note(kind, value, standIn, where);
      result += text.slice(done, from) + standIn;
      done = to;
    }
    return result + text.slice(done);
  };

  const redact = (text: string, where: string, depth = 0): string => {
    if (text.length < 4) return text;
    let result = plain(text, where);
    const escaped = escapedView(result);
    if (escaped !== null) result = inView(result, escaped, where);
    for (const view of hexViews(result)) result = inView(result, view, where);
    for (const view of swappedViews(result)) result = swapped(result, view, where);
    return depth >= deepest ? result : inBase64(result, where, depth);
  };

  /** The pieces are out of order here, so each is put in its place. */
  const swapped = (text: string, view: View, where: string): string => {
    const [span] = findIdentities(view.text);
    if (span === undefined || pseudonyms.isStandIn(view.text.slice(span.from, span.to))) return text;
    const value = view.text.slice(span.from, span.to);
    const standIn = pseudonyms.of(span.kind, value);
    note(span.kind, value, standIn, where);
    const chars = [...text];
    for (let index = span.from; index < span.to; index += 1) {
      const piece = view.pieces[index];
      if (piece !== undefined) chars[piece.from] = standIn[index - span.from] ?? '';
    }
    return chars.join('');
  };

  const inBase64 = (text: string, where: string, depth: number): string =>
    text.replace(/(?<![A-Za-z0-9+/_-])[A-Za-z0-9+/_-]{12,}={0,2}/g, (run) => {
      const inner = Buffer.from(run, 'base64').toString('latin1');
      if (!isReadable(inner)) return run;
      const made = redact(inner, where, depth + 1);
      if (made === inner) return run;
      const encoded = Buffer.from(made, 'latin1').toString(/[-_]/.test(run) ? 'base64url' : 'base64');
      return encoded.replace(/=+$/, '') + /=*$/.exec(run)?.[0];
    });

  return {
    redact: (text, where) => redact(text, where),
    learn(text) {
      const texts = [text, ...meanings(text)];
      for (const meant of texts)
        for (const { from, to, kind } of findIdentities(meant))
          learnValue({ kind, value: meant.slice(from, to) });
    },
    counts: () =>
      pseudonymKinds.flatMap((kind) => {
        const values = pseudonyms.list().filter((entry) => entry.kind === kind).length;
        return values === 0 ? [] : [{ kind, values, places: places.get(kind) ?? 0 }];
      }),
    samples: () => samples,
  };
}

function isNumber(value: string): boolean {
  return /^\d{7,}$/.test(value);
}

function* meanings(text: string): Generator<string> {
  const escaped = escapedView(text);
  if (escaped !== null) yield escaped.text;
  for (const view of hexViews(text)) yield view.text;
  for (const { 0: run } of text.matchAll(/(?<![A-Za-z0-9+/_-])[A-Za-z0-9+/_-]{12,}={0,2}/g)) {
    const inner = Buffer.from(run, 'base64').toString('latin1');
    if (isReadable(inner)) yield inner;
  }
}

/** Words that only look like base64 decode to noise. */
function isReadable(text: string): boolean {
  let odd = 0;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code < 0x09 || (code > 0x0d && code < 0x20) || code > 0x7e) odd += 1;
  }
  return odd * 8 <= text.length;
}
