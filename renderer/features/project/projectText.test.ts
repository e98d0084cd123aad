import { describe, expect, it } from 'vitest';
import { fieldsFor } from './projectText.ts';

describe('the fields of a project', () => {
  it('are those of its platform, filled in', () => {
    const all = {
      serverUrl: ' http://a/ ',
      productKey: 'pk',
      productId: '  ',
      userId: '1',
      vendorDefault: true,
    };
    expect(fieldsFor('own', all)).toEqual({ serverUrl: 'http://a/' });
    expect(fieldsFor('quecthing', all)).toEqual({ productKey: 'pk' });
    expect(fieldsFor('onenet', all)).toEqual({ userId: '1' });
    expect(fieldsFor('openluat', all)).toEqual({ vendorDefault: true });
  });
});
