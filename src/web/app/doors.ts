export const SIGN_IN = '/sign-in';
export const SET_UP = '/setup';

/** The pages that one sees without being signed in. */
export const DOORS: ReadonlySet<string> = new Set([SIGN_IN, SET_UP]);
