/** Projects with their keys, and a person's preferences. */
import { z } from 'zod';
import { method, topic } from '../rpc/define.ts';
import { done } from './common.ts';

export const platformSchema = z.enum(['openluat', 'own', 'quecthing', 'onenet']);

/** A project as the window shows it; the key itself stays in the secret store. */
export const projectSchema = z.strictObject({
  id: z.string(),
  name: z.string().min(1).max(80),
  platform: platformSchema,
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
      key: z.string().max(128).optional(),
      notes: z.string().max(2000).optional(),
    }),
    projectSchema,
  ),
  removeProject: method('Forgets a project and its key.', z.strictObject({ id: z.string() }), done),
} as const;
