/** How a model looked on the way through the data, for a second pass that wants to know what is to come. */
export interface ModelTrail {
  /** Notes the model if a note is due at this position. */
  note(position: number, model: Uint16Array): void;
  /** Half the model of now, half the one that an earlier pass had a little further on. */
  ahead(position: number, model: Uint16Array): Uint16Array;
}

const grid = 2048;
/** How much further on. A price is wanted for the next hundreds of bytes, and a coder that has seen them knows it best. */
const lookAheadBytes = 4096;

export function createModelTrail(): ModelTrail {
  const notes: Uint16Array[] = [];
  let mixed = new Uint16Array(0);
  return {
    note(position, model) {
      if (notes.length * grid <= position) notes.push(model.slice());
    },
    ahead(position, model) {
      const index = Math.min(notes.length - 1, Math.ceil((position + lookAheadBytes) / grid));
      const later = notes[index] ?? model;
      if (mixed.length !== model.length) mixed = new Uint16Array(model.length);
      for (let i = 0; i < mixed.length; i += 1) mixed[i] = ((later[i] ?? 0) + (model[i] ?? 0)) >> 1;
      return mixed;
    },
  };
}
