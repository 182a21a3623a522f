type Fields = Readonly<Record<string, unknown>>;

/** Lays what was written of a group over what is there: what it leaves out keeps its value, also within its health. */
export function layOver(present: Fields, written: Fields): Record<string, unknown> {
  const both = { ...present, ...written };
  return isFields(present.health) && isFields(written.health)
    ? { ...both, health: { ...present.health, ...written.health } }
    : both;
}

export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
