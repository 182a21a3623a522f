/** How many colours destinations take. */
const COLOURS = 8;

/**
 * The colour of each destination: by the order in which they were created, so that moving one in the list never
 * changes it. New ones, which have no id yet, come after in the order of the list.
 */
export function destinationColours(destinations: readonly { readonly id?: number }[]): number[] {
  const byCreation = destinations.map((_, index) => index)
    .sort((a, b) => (destinations[a].id ?? Infinity) - (destinations[b].id ?? Infinity) || a - b);
  return destinations.map((_, index) => (byCreation.indexOf(index) % COLOURS) + 1);
}
