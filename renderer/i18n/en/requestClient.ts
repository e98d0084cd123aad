export const requestClient = {};
