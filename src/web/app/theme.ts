import { createTheme, type MantineColorsTuple } from '@mantine/core';

/** The product's colour in ten steps of one hue; 7 is the mark's #6d2e63. */
const plum: MantineColorsTuple = [
  '#faf2f8',
  '#f4e1f0',
  '#e6c5df',
  '#d4a2c9',
  '#bc7cb0',
  '#a35996',
  '#863e7a',
  '#6d2e63',
  '#57214e',
  '#3f1739',
];

/** The neutrals of the dark scheme, with a trace of the same hue. */
const dark: MantineColorsTuple = [
  '#ece8eb',
  '#cfc9cd',
  '#b4afb3',
  '#8d868b',
  '#4a4148',
  '#382f36',
  '#2a2328',
  '#1d171c',
  '#171116',
  '#110c10',
];

const SYSTEM_FONTS = 'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", sans-serif';

export const theme = createTheme({
  colors: { plum, dark },
  primaryColor: 'plum',
  primaryShade: { light: 7, dark: 5 },
  fontFamily: SYSTEM_FONTS,
  fontFamilyMonospace: 'ui-monospace, SFMono-Regular, Menlo, Consolas, monospace',
  headings: { fontFamily: SYSTEM_FONTS, fontWeight: '600' },
  defaultRadius: 'md',
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: {
    // Its focusable placeholder is no item, and a menu may have no other children (WAI-ARIA, role menu).
    Menu: { defaultProps: { withInitialFocusPlaceholder: false } },
  },
});
