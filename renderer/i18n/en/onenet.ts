export const onenet = {};
