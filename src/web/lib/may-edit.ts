import { createContext, useContext } from 'react';

/** Whether who is signed in may change things in the account; viewers may not. */
export const MayEdit = createContext(true);

export function useMayEdit(): boolean {
  return useContext(MayEdit);
}
