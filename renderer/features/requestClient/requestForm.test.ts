import { expect, it } from 'vitest';
import { fieldsOf, givenOf, isComplete } from './requestForm.ts';

const form = { needs: ['key', 'imei|mac'], takes: ['range', 'key'] as const };

it('shows what is needed first and every alternative, each field once', () => {
  expect(fieldsOf(form)).toEqual([
    { field: 'key', weight: 'needed' },
    { field: 'imei', weight: 'oneOf' },
    { field: 'mac', weight: 'oneOf' },
    { field: 'range', weight: 'optional' },
  ]);
});

it('is complete with one of the alternatives', () => {
  expect(isComplete(form, { key: 'K', mac: 'a' })).toBe(true);
  expect(isComplete(form, { key: 'K', mac: '' })).toBe(false);
  expect(isComplete(form, { imei: '1' })).toBe(false);
});

it('sends only what the form takes', () => {
  expect(givenOf(form, { key: 'K', imei: '1', sn: 'of another form', range: '' })).toEqual({
    ...{ key: 'K', imei: '1' },
  });
});
