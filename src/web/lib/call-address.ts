/** Where the page tells a call. */
export function callAddress(session: string): string {
  return `/calls?${new URLSearchParams({ session })}`;
}
