import { z } from 'zod';

/** Who changed something. */
export const actor = z.object({ kind: z.enum(['user', 'key', 'system']), id: z.string(), name: z.string() });
