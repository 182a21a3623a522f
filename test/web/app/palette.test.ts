import { equal, ok } from 'node:assert/strict';

const css = await Deno.readTextFile(new URL('../../../src/web/app/theme.css', import.meta.url));
const [light, dark] = css.split("[data-mantine-color-scheme='dark']");
const schemes = { light, dark };

type Linear = readonly [red: number, green: number, blue: number];

/** Linear sRGB to what an eye with that deficiency sees (Machado, Oliveira and Fernandes 2009, severity 1). */
const eyes: Record<string, readonly Linear[]> = {
  normal: [[1, 0, 0], [0, 1, 0], [0, 0, 1]],
  protan: [[.152286, 1.052583, -.204868], [.114503, .786281, .099216], [-.003882, -.048116, 1.051998]],
  deutan: [[.367322, .860646, -.227968], [.280085, .672501, .047413], [-.01182, .04294, .968881]],
  tritan: [[1.255528, -.076749, -.178779], [-.078411, .930809, .147602], [.004733, .691367, .3039]],
};

for (const [scheme, text] of Object.entries(schemes)) {
  const surface = linear(variable(text, 'surface'));
  const colours = [1, 2, 3, 4, 5, 6, 7, 8].map((number) => linear(variable(text, `destination-${number}`)));

  Deno.test(`destinations stand out from the surface in the ${scheme} scheme`, () => {
    // WCAG 2.2, 1.4.11: graphics that carry meaning have a contrast of 3:1.
    for (const [index, colour] of colours.entries()) {
      ok(contrast(colour, surface) >= 3, `destination ${index + 1}: ${contrast(colour, surface).toFixed(2)}`);
    }
  });

  for (const [eye, matrix] of Object.entries(eyes)) {
    Deno.test(`destinations are told apart in the ${scheme} scheme by ${eye} eyes`, () => {
      const seen = colours.map((colour) =>
        oklab(matrix.map((row) => clamp(dot(row, colour))) as unknown as Linear)
      );
      for (const [index, one] of seen.entries()) {
        for (const other of seen.slice(index + 1)) ok(distance(one, other) >= .1, `${index + 1} and another`);
        const next = seen[(index + 1) % seen.length];
        ok(distance(one, next) >= .15, `${index + 1} and its neighbour`);
      }
    });
  }

  Deno.test(`words are readable in the ${scheme} scheme`, () => {
    // WCAG 2.2, 1.4.3: text has a contrast of 4.5:1.
    for (const name of ['ink', 'ink-soft', 'state-good', 'state-warn', 'state-bad']) {
      const text = linear(variable(schemes[scheme as keyof typeof schemes], name));
      ok(contrast(text, surface) >= 4.5, `${name}: ${contrast(text, surface).toFixed(2)}`);
    }
  });
}

Deno.test('the contrast of black on white is 21, as everybody knows', () => {
  equal(contrast(linear('#000000'), linear('#ffffff')), 21);
});

function variable(text: string, name: string): string {
  const value = new RegExp(`--${name}:\\s*(#[0-9a-f]{3,6});`, 'i').exec(text)?.[1];
  if (!value) throw new Error(`No --${name}.`);
  return value.length === 4 ? value.replace(/[0-9a-f]/gi, '$&$&') : value;
}

function linear(hex: string): Linear {
  const channel = (at: number) => {
    const value = parseInt(hex.slice(at, at + 2), 16) / 255;
    return value <= .04045 ? value / 12.92 : ((value + .055) / 1.055) ** 2.4;
  };
  return [channel(1), channel(3), channel(5)];
}

function contrast(a: Linear, b: Linear): number {
  const [least, most] = [a, b].map((colour) => dot([.2126, .7152, .0722], colour) + .05).sort((x, y) =>
    x - y
  );
  return Math.round((most / least) * 1e9) / 1e9;
}

/** Björn Ottosson, "A perceptual color space for image processing", 2020. */
function oklab(colour: Linear): Linear {
  const [l, m, s] = [
    dot([.4122214708, .5363325363, .0514459929], colour),
    dot([.2119034982, .6806995451, .1073969566], colour),
    dot([.0883024619, .2817188376, .6299787005], colour),
  ].map(Math.cbrt);
  return [
    .2104542553 * l + .793617785 * m - .0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + .4505937099 * s,
    .0259040371 * l + .7827717662 * m - .808675766 * s,
  ];
}

function distance(a: Linear, b: Linear): number {
  return Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
}

function dot(a: Linear, b: Linear): number {
  return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}

function clamp(value: number): number {
  return Math.min(1, Math.max(0, value));
}
