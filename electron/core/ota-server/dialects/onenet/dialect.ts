import type { Dialect } from '../dialect.ts';

/** OneNET's three interfaces; what they answer is decided with the plans and tasks behind the context. */
export const onenet: Dialect = {
  name: 'onenet',
  answer: (request, context) => context.onenet.answer(request),
};
