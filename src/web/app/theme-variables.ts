import {
  convertCssVariables,
  DEFAULT_THEME,
  defaultCssVariablesResolver,
  mergeMantineTheme,
} from '@mantine/core';
import { theme } from './theme.ts';

/** The colours of Mantine's that the page uses; the others would only weigh on the style sheet. */
const UNUSED = /^--mantine-color-(?:blue|cyan|grape|indigo|lime|orange|pink|teal|violet)-/;

/**
 * The theme as CSS variables for a style sheet. Only the build calls this: a page under a strict content security
 * policy can't write them into a `<style>` element as Mantine does by itself.
 */
export function themeVariables(): string {
  const { variables, light, dark } = defaultCssVariablesResolver(mergeMantineTheme(DEFAULT_THEME, theme));
  return convertCssVariables({ variables: used(variables), light: used(light), dark: used(dark) }, ':root');
}

function used(variables: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(variables).filter(([name]) => !UNUSED.test(name)));
}
