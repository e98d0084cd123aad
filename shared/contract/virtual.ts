/** Virtual modules: for learning, for tests, for reproducing what a customer saw. */
import { z } from 'zod';
import { method } from '../rpc/define.ts';
import { done, fileRefSchema, nothing } from './common.ts';
import { portInfoSchema } from './port.ts';

/** Which protocol a virtual module speaks, e.g. `ec618-at`; `virtual.dialects` lists them all. Its text is `virtualDialect.<id>`. */
export const virtualDialectSchema = z.string().regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/);

export const knobValueSchema = z.union([z.string().max(1024), z.number(), z.boolean(), z.null()]);
export type KnobValue = z.infer<typeof knobValueSchema>;

/** Values by the names of a dialect's knobs. */
export const knobValuesSchema = z.record(z.string(), knobValueSchema);

/** One knob, described so that a form can be drawn from it. Its text is `knob.<name>`. */
export const knobSchema = z.strictObject({
  name: z.string(),
  /** The text is `knobGroup.<group>`. */
  group: z.string(),
  type: z.enum(['switch', 'number', 'choice', 'text']),
  default: knobValueSchema,
  /** For `choice`; a value with a text of its own has it as `knobChoice.<name>.<value>`. */
  choices: z.array(z.union([z.string(), z.number()])).optional(),
  /** For `number`, both included. */
  min: z.number().optional(),
  max: z.number().optional(),
  /** The text is `knobUnit.<unit>`. */
  unit: z.string().optional(),
  /** null is a value too: off, nobody, never. */
  nullable: z.boolean(),
  /** What it takes, short and without words of a language: `true | false`, `0..31`, `>= 0`. */
  range: z.string(),
  /** Read only while the module is made. */
  atCreation: z.boolean(),
});
export type Knob = z.infer<typeof knobSchema>;

export const dialectInfoSchema = z.strictObject({
  id: virtualDialectSchema,
  chip: z.string(),
  /** Endings of the files that it can be made from, e.g. `.binpkg`. */
  fileEndings: z.array(z.string()),
  knobs: z.array(knobSchema),
  /** Customers' cases as knobs; the texts are `virtualCase.<id>.name` and `virtualCase.<id>.text`. */
  presets: z.array(z.strictObject({ id: z.string(), knobs: knobValuesSchema })),
});
export type DialectInfo = z.infer<typeof dialectInfoSchema>;

const port = z.strictObject({ portId: z.string() });
const knobState = z.strictObject({ dialect: virtualDialectSchema, values: knobValuesSchema });

export const virtualService = {
  dialects: method(
    'Every kind of virtual module, with its knobs and presets described.',
    nothing,
    z.array(dialectInfoSchema),
  ),
  create: method(
    'A module that runs the given firmware. It never sees any other file: a new firmware reaches it only over its wire.',
    z.strictObject({
      dialect: virtualDialectSchema,
      firmware: fileRefSchema,
      imei: z
        .string()
        .regex(/^\d{15}$/)
        .optional(),
      /** Fault knobs by name; unknown names and values are refused. */
      knobs: knobValuesSchema.optional(),
    }),
    portInfoSchema,
  ),
  remove: method('Unplugs it for good.', port, done),
  knobs: method('Its knobs as they are now.', port, knobState),
  setKnobs: method(
    'Turns knobs of a running module; each counts from its next use on. Either all are set or none.',
    z.strictObject({ portId: z.string(), knobs: knobValuesSchema }),
    knobState,
  ),
  attachPty: method(
    'Also offers the module on a pseudo-terminal, for programs outside Airdock.',
    port,
    z.strictObject({ path: z.string() }),
  ),
  attachTcp: method(
    'Also offers the module on a TCP port of this computer, one connection at a time; any free port without `port`.',
    z.strictObject({ portId: z.string(), port: z.number().int().min(0).max(65_535).optional() }),
    z.strictObject({ host: z.string(), port: z.number().int() }),
  ),
  outside: method(
    'Where programs outside Airdock reach the module.',
    port,
    z.strictObject({ pty: z.string().nullable(), tcp: z.number().int().nullable() }),
  ),
  /** What the module itself counted; for tests and for the timeline of a lesson. */
  stats: method(
    'What the module itself counted.',
    port,
    z.strictObject({
      httpRequests: z.number().int(),
      httpBodyBytes: z.number().int(),
      serialPackageBytes: z.number().int(),
      boots: z.number().int(),
      /** Why the last package was refused, which no wire tells; the text is `packageRefusal.<reason>`. */
      lastRefusal: z.strictObject({ reason: z.string(), message: z.string() }).nullable(),
    }),
  ),
} as const;
