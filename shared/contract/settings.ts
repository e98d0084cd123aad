/** Projects with their keys, and a person's preferences. */
import { z } from 'zod';
import { method, topic } from '../rpc/define.ts';
import { done } from './common.ts';

export const platformSchema = z.enum(['openluat', 'own', 'quecthing', 'onenet']);

/** What a platform needs beside the one secret; a field that a platform does not use is left out. None of them is secret. */
export const projectFieldsSchema = z.strictObject({
  /** openLuat: the vendor's default project, which modules ask without a KEY (at-commands 1.4). */
  vendorDefault: z.boolean().optional(),
  /** QuecThing: the product key, first argument of `productinfo`; its secret is the project's key. */
  productKey: z.string().max(64).optional(),
  /** OneNET: `products/{productId}` in tokens (platform-apis 2.1); the access key is the project's key. */
  productId: z.string().max(64).optional(),
  /** OneNET Studio: `userid/{userId}` in tokens; some accounts refuse the product's own. */
  userId: z.string().max(64).optional(),
  /** Own server: where packages are served. */
  serverUrl: z.string().max(512).optional(),
});
export type ProjectFields = z.infer<typeof projectFieldsSchema>;

/**
 * A project as the window shows it. Its one secret stays in the secret store: the project key of openLuat, the product secret of
 * QuecThing, the access key of OneNET.
 */
export const projectSchema = z.strictObject({
  id: z.string(),
  name: z.string().min(1).max(80),
  platform: platformSchema,
  fields: projectFieldsSchema,
  /** Last four characters of the key, or null when there is none. */
  keyHint: z.string().nullable(),
  notes: z.string().max(2000),
});
export type Project = z.infer<typeof projectSchema>;

export const preferencesSchema = z.strictObject({
  language: z.enum(['zh-CN', 'en']),
  theme: z.enum(['system', 'light', 'dark']),
  /** The project that the guided path starts with. */
  projectId: z.string().nullable(),
});
export type Preferences = z.infer<typeof preferencesSchema>;

export const settingsStateSchema = z.strictObject({
  preferences: preferencesSchema,
  projects: z.array(projectSchema),
  /** Where keys are kept: the system's store, or an owner-only file where there is none. */
  secretsIn: z.enum(['system', 'file']),
});
export type SettingsState = z.infer<typeof settingsStateSchema>;

export const settingsService = {
  state: topic(
    'Projects and preferences; a change is the whole state.',
    z.strictObject({}),
    settingsStateSchema,
    settingsStateSchema,
  ),
  setPreferences: method('Changes what is given.', preferencesSchema.partial(), preferencesSchema),
  saveProject: method(
    'Creates a project (no id) or changes one. `key`: absent leaves it, empty removes it.',
    z.strictObject({
      id: z.string().optional(),
      name: z.string().min(1).max(80),
      platform: platformSchema,
      /** Absent leaves them; else replaces all of them. */
      fields: projectFieldsSchema.optional(),
      key: z.string().max(128).optional(),
      notes: z.string().max(2000).optional(),
    }),
    projectSchema,
  ),
  suggestProjects: method(
    "The vendor's default projects: those of the chips that were seen first, the one seen last in front.",
    z.strictObject({}),
    z.array(z.strictObject({ name: z.string(), seenChip: z.string().nullable() })),
  ),
  exportProjects: method(
    'Projects with their presets as a text of the versioned format, without any secret. `withheld` names what was left out.',
    z.strictObject({
      /** Absent: all. */
      projectIds: z.array(z.string()).max(200).optional(),
      /** Also writes it there; only for doors that may name paths. */
      path: z.string().min(1).max(4096).optional(),
      overwrite: z.boolean().optional(),
    }),
    z.strictObject({
      fileName: z.string(),
      text: z.string(),
      withheld: z.array(z.strictObject({ project: z.string(), preset: z.string(), field: z.string() })),
    }),
  ),
  importProjects: method(
    'Adds the projects and presets of a file. Nothing that exists is changed: an equal one is used, another one of the same name gets a number.',
    z.strictObject({ text: z.string().max(2_000_000) }),
    z.strictObject({
      added: z.array(z.string()),
      /** Known already: only presets were added to them. */
      matched: z.array(z.string()),
      presetsAdded: z.number().int(),
      presetsKnown: z.number().int(),
      /** Names of projects that need their key typed in here. */
      keysMissing: z.array(z.string()),
    }),
  ),
  removeProject: method('Forgets a project and its key.', z.strictObject({ id: z.string() }), done),
} as const;
