export const SIGN_IN = '/sign-in';
export const SET_UP = '/setup';
export const JOIN = '/join';
export const FORGOT_PASSWORD = '/forgot-password';
/** As the links that the service makes have it. */
export const NEW_PASSWORD = '/reset-password';

/** The pages that one sees without being signed in. */
export const DOORS: ReadonlySet<string> = new Set([SIGN_IN, SET_UP, JOIN, FORGOT_PASSWORD, NEW_PASSWORD]);

export const API_DOCS = '/api/docs';

/** The pages that anybody sees: besides the doors those that look the same to whoever is signed in or not. */
export const OPEN_PAGES: ReadonlySet<string> = new Set([...DOORS, API_DOCS]);
