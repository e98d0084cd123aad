import { expect, it } from 'vitest';
import { readIdentityList } from './identityList.ts';

it('takes one identity per line, each once, whatever ends the lines', () => {
  const reading = readIdentityList('862061048023666\r\n\n  a1:b2:c3:d4:e5:f6\r862061048023666\n');
  expect(reading.ids).toEqual(['862061048023666', 'a1:b2:c3:d4:e5:f6']);
  expect(reading.duplicates).toBe(1);
});

it('takes the IMEI of a table, wherever its column stands, and leaves the heading out', () => {
  const reading = readIdentityList('name,IMEI,note\npump 1,="862061048023666",x\nvalve;862061048023674;y\n');
  expect(reading.ids).toEqual(['862061048023666', '862061048023674']);
  expect(reading.badLines).toEqual([]);
});

it('names the lines that hold no identity', () => {
  expect(readIdentityList('two words here\n862061048023666').badLines).toEqual([1]);
});

it('keeps an IMEI with a wrong check digit and says so', () => {
  const reading = readIdentityList('862061048023667');
  expect(reading.ids).toHaveLength(1);
  expect(reading.doubtful).toEqual(['862061048023667']);
});

it('reads digits typed full width', () => {
  expect(readIdentityList('８６２０６１０４８０２３６６６').ids).toEqual(['862061048023666']);
});
