import { type Code, half, refused, restFrom, sha256, untilHalf, wholeFile } from './answers.ts';
import type { Cell, Row, Step } from './row.ts';
import { otherKey, ownKey, type Shelf } from './shelf.ts';

/** What a client of the platform puts into its request. */
export interface Asking {
  readonly key: string;
  /** Null: its identity is missing. */
  readonly who: string | null;
  readonly version: string;
  /** First byte that it wants; 0 for a first request. */
  readonly from: number;
}

/** A client of `/api/site/firmware_upgrade` or of a URL that stands for it. */
export interface LuatForm {
  readonly client: string;
  readonly names: readonly string[];
  readonly who: string;
  /** Version that it runs, and the one that it is given. */
  readonly source: string;
  readonly target: string;
  readonly ask: (asking: Asking) => string;
  /** Sends a Range from the first request on, and so gets a 206. */
  readonly rangeAlways?: boolean;
  /** How it goes on after a cut: with the rest, or from the start. */
  readonly after: 'rest' | 'start';
  /** How long it waits after code 43. */
  readonly waitMs?: number;
}

/** The six cells of such a client. */
export function luatRow(form: LuatForm): Row {
  const { names, who, source, target, rangeAlways = false } = form;
  const usual: Asking = { key: ownKey, who, version: source, from: 0 };
  const file = rangeAlways ? restFrom(0) : wholeFile;
  const ask = (change: Partial<Asking>, hear: string): Step => ({
    send: form.ask({ ...usual, ...change }),
    hear,
  });
  const no = (code: Code, change: Partial<Asking> = {}): Step => ask(change, refused(code));
  const rest: Step = form.after === 'rest' ? ask({ from: half }, restFrom(half)) : ask({}, file);
  const wait: Cell = {
    steps: [
      does((shelf) => shelf.offer({ building: true, packages: [] })),
      no(43),
      does((shelf) => shelf.wait(form.waitMs ?? 120_000)),
      no(43),
      does((shelf) => shelf.offer({ building: false, packages: fullPackage })),
      ask({}, file),
    ],
  };
  return {
    client: form.client,
    async setUp(shelf) {
      await shelf.offer({ firmwareNames: [...names], targetVersion: target });
    },
    cells: {
      update: { steps: [ask({}, file), no(27, { version: target })] },
      newest: { steps: [no(27, { version: target })] },
      banned: {
        chosen: 'code 21 for a ban by hand, its text is not documented',
        steps: [does(({ server }) => void server.updates.banModule(who, '')), no(21), no(21)],
      },
      cut: { steps: [{ ...ask({}, file), stopAfter: untilHalf(file) }, rest] },
      stranger: { steps: [no(3, { who: null }), ...boundElsewhere(ask, names, target), no(17)] },
      wait,
    },
  };
}

/** The module asks for a project of somebody else first, and is bound to that. */
function boundElsewhere(
  ask: (change: Partial<Asking>, hear: string) => Step,
  names: readonly string[],
  target: string,
): Step[] {
  return [
    does(async ({ server }) => {
      await server.updates.saveCampaign({
        name: 'somebody else',
        projectKey: otherKey,
        firmwareNames: [...names],
        targetVersion: target,
        packages: [],
      });
    }),
    ask({ key: otherKey, version: target }, refused(27)),
  ];
}

export function does(action: (shelf: Shelf) => void | Promise<void>): Step {
  return { does: action };
}

export const fullPackage = [{ kind: 'full' as const, sha256 }];

/** Joined by `&`, without the parts that are missing. */
export function query(...parts: readonly (string | null)[]): string {
  return parts.filter((part) => part !== null).join('&');
}

/** `name=value`, or nothing. */
export function named(name: string, value: string | null): string | null {
  return value === null ? null : `${name}=${value}`;
}
