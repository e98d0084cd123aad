/** What may be shown and stored of a project key; the rule is shared with everything that shows one. */
export { keyHint, maskKey } from '../../../shared/domain/keyMask.ts';
