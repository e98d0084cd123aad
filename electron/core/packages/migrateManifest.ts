/**
 * A stored manifest as this version writes it. Manifests are never rewritten in the library, so what older versions wrote is
 * brought up to date whenever it is read:
 *
 * - warnings were codes alone; the values for their texts were not kept and stay unknown.
 */
export function migrateManifest(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || !('warnings' in value)) return value;
  const { warnings } = value;
  if (!Array.isArray(warnings)) return value;
  return { ...value, warnings: warnings.map(withParams) };
}

function withParams(warning: unknown): unknown {
  return typeof warning === 'string' ? { code: warning, params: {} } : warning;
}
