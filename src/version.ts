import config from '../deno.json' with { type: 'json' };

/** The product's version. */
export const { version } = config;
